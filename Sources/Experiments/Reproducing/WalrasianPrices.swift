import Kernel
import MarketModel
import Preferences
import Primitives

extension Experiment {
    /// Competitive equilibria with known solutions.
    static let walras = Experiment(
        name: "walras", summary: "competitive equilibria of seven economies with known solutions"
    ) { setUps throws(ExperimentFault) in
        var findings: [Finding] = []
        // The relative price, then what the first agents have of A.
        let known: [(String, Double, [Double])] = [
            ("cobb-douglas", 31.0 / 38, [3.735484, 8.264516]),
            ("ces-substitutes", 0.866247, []), ("ces-complements", 0.844052, []),
            ("ces-strong-complements", 0.840346, []), ("ces-identical", 1.5, []),
            ("stone-geary", 26.0 / 21, [4.123077, 5.876923]), ("linear", 1, []),
        ]
        for (name, price, holdings) in known {
            findings += try Walras.findings(setUps, name, price, holdings)
        }
        return findings + (try Walras.quasilinear(setUps))
    }
}

private enum Walras {
    static func findings(
        _ setUps: SetUps, _ name: String, _ price: Double, _ holdings: [Double]
    ) throws(ExperimentFault) -> [Finding] {
        let theory = try theory(setUps, name)
        let ours = theory.reference?.relativePrice
        // Published to six digits.
        var findings = [
            Finding(
                "\(name), price of A in B", published: digits(price), ours,
                band: .about(price, 1e-6 * price), decimals: 6),
            Finding(
                "\(name), equilibria", published: "1", Double(theory.equilibria.count),
                band: .within(1...1), decimals: 0),
        ]
        for (agent, amount) in holdings.enumerated() {
            let ours = theory.reference.map { choice(theory, agent, $0).a.least }
            findings.append(
                Finding(
                    "\(name), A of agent \(agent)", published: digits(amount), ours,
                    band: .about(amount, 1e-6 * amount), decimals: 6))
        }
        return findings
    }

    static func quasilinear(_ setUps: SetUps) throws(ExperimentFault) -> [Finding] {
        let theory = try theory(setUps, "quasilinear")
        guard let reference = theory.reference else {
            return [
                Finding("quasilinear, price of A", nil, band: .about(5.428571, 1e-6))
            ]
        }
        var findings = [
            Finding(
                "quasilinear, price of A", published: "5.428571", reference.prices.a,
                band: .about(5.428571, 5.5e-6), decimals: 6)
        ]
        for (agent, amount) in [4.571429, 1.285714, 1.142857].enumerated() {
            findings.append(
                Finding(
                    "quasilinear, A of agent \(agent)", published: digits(amount),
                    choice(theory, agent, reference).a.least, band: .about(amount, 5e-6),
                    decimals: 6))
        }
        findings.append(
            Finding(
                "quasilinear, gain of all", published: "16.428571", theory.measure?.attainable,
                band: .about(16.428571, 1.7e-5), decimals: 6))
        return findings
    }

    private static func theory(
        _ setUps: SetUps, _ name: String
    ) throws(ExperimentFault) -> EconomyTheory {
        let (scenario, seed) = try setUps.economy("experiments/walras-\(name)")
        return EconomyTheory(scenario, seed: seed)
    }

    private static func choice(
        _ theory: EconomyTheory, _ agent: Int, _ equilibrium: CompetitiveEquilibrium
    ) -> Consumer.Choice {
        let consumer = theory.consumers[agent]
        let prices = equilibrium.prices
        return consumer.choice(wealth: consumer.wealth(at: prices), at: prices)
    }

    private static func digits(_ value: Double) -> String { "\((value * 1e6).rounded() / 1e6)" }
}
