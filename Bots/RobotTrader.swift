import Determinism
import MarketModel
import Primitives

/// A trading robot of the laboratory on an exchange: one live quote per market, renewed each tick.
///
/// In a laboratory values are given; on an exchange each bot draws what a lot is worth to it, once
/// and for all, around the reference price. Below that it buys, above it sells, on a side that a
/// coin decides; what others trade it hears as in a laboratory.
struct RobotTrader<Robot: ExchangeRobot>: Strategy {
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
        var lastTradeTick: Int64
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
                let price = minds[index].robots[Int(side.rawValue)].quote(view, random: &random),
                view.priceRange.contains(price)
            else { continue }
            budget.release(own, in: market)
            guard budget.reserve(side, lots, at: Price(units: price), in: market) else { continue }
            if !own.isEmpty { actions.append(.cancelAll(.listed(market.instrument.id))) }
            actions.append(market.order(side, lots, at: Price(units: price)))
        }
        return actions
    }

    private func mind(_ market: MarketView, random: inout RandomStream) -> Mind {
        let offset = valueRange * (2 * random.uniform() - 1)
        let value = market.price(nearestTo: Double(market.referencePrice.units) * (1 + offset))
        let robots = [Side.bid, .ask].map {
            Robot(character, side: $0, random: &random)
        }
        return Mind(value: value.units, robots: robots, lastTradeTick: -1)
    }

    private func view(
        _ side: Side, _ market: MarketView, _ value: Int64, _ tick: Tick
    ) -> RobotView {
        let reference = Double(market.referencePrice.units)
        let low = market.price(nearestTo: reference * (1 - priceRange)).units
        let high = market.price(nearestTo: reference * (1 + priceRange)).units
        let left = periodTicks - tick.index % periodTicks
        return RobotView(
            side: side, limit: value, priceRange: low...high,
            bestBid: market.bestBid?.units, bestAsk: market.bestAsk?.units,
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
        let fresh = market.recentTrades.filter { $0.tick.index > minds[index].lastTradeTick }
        for trade in fresh {
            let shout = Shout(
                side: trade.aggressorSide, price: trade.price.units,
                tradePrice: trade.price.units)
            for (robot, side) in [Side.bid, .ask].enumerated() {
                let view = view(side, market, minds[index].value, observation.tick)
                minds[index].robots[robot].hear(shout, view, random: &random)
            }
        }
        if let last = fresh.last { minds[index].lastTradeTick = last.tick.index }
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
