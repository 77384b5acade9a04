import Determinism
import MarketModel
import Primitives

/// Believes that what strayed comes back: sells above its look-back mean, buys below it.
struct MeanReversion: Strategy {
    static let description = BotDescription(
        name: "mean_reversion",
        summary: "Fades deviations from the mean price of its look-back.",
        parameters: [
            .integer("look_back", 10, in: 1...10_000, "Over how many ticks it averages."),
            .real(
                "threshold", 0.02, in: 0...10,
                "The deviation from the mean that makes it act, a fraction."),
            .quantity("size", 2, "The quantity of an order."),
            .real("probability", 0.15, in: 0...1, "Of acting on a signal, per tick."),
        ],
        make: { MeanReversion($0) })

    let lookBack: Int64
    let threshold: Double
    let size: Amount
    let probability: Double

    init(_ parameters: BotParameters) {
        lookBack = parameters.integer("look_back")
        threshold = parameters.real("threshold")
        size = parameters.amount("size")
        probability = parameters.real("probability")
    }

    var lookBackTicks: Int { Int(lookBack) }

    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action] {
        var actions: [Action] = []
        var budget = Budget(observation)
        for market in observation.markets {
            guard random.chance(probability), !market.isHalted else { continue }
            guard let side = signal(in: market) else { continue }
            let quantity = market.lots(in: size)
            // At the mid or, where that is between ticks, the nearest one.
            let price = market.price(nearestTo: market.price)
            guard quantity > .zero,
                budget.reserve(side, quantity, at: price, in: market)
            else { continue }
            let last = Tick(observation.arrivalTick.index + lookBack)
            actions.append(
                market.order(
                    side, quantity, at: price, timeInForce: .gtt, expiresAtTick: last))
        }
        return actions
    }

    private func signal(in market: MarketView) -> Side? {
        let window = market.pastPrices.suffix(lookBackTicks)
        guard window.count == lookBackTicks else { return nil }
        let mean = window.reduce(0, +) / Double(window.count)
        let deviation = (market.price - mean) / mean
        // At the mean there is nothing to fade, however low the threshold.
        if deviation > 0 && deviation >= threshold { return .ask }
        if deviation < 0 && deviation <= -threshold { return .bid }
        return nil
    }
}
