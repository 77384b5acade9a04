import Determinism
import MarketModel
import Primitives

/// Believes that what rose goes on rising: buys after a rise over its look-back, sells after
/// a fall, a little through the mid so that it does not wait long.
struct TrendFollower: Strategy {
    static let description = BotDescription(
        name: "trend_follower",
        summary: "Buys after a rise over its look-back, sells after a fall.",
        parameters: [
            .integer("look_back", 5, in: 1...10_000, "Over how many ticks it compares prices."),
            .real(
                "threshold", 0.01, in: 0...10,
                "The change over the look-back that makes it act, a fraction."),
            .quantity("size", 3, "The quantity of an order."),
            .real("probability", 0.2, in: 0...1, "Of acting on a signal, per tick."),
            .real(
                "through_bps", 30, in: 0...5_000,
                "How far through the mid it prices, in basis points."),
        ],
        make: { TrendFollower($0) })

    let lookBack: Int64
    let threshold: Double
    let size: Amount
    let probability: Double
    let throughBasisPoints: Double

    init(_ parameters: BotParameters) {
        lookBack = parameters.integer("look_back")
        threshold = parameters.real("threshold")
        size = parameters.amount("size")
        probability = parameters.real("probability")
        throughBasisPoints = parameters.real("through_bps")
    }

    var lookBackTicks: Int { Int(lookBack) }

    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action] {
        var actions: [Action] = []
        var budget = Budget(observation)
        for market in observation.markets {
            guard random.chance(probability), !market.isHalted else { continue }
            guard let side = signal(in: market) else { continue }
            let through = throughBasisPoints / 10_000
            let ticks = market.price * (side == .bid ? 1 + through : 1 - through)
            let price = market.price(nearestTo: ticks)
            let quantity = market.lots(in: size)
            guard quantity > .zero,
                budget.reserve(side, quantity, at: price, in: market)
            else { continue }
            actions.append(market.order(side, quantity, at: price, timeInForce: .ioc))
        }
        return actions
    }

    private func signal(in market: MarketView) -> Side? {
        let history = market.pastPrices
        guard history.count > lookBackTicks else { return nil }
        let before = history[history.count - 1 - lookBackTicks]
        let change = (market.price - before) / before
        // Without a change there is no trend, however low the threshold.
        if change > 0 && change >= threshold { return .bid }
        if change < 0 && change <= -threshold { return .ask }
        return nil
    }
}
