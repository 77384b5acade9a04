import Determinism

/// Draws holdings and the parameters of utilities.
struct UtilityDraw: ~Copyable {
    private var random: RandomStream
    private let inventory: ClosedRange<Int64>

    init(seed: UInt32, inventory: ClosedRange<Int64>) {
        random = RandomStream(seed: seed, name: "generator/economy")
        self.inventory = inventory
    }

    /// As many whole numbers of a range, each as likely as any other.
    mutating func amounts(_ count: Int, in range: ClosedRange<Int64>) -> YAMLTree {
        var items: [YAMLTree] = []
        for _ in 0..<count {
            let amount = range.lowerBound + Int64(below(range.upperBound - range.lowerBound + 1))
            items.append(.scalar(String(amount)))
        }
        return .list(items)
    }

    /// A draw below a bound that may pass 32 bits, as money's can.
    private mutating func below(_ bound: Int64) -> Int {
        if bound <= Int64(UInt32.max) { return random.below(Int(bound)) }
        // Two draws of 32 bits, again while the result would favour small values.
        let whole = UInt64(bound)
        while true {
            let bits = UInt64(random.next()) << 32 | UInt64(random.next())
            let (quotient, rest) = bits.quotientAndRemainder(dividingBy: whole)
            if quotient < UInt64.max / whole { return Int(rest) }
        }
    }

    /// The parameters of a kind of utility, each with two decimals.
    mutating func parameters(of kind: String) -> YAMLTree {
        let values: [(String, Hundredths)] =
            switch kind {
            case "ces": ces()
            case "linear": [("vA", uniform(0.5, 3)), ("vB", uniform(0.5, 3))]
            case "quadratic": quadratic()
            case "translog": translog()
            case "stone_geary": stoneGeary()
            default: preconditionFailure("no utility is called \(kind)")
            }
        return .mapping(values.map { (key: $0.0, value: .scalar($0.1.text)) })
    }

    private mutating func uniform(_ low: Double, _ high: Double) -> Hundredths {
        Hundredths(low + (high - low) * random.uniform())
    }

    private mutating func ces() -> [(String, Hundredths)] {
        let weight = uniform(0.3, 0.7)
        var rho = uniform(-1, 1)
        // Neither close to perfect substitutes nor Cobb–Douglas, which has a form of its own.
        while rho.count == 0 || (80...120).contains(rho.count) { rho = uniform(-1, 1) }
        return [("wA", weight), ("wB", Hundredths(count: 100 - weight.count)), ("rho", rho)]
    }

    private mutating func quadratic() -> [(String, Hundredths)] {
        let low = 1.2 * Double(inventory.lowerBound)
        let high = 0.8 * Double(inventory.upperBound)
        let blissA = uniform(low, high)
        let blissB = uniform(low, high)
        let sigmaA = uniform(0.4 * blissA.value, 0.8 * blissA.value)
        let sigmaB = uniform(0.4 * blissB.value, 0.8 * blissB.value)
        // The utility is concave below this.
        let bound = 2 / (sigmaA.value * sigmaB.value)
        var gamma = uniform(0, 0.2)
        while gamma.value >= bound { gamma = uniform(0, 0.2) }
        return [
            ("A_star", blissA), ("B_star", blissB), ("sigma_A", sigmaA), ("sigma_B", sigmaB),
            ("gamma", gamma),
        ]
    }

    private mutating func translog() -> [(String, Hundredths)] {
        let alphaA = uniform(0.4, 0.6)
        let alphaB = uniform(0.4, 0.6)
        let betaAA = uniform(-0.10, -0.02)
        let betaBB = uniform(-0.10, -0.02)
        let betaAB = uniform(-0.03, 0.03)
        return [
            ("alpha_0", Hundredths(count: 0)), ("alpha_A", alphaA), ("alpha_B", alphaB),
            ("beta_AA", betaAA), ("beta_BB", betaBB), ("beta_AB", betaAB),
        ]
    }

    private mutating func stoneGeary() -> [(String, Hundredths)] {
        let alpha = uniform(0.4, 0.6)
        return [
            ("alpha_A", alpha), ("alpha_B", Hundredths(count: 100 - alpha.count)),
            ("gamma_A", Hundredths(count: 0)), ("gamma_B", Hundredths(count: 0)),
        ]
    }
}
