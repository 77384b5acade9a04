import Determinism
import MarketModel
import Primitives

/// Lives off the spread: bids and asks around the mid at every tick, leaning against what it
/// has piled up so that the market takes it off its hands.
struct MarketMaker: Strategy {
    static let description = BotDescription(
        name: "market_maker",
        summary: "Quotes both sides around the mid, skewed against its inventory.",
        parameters: [
            .real(
                "spread_bps", 50, in: 0...10_000,
                "The distance between the two quotes, in basis points of the mid."),
            .quantity("size", 2, "The quantity of each quote."),
            .quantity(
                "inventory_limit", 50,
                "The greatest position, long or short, counted from its start."),
        ],
        make: { MarketMaker($0) })

    let spreadBasisPoints: Double
    let size: Amount
    let inventoryLimit: Amount

    init(_ parameters: BotParameters) {
        spreadBasisPoints = parameters.real("spread_bps")
        size = parameters.amount("size")
        inventoryLimit = parameters.amount("inventory_limit")
    }

    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action] {
        var actions: [Action] = []
        var budget = Budget(observation)
        for market in observation.markets {
            let instrument = market.instrument
            if observation.openOrders.contains(where: { $0.instrument == instrument.id }) {
                actions.append(.cancelAll(.listed(instrument.id)))
                // They give their money back before the new quotes need it.
                budget.release(observation.openOrders, in: market)
            }
            if !market.isHalted { actions += quotes(in: market, observation, &budget) }
        }
        return actions
    }

    private func quotes(
        in market: MarketView, _ observation: Observation, _ budget: inout Budget
    ) -> [Action] {
        let (bid, ask) = prices(in: market, observation)
        let position = observation.position(in: market.instrument.base).units
        let room = inventoryLimit.units
        let toBuy = market.lots(in: Amount(units: min(size.units, room - position)))
        let toSell = market.lots(in: Amount(units: min(size.units, room + position)))
        var actions: [Action] = []
        if toBuy > .zero, budget.reserve(.bid, toBuy, at: bid, in: market) {
            actions.append(market.order(.bid, toBuy, at: bid))
        }
        if toSell > .zero, budget.reserve(.ask, toSell, at: ask, in: market) {
            actions.append(market.order(.ask, toSell, at: ask))
        }
        return actions
    }

    /// Half the spread on either side of a centre that lies below the mid when the maker is
    /// long and above when it is short, by up to half a spread at its limit.
    private func prices(
        in market: MarketView, _ observation: Observation
    ) -> (bid: Price, ask: Price) {
        let halfSpread = market.price * spreadBasisPoints / 20_000
        let position = observation.position(in: market.instrument.base).units
        let lean =
            inventoryLimit.units == 0
            ? 0 : position.asDouble / inventoryLimit.units.asDouble
        let centre = market.price - halfSpread * min(max(lean, -1), 1)
        // A tick is left above the bid, also where the highest legal price ends the grid.
        let highest = market.price(nearestTo: .greatestFiniteMagnitude)
        let below = Price(units: max(1, highest.units - 1))
        let bid = min(market.price(nearestTo: centre - halfSpread), below)
        let ask = market.price(nearestTo: centre + halfSpread)
        return (bid, max(ask, Price(units: bid.units + 1)))
    }
}
