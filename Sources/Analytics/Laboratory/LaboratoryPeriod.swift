import MarketModel
import Primitives

/// A unit that changed hands in a laboratory.
public struct LaboratoryTrade: Hashable, Sendable {
    /// Who bought; the pool is the agent after all traders.
    public var buyer: Int
    /// Who sold.
    public var seller: Int
    /// In price units.
    public var price: Int64

    /// Describes a trade.
    public init(buyer: Int, seller: Int, price: Int64) {
        self.buyer = buyer
        self.seller = seller
        self.price = price
    }
}

/// What a period came to. Undefined figures are `nil`, never zero.
public struct LaboratoryPeriod: Hashable, Sendable {
    /// The prices of its trades, in order.
    public var prices: [Int64] = []
    /// What buyers and sellers gained, in price units.
    public var surplus: Int64 = 0
    /// What the buyers gained.
    public var buyerGain: Int64 = 0
    /// What the sellers gained.
    public var sellerGain: Int64 = 0
    /// What a pool gained, its goods at the equilibrium price.
    public var poolGain = 0.0
    /// The surplus in percent of the greatest.
    public var efficiency: Double?
    /// Smith's α: how far prices stray from the equilibrium price, in percent of it.
    public var alpha: Double?
    /// The mean of the prices.
    public var meanPrice: Double?
    /// How far profits stray from those of the equilibrium.
    public var profitDispersion: Double?
    /// Lost on units that should have traded and did not, in percent.
    public var untradedLoss: Double?
    /// Lost on units that should not have traded and did, in percent.
    public var extramarginalLoss: Double?

    /// The Gini coefficient of the traders' gains; `nil` where somebody lost or nobody gained.
    public var gini: Double?
    /// The least gain of a trader; `nil` without traders.
    public var leastProfit: Int64?

    /// How many trades there were.
    public var trades: Int64 { Int64(prices.count) }
}

/// Measures periods against theory.
///
/// - Source: Smith (1962) for α; Rust, Miller and Palmer (1993) for the losses; Gode and Sunder
///   (1993) for the dispersion of profits.
struct PeriodMeasure {
    let traders: [LaboratoryTraderCreated]
    let theory: SupplyAndDemand
    /// What each would gain at the equilibrium price.
    private let equilibriumProfits: [Double]
    /// How many of each trader's units trade in equilibrium; ties go to lower ids.
    private let intramarginal: [Int]

    init(_ traders: [LaboratoryTraderCreated]) {
        self.traders = traders
        let theory = SupplyAndDemand(
            values: traders.filter { $0.side == .bid }.flatMap(\.units),
            costs: traders.filter { $0.side == .ask }.flatMap(\.units))
        self.theory = theory
        let price = theory.price
        equilibriumProfits = traders.map { trader in
            guard let price else { return 0 }
            return trader.units.reduce(0) { sum, limit in
                let gain = trader.side == .bid ? Double(limit) - price : price - Double(limit)
                return sum + max(0, gain)
            }
        }
        var counts = Array(repeating: 0, count: traders.count)
        for side in Side.allCases {
            let units = traders.indices.filter { traders[$0].side == side }.flatMap { trader in
                traders[trader].units.map { (trader: trader, limit: $0) }
            }
            let sorted = units.sorted { left, right in
                if left.limit != right.limit {
                    return side == .bid ? left.limit > right.limit : left.limit < right.limit
                }
                return left.trader < right.trader
            }
            for unit in sorted.prefix(theory.quantity) { counts[unit.trader] += 1 }
        }
        intramarginal = counts
    }

    func measure(_ trades: [LaboratoryTrade]) -> LaboratoryPeriod {
        var period = LaboratoryPeriod()
        var done = Array(repeating: 0, count: traders.count)
        var profits = Array(repeating: Int64(0), count: traders.count)
        var pool = (goods: 0, money: Int64(0))
        for trade in trades {
            period.prices.append(trade.price)
            if trade.buyer < traders.count {
                profits[trade.buyer] += traders[trade.buyer].units[done[trade.buyer]] - trade.price
                done[trade.buyer] += 1
            } else {
                pool = (pool.goods + 1, pool.money - trade.price)
            }
            if trade.seller < traders.count {
                profits[trade.seller] +=
                    trade.price - traders[trade.seller].units[done[trade.seller]]
                done[trade.seller] += 1
            } else {
                pool = (pool.goods - 1, pool.money + trade.price)
            }
        }
        for trader in traders.indices {
            if traders[trader].side == .bid {
                period.buyerGain += profits[trader]
            } else {
                period.sellerGain += profits[trader]
            }
        }
        period.surplus = period.buyerGain + period.sellerGain
        period.gini = Inequality.gini(profits.map { Double($0) })
        period.leastProfit = profits.min()
        period.efficiency = theory.efficiency(of: period.surplus)
        compare(&period, done, profits, pool)
        return period
    }

    /// The figures that need an equilibrium price.
    private func compare(
        _ period: inout LaboratoryPeriod, _ done: [Int], _ profits: [Int64],
        _ pool: (goods: Int, money: Int64)
    ) {
        let count = Double(period.prices.count)
        if count > 0 { period.meanPrice = period.prices.reduce(0) { $0 + Double($1) } / count }
        guard let price = theory.price else { return }
        if count > 0 {
            let squares = period.prices.reduce(0) { sum, paid in
                sum + (Double(paid) - price) * (Double(paid) - price)
            }
            if price > 0 { period.alpha = 100 / price * (squares / count).squareRoot() }
        }
        let squares = traders.indices.reduce(0) { sum, trader in
            let gap = Double(profits[trader]) - equilibriumProfits[trader]
            return sum + gap * gap
        }
        period.profitDispersion = (squares / Double(traders.count)).squareRoot()
        period.poolGain = Double(pool.money) + price * Double(pool.goods)
        var (untraded, extramarginal) = (0.0, 0.0)
        for trader in traders.indices {
            for (unit, limit) in traders[trader].units.enumerated() {
                let gap = abs(Double(limit) - price)
                let hasTraded = unit < done[trader]
                if unit < intramarginal[trader], !hasTraded { untraded += gap }
                if unit >= intramarginal[trader], hasTraded { extramarginal += gap }
            }
        }
        period.untradedLoss = 100 * untraded / Double(theory.surplus)
        period.extramarginalLoss = 100 * extramarginal / Double(theory.surplus)
    }
}
