import Determinism
public import MarketModel
public import Primitives

/// Who trades on a floor: a side, and a value or a cost for each unit.
public struct FloorTrader: Sendable {
    /// `bid` for a buyer.
    public let side: Side
    /// Values or costs, best first.
    public let limits: [Int64]

    /// Describes a trader.
    public init(side: Side, limits: [Int64]) {
        self.side = side
        self.limits = limits
    }
}

/// A unit that changed hands in a period.
public struct FloorTrade: Hashable, Sendable {
    /// Who bought; `nil` for the pool.
    public var buyer: Int?
    /// Who sold; `nil` for the pool.
    public var seller: Int?
    /// In price units.
    public var price: Int64
    /// What both sides gained together, a pool nothing.
    public var gain: Int64
}

/// A laboratory's traders with what they have left in the period, their robots, and their luck.
///
/// The rules of an institution trade on it; it settles a unit at a time and tells of it.
public final class TradingFloor {
    /// Buyers first, then sellers, by id.
    public let traders: [FloorTrader]
    /// The prices that may be quoted.
    public let priceRange: ClosedRange<Int64>
    /// How many draws a period has.
    public let steps: Int64
    /// Where what happens is told.
    public let events: EventBuffer
    /// The units of the period that have changed hands, in order.
    @exclusivity(unchecked) public private(set) var trades: [FloorTrade] = []
    /// Which period it is, from 0.
    public private(set) var period: Int64 = -1
    /// The trades of all periods.
    public private(set) var tradeCount: Int64 = 0
    /// What the pool has gained in this period: units of the good, and price units.
    public private(set) var poolChange = (good: Int64(0), money: Int64(0))

    /// How many units each has traded in this period.
    @exclusivity(unchecked) private var done: [Int]
    @exclusivity(unchecked) private var robots: [any TradingRobot]
    /// The states of the traders' streams.
    @exclusivity(unchecked) private var luck: [UInt32]
    private let listeners: [Int]
    /// The state of the institution's stream.
    @exclusivity(unchecked) var chance: UInt32

    /// Opens a floor.
    ///
    /// - Parameters:
    ///   - robots: As many as traders.
    ///   - luck: The states of the traders' streams, as many as traders.
    ///   - chance: The state of the institution's stream.
    public init(
        _ traders: [FloorTrader], priceRange: ClosedRange<Int64>, steps: Int64,
        robots: [any TradingRobot], luck: [UInt32], chance: UInt32, events: EventBuffer
    ) {
        precondition(
            robots.count == traders.count && luck.count == traders.count,
            "a robot and a stream for each of \(traders.count) traders")
        precondition(priceRange.lowerBound >= 1, "prices are positive, got \(priceRange)")
        self.traders = traders
        self.priceRange = priceRange
        self.steps = steps
        self.robots = robots
        self.luck = luck
        self.chance = chance
        self.events = events
        done = Array(repeating: 0, count: traders.count)
        listeners = robots.indices.filter { robots[$0].isListening }
    }

    /// Renews everybody's units.
    func beginPeriod() {
        period += 1
        trades.removeAll(keepingCapacity: true)
        poolChange = (0, 0)
        for trader in traders.indices {
            done[trader] = 0
            robots[trader].beginPeriod()
        }
    }

    /// The value or cost of a trader's next unit; `nil` when it has none left.
    @inline(__always)
    func limit(of trader: Int) -> Int64? {
        let next = done[trader]
        let limits = traders[trader].limits
        return next < limits.count ? limits[next] : nil
    }

    /// Draws a trader, each as likely as any other, also those with nothing left.
    @inline(__always)
    func drawTrader() -> Int {
        draw { $0.below(traders.count) }
    }

    /// Draws from the institution's stream.
    @inline(__always)
    func draw<Result>(_ body: (inout RandomStream) -> Result) -> Result {
        var stream = RandomStream(state: chance)
        defer { chance = stream.state }
        return body(&stream)
    }

    /// What all traders of a side may still trade, by id, then unit.
    func units(_ side: Side) -> [FloorUnit] {
        traders.indices.filter { traders[$0].side == side }.flatMap { trader in
            traders[trader].limits.indices.dropFirst(done[trader]).map {
                FloorUnit(trader: trader, unit: $0, limit: traders[trader].limits[$0])
            }
        }
    }
}

/// A unit that somebody may still trade.
struct FloorUnit: Hashable, Sendable {
    var trader: Int
    /// Its place among the trader's, from 0.
    var unit: Int
    /// Its value or cost.
    var limit: Int64
}

// Robots: asked and told.
extension TradingFloor {
    /// What a trader sees; `nil` when it has nothing left.
    @inline(__always)
    func view(
        of trader: Int, bid: Int64?, ask: Int64?, drawsLeft: Int64
    ) -> RobotView? {
        guard let limit = limit(of: trader) else { return nil }
        return RobotView(
            side: traders[trader].side, limit: limit, priceRange: priceRange, bestBid: bid,
            bestAsk: ask, period: period, timeLeft: Double(drawsLeft) / Double(steps),
            drawsLeft: drawsLeft,
            unitsLeft: Int64(traders[trader].limits.count - done[trader]))
    }

