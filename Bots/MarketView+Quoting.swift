import MarketModel
import Primitives

// What several strategies do with a market: rounding to its grid, and staying solvent.
extension MarketView {
    /// The legal price nearest to a real number of tick sizes, halves away from zero.
    func price(nearestTo ticks: Double) -> Price {
        let bounded = min(max(ticks.rounded(), 1), Double(instrument.greatestTicks))
        return Price(units: max(1, min(Int64(bounded), instrument.greatestTicks)))
    }

    /// A quantity rounded down to whole lots, at most what the instrument allows.
    func lots(in quantity: Amount) -> Lots {
        let bounded = min(quantity, instrument.maxQuantity)
        return Lots(units: Int64(max(0, bounded.units / instrument.lotSize.units)))
    }

    /// What buying `quantity` at `price` sets aside, as the exchange reserves it.
    func cost(of quantity: Lots, at price: Price) -> Amount {
        let perLot = Int128(price.units) * instrument.notionalPerTick
        return Amount(units: Int128(quantity.units) * fees.reserve(of: perLot))
    }

    /// A limit order on this market.
    func order(
        _ side: Side, _ quantity: Lots, at price: Price, timeInForce: TimeInForce = .gtc,
        expiresAtTick: Tick? = nil
    ) -> Action {
        .placeLimitOrder(
            LimitOrder(
                side, instrument.amount(of: quantity), at: instrument.amount(of: price),
                in: .listed(instrument.id), timeInForce: timeInForce,
                expiresAtTick: expiresAtTick))
    }
}

/// What an agent can still spend while it decides: every order it adds takes its share, so
/// that orders in several markets are not paid for with the same cash.
struct Budget {
    /// By asset, in units of 10⁻⁸.
    private var free: [Int128]

    init(_ observation: Observation) { free = observation.balances.map(\.available.units) }

    /// Counts an agent's orders in a market as cancelled: they give back what they reserve.
    mutating func release(_ orders: [OpenOrder], in market: MarketView) {
        for order in orders where order.instrument == market.instrument.id {
            let (asset, share) = need(order.side, order.open, at: order.price, in: market)
            free[asset.index] += share
        }
    }

    /// Sets aside what an order needs, if the agent can see that it has as much.
    mutating func reserve(
        _ side: Side, _ quantity: Lots, at price: Price, in market: MarketView
    ) -> Bool {
        let (asset, share) = need(side, quantity, at: price, in: market)
        guard share <= free[asset.index] else { return false }
        free[asset.index] -= share
        return true
    }

    private func need(
        _ side: Side, _ quantity: Lots, at price: Price, in market: MarketView
    ) -> (AssetID, Int128) {
        switch side {
        case .bid: (.cash, market.cost(of: quantity, at: price).units)
        case .ask: (market.instrument.base, market.instrument.amount(of: quantity).units)
        }
    }
}
