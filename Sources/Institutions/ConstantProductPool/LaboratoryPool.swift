import Determinism
import MarketModel
import Primitives

/// A laboratory's pool: traders come in random order and trade units with it while they gain.
///
/// It is endowed anew in each period, as the traders are.
struct LaboratoryPool: PeriodRules {
    private let rules: PoolRules

    init(_ rules: PoolRules) { self.rules = rules }

    mutating func trade(on floor: TradingFloor) {
        var pool = ConstantProductPool(
            good: rules.good, money: rules.money, feeBasisPoints: rules.feeBasisPoints)
        var traders = Array(floor.traders.indices)
        floor.draw { $0.shuffle(&traders) }
        for trader in traders {
            while let limit = floor.limit(of: trader) {
                guard let price = price(for: trader, limit, pool, floor) else { break }
                let settled =
                    floor.traders[trader].side == .bid ? pool.sellUnit() : pool.buyUnit()
                precondition(settled == price, "a pool settles at what it quotes")
                floor.exchangeWithPool(trader, price: price)
            }
        }
        floor.tellMarket(
            price: floor.meanPrice, buyers: units(floor) { $0.buyer },
            sellers: units(floor) { $0.seller })
    }

    /// The pool's price for a trader, if the trader gains by it.
    private func price(
        for trader: Int, _ limit: Int64, _ pool: ConstantProductPool, _ floor: TradingFloor
    ) -> Int64? {
        switch floor.traders[trader].side {
        case .bid: return pool.costOfUnit.flatMap { $0 < limit ? $0 : nil }
        case .ask:
            let proceeds = pool.proceedsOfUnit
            return proceeds > limit ? proceeds : nil
        }
    }

    private func units(
        _ floor: TradingFloor, _ side: (FloorTrade) -> Int?
    ) -> [FloorUnit] {
        floor.trades.compactMap { trade in
            side(trade).map { FloorUnit(trader: $0, unit: 0, limit: trade.price) }
        }
    }
}
