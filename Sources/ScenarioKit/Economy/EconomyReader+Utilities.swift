import Kernel
import Preferences

extension EconomyReader {
    /// The utility of an entry with a type and parameters.
    func utility(_ entry: SectionValues) -> Utility? {
        guard let section = entry.section("params") else { return nil }
        switch entry.variant {
        case "ces": return ces(section)
        case "linear":
            guard let a = section.real("vA"), let b = section.real("vB") else { return nil }
            return .linear(LinearUtility(valueA: a, valueB: b))
        case "quadratic": return quadratic(section)
        case "translog": return translog(section)
        case "stone_geary":
            guard let alphaA = section.real("alpha_A"), let alphaB = section.real("alpha_B"),
                let gammaA = section.real("gamma_A"), let gammaB = section.real("gamma_B")
            else { return nil }
            return .stoneGeary(
                StoneGeary(alphaA: alphaA, alphaB: alphaB, gammaA: gammaA, gammaB: gammaB))
        default: preconditionFailure("no utility is described as \(entry.variant)")
        }
    }

    private func ces(_ section: SectionValues) -> Utility? {
        guard let rho = section.real("rho"), let weightA = section.real("wA"),
            let weightB = section.real("wB"), let epsilon = section.real("epsilon")
        else { return nil }
        return .ces(CES(rho: rho, weightA: weightA, weightB: weightB, epsilon: epsilon))
    }

    private func quadratic(_ section: SectionValues) -> Utility? {
        guard let blissA = section.real("A_star"), let blissB = section.real("B_star"),
            let sigmaA = section.real("sigma_A"), let sigmaB = section.real("sigma_B"),
            let gamma = section.real("gamma")
        else { return nil }
        return .quadratic(
            QuadraticUtility(
                blissA: blissA, blissB: blissB, sigmaA: sigmaA, sigmaB: sigmaB, gamma: gamma))
    }

    private func translog(_ section: SectionValues) -> Utility? {
        guard let alpha0 = section.real("alpha_0"), let alphaA = section.real("alpha_A"),
            let alphaB = section.real("alpha_B"), let betaAA = section.real("beta_AA"),
            let betaBB = section.real("beta_BB"), let betaAB = section.real("beta_AB")
        else { return nil }
        return .translog(
            Translog(
                alpha0: alpha0, alphaA: alphaA, alphaB: alphaB, betaAA: betaAA, betaBB: betaBB,
                betaAB: betaAB))
    }

    /// Reads the utilities that agents are drawn from.
    mutating func readMix() -> [UtilityShare]? {
        guard let section = top.section("utilities"), let entries = section.sections("mix")
        else { return nil }
        if entries.isEmpty {
            wrong("found an empty list, expected at least one utility", section, "mix")
            return nil
        }
        var shares: [UtilityShare] = []
        for case let entry? in entries {
            guard let weight = entry.real("weight"), let utility = utility(entry) else { continue }
            shares.append(UtilityShare(utility: utility, weight: weight))
        }
        guard shares.count == entries.count else { return nil }
        let sum = shares.reduce(0) { $0 + $1.weight }
        if abs(sum - 1) > 1e-6 {
            // To six decimals, and a number even where the sum overflows.
            let shown = min((sum * 1e6).rounded() / 1e6, .greatestFiniteMagnitude)
            wrong("the weights make \(Self.text(shown)), expected 1", section, "mix")
        }
        return shares
    }
}
