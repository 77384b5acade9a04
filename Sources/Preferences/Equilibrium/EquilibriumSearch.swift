import Primitives

/// The search for the roots of excess demand.
struct EquilibriumSearch {
    let consumers: [Consumer]
    let totalA: Double
    let totalB: Double
    /// Whether somebody may be indifferent between bundles.
    private let hasLinear: Bool

    private static let goodsRange = 1e-6...1e6
    private static let goodsPoints = 1_200
    static let moneySpan = 1e4
    private static let moneyPoints = 64
    /// The relative excess demand that counts as none.
    private static let tolerance = 1e-6

    init(_ consumers: [Consumer]) {
        self.consumers = consumers
        totalA = consumers.reduce(0) { $0 + Double($1.endowment.a) }
        totalB = consumers.reduce(0) { $0 + Double($1.endowment.b) }
        hasLinear = consumers.contains { consumer in
            if case .linear = consumer.taste.utility { true } else { false }
        }
    }

    func demand(at prices: GoodsPrices) -> AggregateDemand {
        var demand = AggregateDemand()
        for consumer in consumers {
            demand.add(consumer.choice(wealth: consumer.wealth(at: prices), at: prices).bundles)
        }
        return demand
    }

    private func excessA(at prices: GoodsPrices) -> DemandSet { demand(at: prices).a - totalA }

    func excessB(at prices: GoodsPrices) -> DemandSet { demand(at: prices).b - totalB }

    /// Excess demand for A where that for B is met, by those who have a choice.
    func excessAClearingB(at prices: GoodsPrices) -> DemandSet {
        demand(at: prices).a(whereBIs: totalB) - totalA
    }

    /// Whether both markets clear, exactly or by somebody's indifference.
    func clears(_ prices: GoodsPrices) -> Bool {
        let demand = demand(at: prices)
        let (a, b) = (demand.a(whereBIs: totalB), demand.b)
        let (slackA, slackB) = (Self.tolerance * totalA, Self.tolerance * totalB)
        return a.least <= totalA + slackA && a.greatest >= totalA - slackA
            && b.least <= totalB + slackB && b.greatest >= totalB - slackB
    }

    /// Without money only the relative price counts.
    func inGoods() -> [CompetitiveEquilibrium] {
        guard totalA > 0, totalB > 0 else { return [] }
        return roots(
            from: Self.goodsRange.lowerBound, to: Self.goodsRange.upperBound,
            points: Self.goodsPoints, size: totalA
        ) { excessA(at: GoodsPrices(a: $0, b: 1)) }
        .compactMap { root in
            let prices = GoodsPrices(a: indifferent(near: root) ?? root.price, b: 1)
            guard hasLinear || clears(prices) else { return nil }
            return CompetitiveEquilibrium(prices: prices, isStable: root.isFalling)
        }
    }

    /// The exact price at which somebody at a jump of demand is indifferent.
    private func indifferent(near root: Root) -> Double? {
        for consumer in consumers {
            guard case .linear(let utility) = consumer.taste.utility else { continue }
            let price = utility.valueA / utility.valueB
            if abs(price - root.price) <= 1e-9 * price { return price }
        }
        return nil
    }

    /// With money both prices count: for each price of A those of B that clear its market, and
    /// along each of these the prices of A at which the other one clears too.
    func inMoney() -> [CompetitiveEquilibrium] {
        guard totalA + totalB > 0 else { return [] }
        let (centreA, centreB) = centres()
        if totalB == 0 || totalA == 0 { return inOneGood(centreA, centreB) }
        func rootsOfB(_ a: Double) -> [Root] {
            roots(
                from: centreB / Self.moneySpan, to: centreB * Self.moneySpan,
                points: Self.moneyPoints, size: totalB
            ) { excessB(at: GoodsPrices(a: a, b: $0)) }
        }
        var found: [CompetitiveEquilibrium] = []
        // Branches by their place among the roots: few economies have more than one.
        for branch in 0..<3 {
            func other(_ a: Double) -> Double? {
                let roots = rootsOfB(a)
                return branch < roots.count ? roots[branch].price : nil
            }
            let solutions = roots(
                from: centreA / Self.moneySpan, to: centreA * Self.moneySpan,
                points: Self.moneyPoints, size: totalA
            ) { a in other(a).map { excessAClearingB(at: GoodsPrices(a: a, b: $0)) } }
            if solutions.isEmpty && branch > 0 { break }
            for root in solutions {
                guard let b = other(root.price) else { continue }
                let prices = GoodsPrices(a: root.price, b: b)
                guard clears(prices) else { continue }
                found.append(CompetitiveEquilibrium(prices: prices, isStable: root.isFalling))
            }
        }
        return found
    }

    /// An economy with one good and money: the other good's price means nothing.
    private func inOneGood(_ centreA: Double, _ centreB: Double) -> [CompetitiveEquilibrium] {
        let isA = totalA > 0
        let centre = isA ? centreA : centreB
        func prices(_ price: Double) -> GoodsPrices {
            isA
                ? GoodsPrices(a: price, b: centreB * Self.moneySpan)
                : GoodsPrices(a: centreA * Self.moneySpan, b: price)
        }
        return roots(
            from: centre / Self.moneySpan, to: centre * Self.moneySpan,
            points: Self.goodsPoints / 4, size: totalA + totalB
        ) { price in
            isA ? excessA(at: prices(price)) : excessB(at: prices(price))
        }
        .map { CompetitiveEquilibrium(prices: prices($0.price), isStable: $0.isFalling) }
    }

    /// Where to look: the median of what a little of each good is worth to those who want it.
    func centres() -> (Double, Double) {
        var worthA: [Double] = []
        var worthB: [Double] = []
        for consumer in consumers {
            guard let terms = consumer.terms else { continue }
            let have = consumer.endowment
            let slopes = consumer.taste.utility.slopes(
                a: Double(have.a) + 1, b: Double(have.b) + 1)
            let ofMoney =
                consumer.taste.marginalUtilityOfMoney(
                    holding: Double(have.money) + 1, under: terms) / terms.scale
            if slopes.a > 0, ofMoney > 0 { worthA.append(slopes.a / ofMoney) }
            if slopes.b > 0, ofMoney > 0 { worthB.append(slopes.b / ofMoney) }
        }
        func median(_ values: [Double]) -> Double {
            let sorted = values.filter(\.isFinite).sorted()
            return sorted.isEmpty ? 1 : max(sorted[sorted.count / 2], 1e-9)
        }
        return (median(worthA), median(worthB))
    }
}
