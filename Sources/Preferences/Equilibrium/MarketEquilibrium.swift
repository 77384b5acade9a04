public import Primitives

/// What everybody in a market with money demands at prices at which all demands can be met.
public struct MarketEquilibrium: Hashable, Sendable {
    /// The price of A in money; `nil` where A stays where it is.
    public let priceOfA: Double?
    /// The price of B in money; `nil` where B stays where it is.
    public let priceOfB: Double?
    /// What each demands; what stays is what each has. They sum to what there is.
    public let demands: [GoodsPoint]

    /// The price of a good; `nil` where it stays where it is.
    public subscript(good: Good) -> Double? { good == .a ? priceOfA : priceOfB }

    /// Finds an equilibrium of the members of a market.
    ///
    /// A good that nobody has is not traded; nor is one whose price would be 0, because at any
    /// price there is more of it than is wanted. Where somebody is indifferent, as many as can be
    /// stay as near as they can to what they have, by place.
    ///
    /// - Parameters:
    ///   - consumers: All with the same terms of money.
    ///   - last: From where to follow excess demand to the next stable equilibrium; where that is
    ///     unknown or leads nowhere, all stable ones are looked for and that with the lowest price
    ///     of A holds.
    /// - Returns: `nil` where there is no stable equilibrium.
    /// - Complexity: some hundred demands of each consumer; some thousand where all are looked for.
    public static func find(
        of consumers: [Consumer], near last: GoodsPrices?
    ) -> MarketEquilibrium? {
        let search = EquilibriumSearch(consumers)
        if search.totalA > 0, search.totalB > 0 {
            let prices =
                last.flatMap { search.nearest(to: $0) }
                ?? search.inMoney().filter(\.isStable).map(\.prices).min { $0.a < $1.a }
            if let prices { return MarketEquilibrium(search, at: prices) }
        }
        for good in Good.allCases {
            if let found = MarketEquilibrium(search, of: good, near: last) { return found }
        }
        return nil
    }

    private init(_ search: EquilibriumSearch, at prices: GoodsPrices) {
        priceOfA = prices.a
        priceOfB = prices.b
        var hulls = search.consumers.map {
            $0.choice(wealth: $0.wealth(at: prices), at: prices).bundles
        }
        let totals = GoodsPoint(a: search.totalA, b: search.totalB)
        for place in hulls.indices where hulls[place].only == nil {
            let have = search.consumers[place].endowment
            let nearest = hulls[place].nearest(
                to: GoodsPoint(a: Double(have.a), b: Double(have.b)), at: prices)
            var settled = hulls
            settled[place] = DemandHull(nearest)
            if Self.canClear(settled, totals) { hulls = settled }
        }
        let certain = hulls.compactMap(\.only).reduce(GoodsPoint(a: 0, b: 0), +)
        let free = hulls.filter { $0.only == nil }
        var picked = AggregateDemand.choices(free, totals: totals - certain)[...]
        demands = hulls.map { hull in hull.only ?? picked.removeFirst() }
    }

    private static func canClear(_ hulls: [DemandHull], _ totals: GoodsPoint) -> Bool {
        var demand = AggregateDemand()
        for hull in hulls { demand.add(hull) }
        func holds(_ set: DemandSet, _ total: Double) -> Bool {
            set.least <= total * (1 + 1e-9) && set.greatest >= total * (1 - 1e-9)
        }
        return holds(demand.b, totals.b) && holds(demand.a(whereBIs: totals.b), totals.a)
    }

    /// One good alone, if nobody has the other or nobody would pay for more of it.
    private init?(_ search: EquilibriumSearch, of good: Good, near last: GoodsPrices?) {
        let isA = good == .a
        let total = isA ? search.totalA : search.totalB
        let other = isA ? search.totalB : search.totalA
        let (centreA, centreB) = search.centres()
        guard total > 0 else { return nil }
        let buyers = search.consumers.map { OneGoodConsumer($0, good) }
        func excess(_ price: Double) -> DemandSet {
            buyers.reduce(DemandSet(-total)) { $0 + $1.demand(at: price) }
        }
        let start = last.map { isA ? $0.a : $0.b } ?? (isA ? centreA : centreB)
        guard let price = search.nearestRoot(to: start, size: total, excess) else { return nil }
        if other > 0 {
            // As good as free: there is more of the other good than anybody wants.
            let least = (isA ? centreB : centreA) / EquilibriumSearch.moneySpan
            let prices = GoodsPrices(a: isA ? price : least, b: isA ? least : price)
            let demand = search.demand(at: prices)
            guard (isA ? demand.b : demand.a).greatest < other else { return nil }
        }
        priceOfA = isA ? price : nil
        priceOfB = isA ? nil : price
        demands = OneGoodConsumer.clearing(buyers, at: price, total: total)
    }
}

