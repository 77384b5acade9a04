import Determinism
import MarketModel
import Primitives

/// Does everything an agent can do, sensible or not, as often as it may and more.
struct ChaosTrader: Strategy {
    static let description = BotDescription(
        name: "chaos",
        summary: "Sends every kind of action, with plausible and with senseless fields.",
        parameters: [
            .real("senseless", 0.15, in: 0...1, "The share of actions that make no sense."),
            .real("flood", 0.01, in: 0...1, "The probability, per tick, of far too many."),
            .integer("actions", 4, in: 0...40, "The greatest number of actions in a tick."),
        ],
        make: { ChaosTrader($0) })

    let senseless: Double
    let flood: Double
    let greatestCount: Int64
    /// The highest order id it has met; others are guessed from it.
    var highestOrder: Int64 = 1

    init(_ parameters: BotParameters) {
        senseless = parameters.real("senseless")
        flood = parameters.real("flood")
        greatestCount = parameters.integer("actions")
    }

    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action] {
        if let newest = observation.openOrders.last?.order.number {
            highestOrder = max(highestOrder, newest)
        }
        let count = random.chance(flood) ? 300 : random.whole(0...greatestCount)
        var actions: [Action] = []
        for _ in 0..<count {
            if random.chance(senseless) {
                actions.append(senselessAction(observation, &random))
            } else if let action = plausibleAction(observation, &random) {
                actions.append(action)
            }
        }
        return actions
    }

    private func plausibleAction(
        _ observation: Observation, _ random: inout RandomStream
    ) -> Action? {
        let kind = random.below(100)
        if kind < 25, !observation.openOrders.isEmpty {
            return change(random.pick(observation.openOrders), observation, &random)
        }
        if kind < 28 {
            let place = observation.markets.first.map { $0.instrument.id }
            return .cancelAll(random.chance(0.5) ? nil : place.map { .listed($0) })
        }
        guard !observation.markets.isEmpty else { return nil }
        let market = random.pick(observation.markets)
        let side = random.pick(Side.allCases)
        if kind < 40 {
            return .placeMarketOrder(
                MarketOrder(
                    side, quantity(side, at: nil, in: market, observation, &random),
                    in: .listed(market.instrument.id), clientOrderID: client(&random)))
        }
        return .placeLimitOrder(limitOrder(side, in: market, observation, &random))
    }

    func limitOrder(
        _ side: Side, in market: MarketView, _ observation: Observation,
        _ random: inout RandomStream
    ) -> LimitOrder {
        let price = price(side, in: market, &random)
        let timeInForce = random.pick(
            [.gtc, .gtc, .gtc, .ioc, .fok, .postOnly, .gtt, .gtt] as [TimeInForce])
        let last = Tick(observation.tick.index + random.whole(0...9))
        return LimitOrder(
            side, quantity(side, at: price, in: market, observation, &random),
            at: market.instrument.amount(of: price), in: .listed(market.instrument.id),
            timeInForce: timeInForce, expiresAtTick: timeInForce == .gtt ? last : nil,
            clientOrderID: client(&random))
    }

    private func client(_ random: inout RandomStream) -> String? {
        random.chance(0.1) ? random.pick(["a", "my-order_7", "0"]) : nil
    }

    /// Near the middle, at the touch, through it, or at the ends of the grid.
    func price(
        _ side: Side, in market: MarketView, _ random: inout RandomStream
    ) -> Price {
        let most = Int64(market.instrument.maxPrice.units / market.instrument.tickSize.units)
        let middle = Int64(min(max(market.price, 1), 1e15))
        let ticks: Int64
        switch random.below(12) {
        case 0: ticks = 1
        case 1: ticks = most
        case 2: ticks = market.bestBid?.units ?? middle
        case 3: ticks = market.bestAsk?.units ?? middle
        case 4, 5: ticks = middle + random.whole(-40...40)
        default: ticks = middle + random.whole(-4...4)
        }
        return Price(units: min(max(ticks, 1), most))
    }

    /// A few lots, or as much as the agent has (give or take one lot), or far more.
    func quantity(
        _ side: Side, at price: Price?, in market: MarketView, _ observation: Observation,
        _ random: inout RandomStream
    ) -> Amount {
        let instrument = market.instrument
        let most = instrument.maxQuantity.units / instrument.lotSize.units
        var lots = Int128(random.whole(1...12))
        switch random.below(12) {
        case 0, 1:
            lots = allIn(side, at: price, in: market, observation)
            lots += Int128(random.whole(-1...1))
        case 2: lots = most
        case 3: lots = Int128(random.magnitude(digits: 9))
        default: break
        }
        return Amount(units: min(max(lots, 1), max(most, 1)) * instrument.lotSize.units)
    }

    /// As many lots as the agent can pay or has.
    private func allIn(
        _ side: Side, at price: Price?, in market: MarketView, _ observation: Observation
    ) -> Int128 {
        let instrument = market.instrument
        if side == .ask {
            return observation.available(instrument.base).units / instrument.lotSize.units
        }
        let ticks = price ?? market.bestAsk ?? market.referencePrice
        let notional = Int128(ticks.units) * instrument.notionalPerTick
        let perLot = notional + market.fees.reserved.ofRoundedUp(notional)
        return observation.available(.cash).units / max(perLot, 1)
    }
}
