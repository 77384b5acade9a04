import Determinism
import MarketModel
import Primitives

/// Buys a little at every tick in which the price lies below its mean of the last ticks.
struct PatientBuyer: Strategy {
    static let description = BotDescription(
        name: "patient_buyer",
        summary: "Buys below the mean of its look-back.",
        parameters: [
            .integer("look_back", 20, in: 1...10_000, "Over how many ticks it averages."),
            .quantity("size", 1, "The quantity of an order."),
        ],
        make: { PatientBuyer($0) })

    let lookBackTicks: Int
    let size: Amount

    init(_ parameters: BotParameters) {
        lookBackTicks = Int(parameters.integer("look_back"))
        size = parameters.amount("size")
    }

    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action] {
        let market = observation.markets[0]
        let mean = market.pastPrices.reduce(0, +) / Double(market.pastPrices.count)
        guard market.price < mean, let ask = market.bestAsk else { return [] }
        let price = market.instrument.amount(of: ask)
        let order = LimitOrder(
            .bid, size, at: price, in: .listed(market.instrument.id), timeInForce: .ioc)
        return [.placeLimitOrder(order)]
    }
}