    /// A trader's quote; `nil` for none, and for one outside the price range.
    @inline(__always)
    func quote(of trader: Int, _ view: RobotView) -> Int64? {
        var stream = RandomStream(state: luck[trader])
        let price = robots[trader].quote(view, random: &stream)
        luck[trader] = stream.state
        guard let price, priceRange.contains(price) else { return nil }
        return price
    }

    /// Tells all who listen of a quote, by id.
    func announce(_ shout: Shout, bid: Int64?, ask: Int64?, drawsLeft: Int64) {
        for trader in listeners {
            let view = view(of: trader, bid: bid, ask: ask, drawsLeft: drawsLeft)
            var stream = RandomStream(state: luck[trader])
            robots[trader].hear(shout, view, random: &stream)
            luck[trader] = stream.state
        }
    }
}

// Trades.
extension TradingFloor {
    /// Settles a unit between two traders with units left.
    ///
    /// - Returns: The number of the trade.
    @discardableResult
    func settle(buyer: Int, seller: Int, price: Int64) -> Int64 {
        guard let value = limit(of: buyer), let cost = limit(of: seller),
            traders[buyer].side == .bid, traders[seller].side == .ask
        else { preconditionFailure("\(buyer) and \(seller) have no unit to trade") }
        done[buyer] += 1
        done[seller] += 1
        return add(FloorTrade(buyer: buyer, seller: seller, price: price, gain: value - cost))
    }

    /// Settles a unit with the pool.
    ///
    /// - Returns: The number of the trade.
    @discardableResult
    func settleWithPool(_ trader: Int, price: Int64) -> Int64 {
        guard let limit = limit(of: trader) else {
            preconditionFailure("trader \(trader) has no unit to trade")
        }
        done[trader] += 1
        if traders[trader].side == .bid {
            poolChange = (poolChange.good - 1, poolChange.money + price)
            return add(
                FloorTrade(buyer: trader, seller: nil, price: price, gain: limit - price))
        }
        poolChange = (poolChange.good + 1, poolChange.money - price)
        return add(FloorTrade(buyer: nil, seller: trader, price: price, gain: price - limit))
    }

    private func add(_ trade: FloorTrade) -> Int64 {
        trades.append(trade)
        tradeCount += 1
        return tradeCount
    }

    /// Settles a unit and tells of it, where no order book does.
    func exchange(buyer: Int, seller: Int, price: Int64) {
        guard let value = limit(of: buyer), let cost = limit(of: seller) else {
            preconditionFailure("\(buyer) and \(seller) have no unit to trade")
        }
        let number = settle(buyer: buyer, seller: seller, price: price)
        tell(
            number, buyer: buyer, seller: seller, price: price,
            gains: (Double(value - price), Double(price - cost)))
    }

    /// Settles a unit with the pool and tells of it: the pool is the agent after all others.
    func exchangeWithPool(_ trader: Int, price: Int64) {
        guard let limit = limit(of: trader) else {
            preconditionFailure("trader \(trader) has no unit to trade")
        }
        let number = settleWithPool(trader, price: price)
        let isBuyer = traders[trader].side == .bid
        let gain = Double(isBuyer ? limit - price : price - limit)
        tell(
            number, buyer: isBuyer ? trader : traders.count,
            seller: isBuyer ? traders.count : trader, price: price,
            gains: isBuyer ? (gain, 0) : (0, gain))
    }

    private func tell(
        _ number: Int64, buyer: Int, seller: Int, price: Int64, gains: (Double, Double)
    ) {
        var trade = GoodsTraded(
            trade: TradeID(number), buyer: AgentID(buyer), seller: AgentID(seller),
            pair: .aForMoney, units: 1, payment: price, price: Double(price),
            position: Position(x: 0, y: 0), gainOfBuyer: gains.0, gainOfSeller: gains.1)
        trade.market = 0
        events.append(.economy(.goodsTraded(trade)))
    }

    /// Tells what one price, or the mean of several, came to for all.
    ///
    /// - Parameters:
    ///   - price: `nil` where nothing was traded and there was no price.
    ///   - buyers: The units that were willing to be bought.
    ///   - sellers: The units that were willing to be sold.
    func tellMarket(price: Double?, buyers: [FloorUnit], sellers: [FloorUnit]) {
        func ids(_ units: [FloorUnit]) -> [AgentID] {
            var ids: [AgentID] = []
            for trader in units.map(\.trader).sorted() where ids.last?.index != trader {
                ids.append(AgentID(trader))
            }
            return ids
        }
        let bought = trades.count { $0.buyer != nil }
        let sold = trades.count { $0.seller != nil }
        events.append(
            .economy(
                .marketCleared(
                    MarketCleared(
                        market: 0, pair: .aForMoney, members: traders.indices.map(AgentID.init),
                        price: price, buyers: ids(buyers), sellers: ids(sellers),
                        volume: Int64(trades.count),
                        unfilledDemand: Int64(buyers.count - bought),
                        unfilledSupply: Int64(sellers.count - sold),
                        surplus: Double(trades.reduce(0) { $0 + $1.gain })))))
    }

    /// The mean price of the period; `nil` without a trade.
    var meanPrice: Double? {
        if trades.isEmpty { return nil }
        return trades.reduce(0) { $0 + Double($1.price) } / Double(trades.count)
    }
}
