import RealModule

/// The best goods for a budget.
struct GoodsDemand {
    /// One bundle, or all between two that are equally good.
    var bundles: DemandHull
    /// What a little more budget adds to utility; 0 for the satiated.
    var marginalUtility: Double
    /// The utility they give.
    var level: Double
}

extension Utility {
    /// The goods an agent would buy with a budget, fractions allowed.
    ///
    /// - Parameter indifference: The relative difference of values for money that makes none.
    /// - Complexity: O(1); some hundred evaluations for a translog.
    /// - Source: Mas-Colell, Whinston and Green, *Microeconomic Theory* (1995), chapter 3.
    func demand(
        budget: Double, at prices: GoodsPrices, within indifference: Double = 1e-12
    ) -> GoodsDemand {
        switch self {
        case .ces(let utility): interior(utility.share(at: prices), budget, prices)
        case .stoneGeary(let utility): subsistence(utility, budget, prices)
        case .linear(let utility): corner(utility, budget, prices, indifference)
        case .quadratic(let utility): bliss(utility, budget, prices)
        case .translog: searched(budget, prices)
        }
    }

    /// Whether twice the goods give twice the utility, so that a budget's worth is proportional.
    var isProportional: Bool {
        switch self {
        case .ces, .linear: true
        case .quadratic, .translog, .stoneGeary: false
        }
    }

    /// The derivatives of the level itself, which for CES differ from what agents quote by.
    func slopes(a: Double, b: Double) -> MarginalUtilities {
        guard case .ces(let utility) = self else { return marginalUtilities(a: a, b: b) }
        let (someA, someB) = (Guard.positive(a), Guard.positive(b))
        let scale = Double.pow(utility.level(a: someA, b: someB), 1 - utility.rho)
        return MarginalUtilities(
            a: scale * utility.weightA * Double.pow(someA, utility.rho - 1),
            b: scale * utility.weightB * Double.pow(someB, utility.rho - 1))
    }

    private func point(_ a: Double, _ b: Double, _ prices: GoodsPrices) -> GoodsDemand {
        let slopes = slopes(a: a, b: b)
        let marginal = max(0, max(slopes.a / prices.a, slopes.b / prices.b))
        return GoodsDemand(
            bundles: DemandHull(GoodsPoint(a: a, b: b)), marginalUtility: marginal,
            level: level(a: a, b: b))
    }

    /// A constant share of the budget for good A.
    private func interior(
        _ share: Double, _ budget: Double, _ prices: GoodsPrices
    ) -> GoodsDemand {
        point(share * budget / prices.a, (1 - share) * budget / prices.b, prices)
    }

    /// What is needed, then constant shares of the rest.
    private func subsistence(
        _ utility: StoneGeary, _ budget: Double, _ prices: GoodsPrices
    ) -> GoodsDemand {
        let needed = prices.a * utility.gammaA + prices.b * utility.gammaB
        if budget <= needed {
            let part = needed > 0 ? budget / needed : 0
            return point(part * utility.gammaA, part * utility.gammaB, prices)
        }
        let share = utility.alphaA / (utility.alphaA + utility.alphaB)
        let rest = budget - needed
        return point(
            utility.gammaA + share * rest / prices.a,
            utility.gammaB + (1 - share) * rest / prices.b, prices)
    }

    /// The good that gives more for the money; either where both give the same.
    private func corner(
        _ utility: LinearUtility, _ budget: Double, _ prices: GoodsPrices,
        _ indifference: Double
    ) -> GoodsDemand {
        let (ofA, ofB) = (utility.valueA / prices.a, utility.valueB / prices.b)
        let (mostA, mostB) = (budget / prices.a, budget / prices.b)
        let best = max(ofA, ofB)
        let corners = [GoodsPoint(a: mostA, b: 0), GoodsPoint(a: 0, b: mostB)]
        let isEven = abs(ofA - ofB) <= indifference * best
        let bundles =
            isEven ? DemandHull(corners: corners) : DemandHull(corners[ofA > ofB ? 0 : 1])
        return GoodsDemand(bundles: bundles, marginalUtility: best, level: best * budget)
    }

    /// The bliss point if it can be paid, else the best of the budget line.
    private func bliss(
        _ utility: QuadraticUtility, _ budget: Double, _ prices: GoodsPrices
    ) -> GoodsDemand {
        let (sA, sB) = (utility.sigmaA * utility.sigmaA, utility.sigmaB * utility.sigmaB)
        let isConcave = 4 / (sA * sB) >= utility.gamma * utility.gamma
        if isConcave, prices.a * utility.blissA + prices.b * utility.blissB <= budget {
            return point(utility.blissA, utility.blissB, prices)
        }
        // Along the line b = (m − p·a)/q utility is a parabola in a.
        let slope = prices.a / prices.b
        let gap = budget / prices.b - utility.blissB
        let curvature = 1 / sA + slope * slope / sB - utility.gamma * slope
        let most = budget / prices.a
        if curvature > 0 {
            let peak =
                (utility.blissA / sA + slope * gap / sB
                    - utility.gamma * (gap + slope * utility.blissA) / 2) / curvature
            let a = min(max(peak, 0), most)
            return point(a, max(0, budget / prices.b - slope * a), prices)
        }
        let ends = [point(0, budget / prices.b, prices), point(most, 0, prices)]
        return ends[0].level >= ends[1].level ? ends[0] : ends[1]
    }

    /// The best of the budget line by sampling and golden section.
    private func searched(_ budget: Double, _ prices: GoodsPrices) -> GoodsDemand {
        let most = budget / prices.a
        func value(_ share: Double) -> Double {
            level(a: share * most, b: (1 - share) * budget / prices.b)
        }
        let samples = 48
        var best = 0
        var bestValue = -Double.infinity
        for place in 0...samples {
            let found = value(Double(place) / Double(samples))
            if found > bestValue { (best, bestValue) = (place, found) }
        }
        var low = Double(max(0, best - 1)) / Double(samples)
        var high = Double(min(samples, best + 1)) / Double(samples)
        let ratio = 0.618_033_988_749_894_9
        for _ in 0..<70 {
            let left = high - ratio * (high - low)
            let right = low + ratio * (high - low)
            if value(left) >= value(right) { high = right } else { low = left }
        }
        let share = (low + high) / 2
        return point(share * most, (1 - share) * budget / prices.b, prices)
    }
}

extension CES {
    /// The share of the budget that goes to good A, from the ratio of both, which cannot overflow.
    fileprivate func share(at prices: GoodsPrices) -> Double {
        let elasticity = 1 / (1 - rho)
        let ratio =
            Double.pow(weightB / weightA, elasticity)
            * Double.pow(prices.b / prices.a, 1 - elasticity)
        return 1 / (1 + ratio)
    }
}
