public import Determinism
public import Primitives

/// What a robot sees when it is asked for a quote: what is public, and what is its own.
@frozen
public struct RobotView: Sendable {
    /// Whether it buys or sells.
    public var side: Side
    /// The value or the cost of its next unit.
    public var limit: Int64
    /// The prices that may be quoted.
    public var priceRange: ClosedRange<Int64>
    /// The highest bid that stands.
    public var bestBid: Int64?
    /// The lowest ask that stands.
    public var bestAsk: Int64?
    /// Which period it is, from 0.
    public var period: Int64
    /// How much of the period is left, from 1 down to 0.
    public var timeLeft: Double
    /// How many draws are left in the period, this one included.
    public var drawsLeft: Int64
    /// How many units it has left, at least 1.
    public var unitsLeft: Int64

    /// Describes a moment.
    public init(
        side: Side, limit: Int64, priceRange: ClosedRange<Int64>, bestBid: Int64? = nil,
        bestAsk: Int64? = nil, period: Int64 = 0, timeLeft: Double = 1, drawsLeft: Int64 = 1,
        unitsLeft: Int64 = 1
    ) {
        self.side = side
        self.limit = limit
        self.priceRange = priceRange
        self.bestBid = bestBid
        self.bestAsk = bestAsk
        self.period = period
        self.timeLeft = timeLeft
        self.drawsLeft = drawsLeft
        self.unitsLeft = unitsLeft
    }

    /// The prices of the range that make no loss; `nil` if there are none.
    @inlinable
    public var harmless: ClosedRange<Int64>? {
        let low = side == .bid ? priceRange.lowerBound : max(priceRange.lowerBound, limit)
        let high = side == .bid ? min(priceRange.upperBound, limit) : priceRange.upperBound
        return low <= high ? low...high : nil
    }

    /// The best quote of the own side.
    @inlinable
    public var bestOwn: Int64? { side == .bid ? bestBid : bestAsk }

    /// The best quote of the other side.
    @inlinable
    public var bestOther: Int64? { side == .bid ? bestAsk : bestBid }

    /// A price within what makes no loss and what may be quoted; `nil` if there is none.
    @inlinable
    public func harmless(_ price: Int64) -> Int64? {
        guard let range = harmless else { return nil }
        return min(max(price, range.lowerBound), range.upperBound)
    }
}

/// What became of a quote, as everybody hears it.
@frozen
public struct Shout: Hashable, Sendable {
    /// Whether it was a bid or an ask.
    public var side: Side
    /// What was quoted.
    public var price: Int64
    /// At which price it traded, if it was taken or took another quote.
    public var tradePrice: Int64?

    /// Describes a quote.
    @inlinable
    public init(side: Side, price: Int64, tradePrice: Int64? = nil) {
        self.side = side
        self.price = price
        self.tradePrice = tradePrice
    }
}

/// A trading robot: asked for a price, and told what others do.
///
/// It is a value that owns its memory and draws from the stream it is lent alone.
public protocol TradingRobot: Codable, Sendable {
    /// Whether it wants to hear of quotes; one that does not is not told.
    var isListening: Bool { get }

    /// A price for one unit, or none for now.
    ///
    /// What lies outside the price range is no quote.
    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64?

    /// Hears a quote, with what the robot itself would see at that moment.
    ///
    /// - Parameter view: `nil` when the robot has no unit left.
    mutating func hear(_ shout: Shout, _ view: RobotView?, random: inout RandomStream)

    /// A period begins.
    mutating func beginPeriod()
}

extension TradingRobot {
    /// Deaf.
    public var isListening: Bool { false }

    /// Right for a robot that learns nothing.
    public mutating func hear(
        _ shout: Shout, _ view: RobotView?, random: inout RandomStream
    ) {}

    /// Right for a robot that remembers nothing of a period.
    public mutating func beginPeriod() {}
}

extension RandomStream {
    /// A price of the range, each as likely as any other.
    ///
    /// - Precondition: fewer than 2³² prices.
    @inlinable
    public mutating func price(in range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(below(Int(range.upperBound - range.lowerBound) + 1))
    }
}
