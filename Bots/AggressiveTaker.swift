import Determinism
import MarketModel
import Primitives

/// Pays for immediacy: now and then it takes the best price of the other side.
struct AggressiveTaker: Strategy {
    static let description = BotDescription(
        name: "aggressive_taker",
        summary: "Takes the best opposite price, on a random side.",
        parameters: [
            .quantity("size", 1, "The quantity of an order."),
            .real("probability", 0.1, in: 0...1, "Of an order, per tick and instrument."),
        ],
        make: { AggressiveTaker($0) })

    let size: Amount
    let probability: Double

    init(_ parameters: BotParameters) {
        size = parameters.amount("size")
        probability = parameters.real("probability")
    }

    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action] {
        var actions: [Action] = []
        var budget = Budget(observation)
        for market in observation.markets {
            guard random.chance(probability) else { continue }
            let bidProbability = observation.bidProbability(in: market.instrument.id)
            let side: Side = random.chance(bidProbability) ? .bid : .ask
            let best = side == .bid ? market.bestAsk : market.bestBid
            let quantity = market.lots(in: size)
            guard let price = best, quantity > .zero, !market.isHalted,
                budget.reserve(side, quantity, at: price, in: market)
            else { continue }
            actions.append(market.order(side, quantity, at: price, timeInForce: .ioc))
        }
        return actions
    }
}
