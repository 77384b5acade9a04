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

    /// What buying `quantity` at `price` sets aside: the notional and the dearer fee of each
    /// lot, as the exchange reserves it.
    func cost(of quantity: Lots, at price: Price) -> Amount {
        let perLot = Int128(price.units) * instrument.notionalPerTick
        let reserved = perLot + fees.reserved.ofRoundedUp(perLot)
        return Amount(units: Int128(quantity.units) * reserved)
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

extension Observation {
    /// Whether the agent can see that it could pay for an order.
    func canAfford(_ side: Side, _ quantity: Lots, at price: Price, in market: MarketView) -> Bool {
        switch side {
        case .bid: market.cost(of: quantity, at: price) <= available(.cash)
        case .ask: market.instrument.amount(of: quantity) <= available(market.instrument.base)
        }
    }
}
