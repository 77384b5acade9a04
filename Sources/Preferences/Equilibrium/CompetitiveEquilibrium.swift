import Primitives
import RealModule

/// Prices at which every market clears.
public struct CompetitiveEquilibrium: Hashable, Sendable {
    /// In money, or with that of B as 1.
    public let prices: GoodsPrices
    /// Whether a price above it lowers excess demand.
    public let isStable: Bool

    /// Of A in units of B.
    public var relativePrice: Double { prices.a / prices.b }

    /// Every equilibrium of an exchange economy, by rising relative price.
    ///
    /// All sign changes of excess demand on a logarithmic grid are refined to 10⁻¹²; a jump of
    /// demand counts where somebody is indifferent between bundles, so that a selection clears.
    /// Equilibria in which a good is free are not looked for.
    ///
    /// - Returns: None where there is none.
    /// - Complexity: some thousand demands of each consumer; with money some hundred thousand.
    public static func all(of consumers: [Consumer]) -> [CompetitiveEquilibrium] {
        guard let first = consumers.first else { return [] }
        let search = EquilibriumSearch(consumers)
        let found = first.terms == nil ? search.inGoods() : search.inMoney()
        return found.sorted { $0.relativePrice < $1.relativePrice }
    }

    /// The one that comparisons use: the stable one of the lowest relative price.
    public static func reference(
        among all: [CompetitiveEquilibrium]
    ) -> CompetitiveEquilibrium? {
        all.first(where: \.isStable)
    }
}

/// The search for the roots of excess demand.
struct EquilibriumSearch {
    private let consumers: [Consumer]
    private let totalA: Double
    private let totalB: Double
    /// Whether somebody may be indifferent between bundles.
    private let hasLinear: Bool

    private static let goodsRange = 1e-6...1e6
    private static let goodsPoints = 1_200
    private static let moneySpan = 1e4
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

    private func excess(at prices: GoodsPrices) -> (a: DemandSet, b: DemandSet) {
        var (a, b) = (DemandSet(0), DemandSet(0))
        for consumer in consumers {
            let choice = consumer.choice(wealth: consumer.wealth(at: prices), at: prices)
            a = a + choice.a
            b = b + choice.b
        }
        return (a - totalA, b - totalB)
    }

    /// A price at which a function changes sign, and whether it falls there.
    private struct Root {
        var price: Double
        var isFalling: Bool
        /// Just below and just above it.
        var below: Double
        var above: Double
    }

    /// All sign changes on a grid of prices, refined.
    private func roots(
        from low: Double, to high: Double, points: Int, _ function: (Double) -> DemandSet?
    ) -> [Root] {
        var roots: [Root] = []
        let step = Double.log(high / low) / Double(points - 1)
        var last: (price: Double, sign: Int)?
        for point in 0..<points {
            let price = low * Double.exp(step * Double(point))
            guard let value = function(price) else {
                last = nil
                continue
            }
            let sign = value.sign
            if sign == 0 {
                let before = last?.sign ?? 1
                roots.append(
                    Root(price: price, isFalling: before > 0, below: price, above: price))
                last = nil
                continue
            }
            if let last, last.sign != sign {
                let root = refine(last.price, price, sign: last.sign, function)
                if let root { roots.append(root) }
            }
            last = (price, sign)
        }
        return roots
    }

    private func refine(
        _ low: Double, _ high: Double, sign: Int, _ function: (Double) -> DemandSet?
    ) -> Root? {
        var (low, high) = (low, high)
        for _ in 0..<60 where high - low > 1e-13 * high {
            let middle = (low * high).squareRoot()
            guard let found = function(middle)?.sign else { return nil }
            if found == 0 {
                return Root(price: middle, isFalling: sign > 0, below: middle, above: middle)
            }
            if found == sign { low = middle } else { high = middle }
        }
        return Root(
            price: (low * high).squareRoot(), isFalling: sign > 0, below: low, above: high)
    }

    /// Whether both markets clear at a root, exactly or by somebody's indifference.
    private func clears(_ prices: GoodsPrices) -> Bool {
        let excess = excess(at: prices)
        if hasLinear { return true }
        return max(abs(excess.a.least), abs(excess.a.greatest)) <= Self.tolerance * totalA
            && max(abs(excess.b.least), abs(excess.b.greatest)) <= Self.tolerance * totalB
    }

    /// Without money only the relative price counts.
    func inGoods() -> [CompetitiveEquilibrium] {
        guard totalA > 0, totalB > 0 else { return [] }
        return roots(
            from: Self.goodsRange.lowerBound, to: Self.goodsRange.upperBound,
            points: Self.goodsPoints
        ) { excess(at: GoodsPrices(a: $0, b: 1)).a }
        .compactMap { root in
            let prices = GoodsPrices(a: indifferent(near: root) ?? root.price, b: 1)
            guard clears(prices) else { return nil }
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
                points: Self.moneyPoints
            ) { excess(at: GoodsPrices(a: a, b: $0)).b }
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
                points: Self.moneyPoints
            ) { a in other(a).map { excess(at: GoodsPrices(a: a, b: $0)).a } }
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
            points: Self.goodsPoints / 4
        ) { price in
            let excess = excess(at: prices(price))
            return isA ? excess.a : excess.b
        }
        .map { CompetitiveEquilibrium(prices: prices($0.price), isStable: $0.isFalling) }
    }

    /// Where to look: the median of what a little of each good is worth to those who want it.
    private func centres() -> (Double, Double) {
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
