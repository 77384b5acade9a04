import RealModule

// Where a function of a price changes its sign.
extension EquilibriumSearch {
    /// A price at which a function changes sign, and whether it falls there.
    struct Root {
        var price: Double
        var isFalling: Bool
    }

    /// All sign changes on a logarithmic grid of prices, refined.
    ///
    /// - Parameter size: What the function's values are small against when they count as none.
    func roots(
        from low: Double, to high: Double, points: Int, size: Double,
        _ function: (Double) -> DemandSet?
    ) -> [Root] {
        var roots: [Root] = []
        let step = Double.log(high / low) / Double(points - 1)
        var last: (price: Double, value: DemandSet)?
        for point in 0..<points {
            let price = low * Double.exp(step * Double(point))
            guard let value = function(price) else {
                last = nil
                continue
            }
            if value.sign == 0 {
                let before = last?.value.sign ?? 1
                roots.append(Root(price: price, isFalling: before > 0))
                last = nil
                continue
            }
            if let last, last.value.sign != value.sign {
                let bracket = Bracket(
                    low: last.price, high: price, atLow: last.value, atHigh: value)
                if let root = refine(bracket, size: size, function) { roots.append(root) }
            }
            last = (price, value)
        }
        return roots
    }

    /// The root that excess demand points to from a price: above it where it is positive.
    ///
    /// - Returns: `nil` where there is none within a factor of e⁶⁴.
    func nearestRoot(
        to price: Double, size: Double, _ function: (Double) -> DemandSet?
    ) -> Double? {
        guard var value = function(price) else { return nil }
        if value.sign == 0 { return price }
        let direction = Double(value.sign)
        var (near, way) = (price, Self.firstStep)
        while way < Self.lastStep {
            let far = near * Double.exp(direction * way)
            guard far.isFinite, far > 0, let found = function(far) else { return nil }
            if found.sign == 0 { return far }
            if found.sign != value.sign {
                let bracket =
                    direction > 0
                    ? Bracket(low: near, high: far, atLow: value, atHigh: found)
                    : Bracket(low: far, high: near, atLow: found, atHigh: value)
                return refine(bracket, size: size, function)?.price
            }
            (near, value, way) = (far, found, 2 * way)
        }
        return nil
    }

    /// The first and the longest step, in logs.
    private static let firstStep = 0.05
    private static let lastStep = 32.0

    struct Bracket {
        var low: Double
        var high: Double
        var atLow: DemandSet
        var atHigh: DemandSet
    }

    /// By regula falsi in logs, and by halving wherever that is slow.
    ///
    /// - Source: the Illinois rule, Dowell and Jarratt, *BIT* 11 (1971).
    private func refine(
        _ bracket: Bracket, size: Double, _ function: (Double) -> DemandSet?
    ) -> Root? {
        var (low, high) = (bracket.low, bracket.high)
        var (atLow, atHigh) = (bracket.atLow.middle, bracket.atHigh.middle)
        let sign = bracket.atLow.sign
        for round in 0..<120 where high - low > 1e-13 * high {
            var guess = (low * high).squareRoot()
            let share = atLow / (atLow - atHigh)
            if round % 3 != 2, share.isFinite {
                let straight = low * Double.exp(share * Double.log(high / low))
                if straight > low && straight < high { guess = straight }
            }
            guard let found = function(guess) else { return nil }
            if found.sign == 0 || abs(found.middle) <= 1e-13 * size {
                return Root(price: guess, isFalling: sign > 0)
            }
            if found.sign == sign {
                (low, atLow, atHigh) = (guess, found.middle, atHigh / 2)
            } else {
                (high, atHigh, atLow) = (guess, found.middle, atLow / 2)
            }
        }
        return Root(price: (low * high).squareRoot(), isFalling: sign > 0)
    }
}