extension EquilibriumSearch {
    /// The stable equilibrium to which excess demand leads from some prices; `nil` where it leads
    /// to none.
    func nearest(to last: GoodsPrices) -> GoodsPrices? {
        var guess = last.b
        func priceOfB(_ a: Double) -> Double? {
            let found = nearestRoot(to: guess, size: totalB) {
                excessB(at: GoodsPrices(a: a, b: $0))
            }
            if let found { guess = found }
            return found
        }
        let a = nearestRoot(to: last.a, size: totalA) { a in
            priceOfB(a).map { excessAClearingB(at: GoodsPrices(a: a, b: $0)) }
        }
        guard let a, let b = priceOfB(a) else { return nil }
        let prices = GoodsPrices(a: a, b: b)
        return clears(prices) ? prices : nil
    }
}

/// Somebody who trades one good for money and keeps what it has of the other.
struct OneGoodConsumer {
    private let consumer: Consumer
    private let good: Good

    init(_ consumer: Consumer, _ good: Good) {
        self.consumer = consumer
        self.good = good
    }

    private var have: Double { Double(consumer.endowment[good]) }

    /// The quantity at which the last little of it is worth its price.
    func demand(at price: Double) -> DemandSet {
        guard let terms = consumer.terms else { return DemandSet(have) }
        let money = Double(consumer.endowment.money)
        let most = have + money / price
        func gap(_ quantity: Double) -> Double {
            let left = money - price * (quantity - have)
            let ofMoney =
                consumer.taste.marginalUtilityOfMoney(holding: left, under: terms) / terms.scale
            return slope(quantity) - price * ofMoney
        }
        let (atNothing, atMost) = (gap(0), gap(most))
        if case .linear = consumer.taste.utility, terms.form == .linear {
            let value = price * consumer.taste.lambda / terms.scale
            if abs(atNothing) <= 1e-9 * value { return DemandSet(0, most) }
        }
        if atNothing <= 0 { return DemandSet(0) }
        if atMost >= 0 { return DemandSet(most) }
        var (low, high) = (0.0, most)
        for _ in 0..<70 where high - low > 1e-13 * most {
            let middle = (low + high) / 2
            if gap(middle) > 0 { low = middle } else { high = middle }
        }
        return DemandSet((low + high) / 2)
    }

    private func slope(_ quantity: Double) -> Double {
        let a = good == .a ? quantity : Double(consumer.endowment.a)
        let b = good == .b ? quantity : Double(consumer.endowment.b)
        let slopes = consumer.taste.utility.slopes(a: a, b: b)
        return good == .a ? slopes.a : slopes.b
    }

    /// What each demands so that all is demanded: the indifferent move only as far as they must.
    static func clearing(
        _ buyers: [OneGoodConsumer], at price: Double, total: Double
    ) -> [GoodsPoint] {
        let sets = buyers.map { $0.demand(at: price) }
        var amounts = zip(buyers, sets).map { min(max($0.have, $1.least), $1.greatest) }
        var rest = total - amounts.reduce(0, +)
        for place in amounts.indices {
            let room = rest > 0 ? sets[place].greatest : sets[place].least
            let step =
                rest > 0 ? min(rest, room - amounts[place]) : max(rest, room - amounts[place])
            amounts[place] += step
            rest -= step
        }
        return zip(buyers, amounts).map { buyer, amount in
            let have = buyer.consumer.endowment
            return buyer.good == .a
                ? GoodsPoint(a: amount, b: Double(have.b))
                : GoodsPoint(a: Double(have.a), b: amount)
        }
    }
}
