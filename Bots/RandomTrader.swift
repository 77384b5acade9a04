import Determinism
import MarketModel
import Primitives

/// Trades for no reason: a limit order now and then, on either side, somewhere around the mid.
struct RandomTrader: Strategy {
    static let description = BotDescription(
        name: "random",
        summary: "Places limit orders on a random side, uniformly around the mid.",
        parameters: [
            .real("probability", 0.3, in: 0...1, "Of an order, per tick and instrument."),
            .real("range", 0.05, in: 0...0.99, "The greatest offset from the mid, a fraction."),
            .quantity("max_quantity", 5, "The greatest quantity of an order."),
            .integer(
                "lifetime", 20, in: 0...1_000_000,
                "Ticks an order rests before it expires; 0 is until cancelled."),
        ],
        make: { RandomTrader($0) })

    let probability: Double
    let range: Double
    let maxQuantity: Amount
    let lifetime: Int64

    init(_ parameters: BotParameters) {
        probability = parameters.real("probability")
        range = parameters.real("range")
        maxQuantity = parameters.amount("max_quantity")
        lifetime = parameters.integer("lifetime")
    }

    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action] {
        var actions: [Action] = []
        var budget = Budget(observation)
        for market in observation.markets {
            guard random.chance(probability) else { continue }
            // All draws come before any check, so that what one order costs does not change
            // which numbers the next one gets.
            let bidProbability = observation.bidProbability(in: market.instrument.id)
            let side: Side = random.chance(bidProbability) ? .bid : .ask
            let offset = range * (2 * random.uniform() - 1)
            let greatest = market.lots(in: maxQuantity)
            let draw = random.uniform()
            guard greatest > .zero, !market.isHalted else { continue }
            let quantity = Lots(units: 1 + Int64(draw * Double(greatest.units)))
            let price = market.price(nearestTo: market.price * (1 + offset))
            guard budget.reserve(side, quantity, at: price, in: market) else { continue }
            let last = lifetime == 0 ? nil : Tick(observation.arrivalTick.index + lifetime)
            actions.append(
                market.order(
                    side, quantity, at: price, timeInForce: last == nil ? .gtc : .gtt,
                    expiresAtTick: last))
        }
        return actions
    }
}
