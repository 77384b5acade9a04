import Determinism
import MarketModel
import Primitives

/// A trading robot of the laboratory on an exchange: one live quote per market, renewed each tick.
///
/// In a laboratory values are given; on an exchange each bot draws what a lot is worth to it, once
/// and for all, around the reference price. Below that it buys, above it sells, on a side that a
/// coin decides; what others trade it hears as in a laboratory.
struct RobotTrader<Robot: ExchangeRobot>: Strategy {
    /// How many prices a robot has to choose from at most.
    private static var greatestPrices: Int64 { 1_000 }

    private let valueRange: Double
    private let priceRange: Double
    private let quantity: Amount
    private let periodTicks: Int64
    /// By market, made when it is first seen: one robot for each side, bids first.
    private var minds: [Mind] = []
    private let character: RobotCharacter

    private struct Mind: Codable, Sendable {
        var value: Int64
        var robots: [Robot]
        /// Of the last trade heard; -1 before.
        var lastTradeTick: Int64
        /// How many trades of that tick were heard: more may follow in it after the bots' step.
        var heardInTick: Int
    }

    init(_ parameters: BotParameters, _ character: RobotCharacter = RobotCharacter()) {
        valueRange = parameters.real("value_range")
        priceRange = parameters.real("price_range")
        quantity = parameters.amount("quantity")
        periodTicks = parameters.integer("period")
        self.character = character
    }

    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action] {
        var actions: [Action] = []
        var budget = Budget(observation)
        for (index, market) in observation.markets.enumerated() {
            if index == minds.count { minds.append(mind(market, random: &random)) }
            listen(index, market, observation, random: &random)
            let side: Side =
                random.chance(observation.bidProbability(in: market.instrument.id)) ? .bid : .ask
            let view = view(side, market, minds[index].value, observation.tick)
            let own = observation.openOrders.filter { $0.instrument == market.instrument.id }
            let lots = market.lots(in: quantity)
            guard !market.isHalted, lots > .zero,
                let quote = minds[index].robots[Int(side.rawValue)].quote(view, random: &random),
                view.priceRange.contains(quote)
            else { continue }
            let price = market.price(nearestTo: Double(quote) * Double(grain(of: market)))
            // What the old quotes reserve is free only if they are cancelled for a new one.
            var renewed = budget
            renewed.release(own, in: market)
            guard renewed.reserve(side, lots, at: price, in: market) else { continue }
            budget = renewed
            if !own.isEmpty { actions.append(.cancelAll(.listed(market.instrument.id))) }
            actions.append(market.order(side, lots, at: price))
        }
        return actions
    }

    private func mind(_ market: MarketView, random: inout RandomStream) -> Mind {
        let offset = valueRange * (2 * random.uniform() - 1)
        let value = market.price(nearestTo: Double(market.referencePrice.units) * (1 + offset))
        let robots = [Side.bid, .ask].map {
            Robot(character, side: $0, random: &random)
        }
        return Mind(value: value.units, robots: robots, lastTradeTick: -1, heardInTick: 0)
    }

    /// The lowest and the highest price it may quote, in tick sizes.
    private func bounds(of market: MarketView) -> ClosedRange<Int64> {
        let reference = Double(market.referencePrice.units)
        let low = market.price(nearestTo: reference * (1 - priceRange)).units
        return low...market.price(nearestTo: reference * (1 + priceRange)).units
    }

    /// How many tick sizes make one price unit of the robot: some look at every price they may
    /// quote, and these must not be millions.
    private func grain(of market: MarketView) -> Int64 {
        let bounds = bounds(of: market)
        return 1 + (bounds.upperBound - bounds.lowerBound) / Self.greatestPrices
    }

    private func view(
        _ side: Side, _ market: MarketView, _ value: Int64, _ tick: Tick
    ) -> RobotView {
        let grain = grain(of: market)
        let bounds = bounds(of: market)
        let low = max(1, bounds.lowerBound / grain)
        let left = periodTicks - tick.index % periodTicks
        return RobotView(
            side: side, limit: value / grain,
            priceRange: low...max(low, bounds.upperBound / grain),
            bestBid: market.bestBid.map { $0.units / grain },
            bestAsk: market.bestAsk.map { ($0.units + grain - 1) / grain },
            period: tick.index / periodTicks,
            timeLeft: Double(left) / Double(periodTicks), drawsLeft: left)
    }

    /// Tells both robots of the trades since the last tick, and of periods that begin.
    private mutating func listen(
        _ index: Int, _ market: MarketView, _ observation: Observation,
        random: inout RandomStream
    ) {
        if observation.tick.index % periodTicks == 0 {
            for robot in minds[index].robots.indices { minds[index].robots[robot].beginPeriod() }
        }
        let grain = grain(of: market)
        for trade in fresh(market.recentTrades, of: index) {
            let price = trade.price.units / grain
            let shout = Shout(side: trade.aggressorSide, price: price, tradePrice: price)
            for (robot, side) in [Side.bid, .ask].enumerated() {
                let view = view(side, market, minds[index].value, observation.tick)
                minds[index].robots[robot].hear(shout, view, random: &random)
            }
        }
    }

    /// The trades that were not heard yet, which are heard now.
    private mutating func fresh(_ trades: [TradePrint], of index: Int) -> ArraySlice<TradePrint> {
        guard let last = trades.last?.tick.index else { return [] }
        let heardTick = minds[index].lastTradeTick
        let known = trades.prefix { $0.tick.index < heardTick }.count
        let ofHeardTick = trades.count { $0.tick.index == heardTick }
        let heard = min(minds[index].heardInTick, ofHeardTick)
        minds[index].lastTradeTick = last
        minds[index].heardInTick = trades.count { $0.tick.index == last }
        return trades.dropFirst(known + heard)
    }
}

/// What distinguishes robots of a kind.
struct RobotCharacter: Codable, Hashable, Sendable {
    /// How many trades back a belief reaches.
    var memory: Int64 = 5
    /// What a later gain is worth of a present one.
    var discount = 0.9
    /// PRZI's, in −1…1.
    var strategy = 0.0
}

/// A robot that an exchange can have.
protocol ExchangeRobot: TradingRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream)
}

extension RobotTrader {
    /// Describes the robot as a bot of an exchange.
    ///
    /// - Parameters:
    ///   - more: What can be set besides.
    ///   - character: Reads that.
    static func description(
        _ name: String, _ summary: String, _ more: [ParameterDescription] = [],
        _ character: @escaping @Sendable (BotParameters) -> RobotCharacter = { _ in
            RobotCharacter()
        }
    ) -> BotDescription {
        BotDescription(
            name: name, summary: summary, parameters: parameters + more,
            make: { RobotTrader<Robot>($0, character($0)) })
    }

    /// What can be set of every robot on an exchange.
    static var parameters: [ParameterDescription] {
        [
            .real(
                "value_range", 0.2, in: 0...0.99,
                "How far what a lot is worth to it may lie from the reference price, a fraction."),
            .real(
                "price_range", 0.5, in: 0...0.99,
                "How far its quotes may lie from the reference price, a fraction."),
            .quantity("quantity", 1, "The quantity of an order."),
            .integer(
                "period", 100, in: 1...1_000_000,
                "Ticks of a trading period, for robots that look at the clock."),
        ]
    }
}
