extension Utility {
    /// Makes a utility function of its name and parameters.
    ///
    /// - Parameters:
    ///   - typeName: One of ``typeNames``.
    ///   - parameter: Gives a parameter by its name in a scenario; `nil` where it is not given.
    /// - Returns: `nil` for another name, for a parameter that is missing and has no default,
    ///   and for one out of its range.
    public init?(typeName: String, parameter: (String) -> Double?) {
        let made: Utility? =
            switch typeName {
            case "ces": Self.ces(parameter)
            case "linear": Self.linear(parameter)
            case "quadratic": Self.quadratic(parameter)
            case "translog": Self.translog(parameter)
            case "stone_geary": Self.stoneGeary(parameter)
            default: nil
            }
        guard let made else { return nil }
        self = made
    }

    private static func ces(_ parameter: (String) -> Double?) -> Utility? {
        let epsilon = parameter("epsilon") ?? CES.defaultEpsilon
        guard let rho = parameter("rho"), let weightA = parameter("wA"),
            let weightB = parameter("wB"), rho < 1, rho != 0, weightA > 0, weightB > 0,
            epsilon > 0
        else { return nil }
        return .ces(CES(rho: rho, weightA: weightA, weightB: weightB, epsilon: epsilon))
    }

    private static func linear(_ parameter: (String) -> Double?) -> Utility? {
        guard let valueA = parameter("vA"), let valueB = parameter("vB"), valueA > 0, valueB > 0
        else { return nil }
        return .linear(LinearUtility(valueA: valueA, valueB: valueB))
    }

    private static func quadratic(_ parameter: (String) -> Double?) -> Utility? {
        let gamma = parameter("gamma") ?? 0
        guard let blissA = parameter("A_star"), let blissB = parameter("B_star"),
            let sigmaA = parameter("sigma_A"), let sigmaB = parameter("sigma_B"), blissA > 0,
            blissB > 0, sigmaA > 0, sigmaB > 0, gamma >= 0
        else { return nil }
        return .quadratic(
            QuadraticUtility(
                blissA: blissA, blissB: blissB, sigmaA: sigmaA, sigmaB: sigmaB, gamma: gamma))
    }

    private static func translog(_ parameter: (String) -> Double?) -> Utility? {
        guard let alpha0 = parameter("alpha_0"), let alphaA = parameter("alpha_A"),
            let alphaB = parameter("alpha_B"), let betaAA = parameter("beta_AA"),
            let betaBB = parameter("beta_BB"), let betaAB = parameter("beta_AB"), alphaA > 0,
            alphaB > 0
        else { return nil }
        return .translog(
            Translog(
                alpha0: alpha0, alphaA: alphaA, alphaB: alphaB, betaAA: betaAA, betaBB: betaBB,
                betaAB: betaAB))
    }

    private static func stoneGeary(_ parameter: (String) -> Double?) -> Utility? {
        let gammaA = parameter("gamma_A") ?? 0
        let gammaB = parameter("gamma_B") ?? 0
        guard let alphaA = parameter("alpha_A"), let alphaB = parameter("alpha_B"), alphaA > 0,
            alphaB > 0, gammaA >= 0, gammaB >= 0
        else { return nil }
        return .stoneGeary(
            StoneGeary(alphaA: alphaA, alphaB: alphaB, gammaA: gammaA, gammaB: gammaB))
    }
}
