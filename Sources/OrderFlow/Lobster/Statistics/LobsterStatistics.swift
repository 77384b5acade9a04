import Primitives

/// The usual description of a day: `experiments.md` §12.
///
/// A tick is 0.01 of the currency. Figures of the book are those after each message that touches
/// the levels looked at; what cannot be computed is `nil`.
public struct LobsterStatistics: Hashable, Sendable {
    /// A line through points.
    public struct Regression: Hashable, Sendable {
        /// The slope of the fitted line.
        public let slope: Double
        /// R².
        public let determination: Double
    }

    /// A figure at a lag or over a horizon.
    public struct Point: Hashable, Sendable {
        /// Events or seconds.
        public let at: Int
        /// The figure; `nil` where it is undefined.
        public let value: Double?
    }

    static let priceUnitsPerTick = 100.0
    static let signLags = [1, 2, 5, 10]
    static let horizons = [1, 10, 60]

    /// Whether the book looked at is the given one, rather than the replayed one.
    public let isOfGivenBook: Bool
    /// Messages of type 1, 2, …, 7.
    public let countsByType: [Int]
    /// The same, of those that touch the levels looked at.
    public let touchingByType: [Int]
    /// The mean spread in ticks over events.
    public let eventSpread: Double?
    /// The mean spread in ticks over time.
    public let timeSpread: Double?
    /// Shares executed against visible orders.
    public let visibleShares: Int64
    /// Shares executed against hidden orders.
    public let hiddenShares: Int64
    /// Of the aggressors' signs of visible executions, one for each time.
    public let signAutocorrelation: [Point]
    /// Of the changes of the mid that are not zero, at lag 1.
    public let midChangeAutocorrelation: Double?
    /// Of the returns of the mid over so many seconds.
    public let excessKurtosis: [Point]
    /// Of the returns over 10 seconds, at lag 1.
    public let returnAutocorrelation: Double?
    /// Of the sizes of the same returns.
    public let returnSizeAutocorrelation: Double?
    /// Ticks of the mid per share of order flow imbalance, over 10 seconds.
    public let orderFlowImpact: Regression?
    /// Ticks of the mid per share executed, buyers' less sellers', over 10 seconds.
    public let signedVolumeImpact: Regression?

    init(_ messages: [LobsterMessage], quotes: [LobsterQuote], areGiven: Bool) {
        isOfGivenBook = areGiven
        countsByType = Self.counts(messages.map(\.kind))
        touchingByType = Self.counts(quotes.map(\.kind))
        eventSpread = Self.eventSpread(quotes)
        timeSpread = Self.timeSpread(quotes)
        visibleShares = Self.shares(messages, .execution)
        hiddenShares = Self.shares(messages, .hiddenExecution)
        let signs = Self.signs(messages)
        signAutocorrelation = Self.signLags.map {
            Point(at: $0, value: Moments.autocorrelation(signs, lag: $0))
        }
        let mids = quotes.compactMap(\.mid)
        let changes = zip(mids, mids.dropFirst()).map { $1 - $0 }.filter { $0 != 0 }
        midChangeAutocorrelation = Moments.autocorrelation(changes, lag: 1)
        excessKurtosis = Self.horizons.map {
            let grid = MidGrid(quotes, seconds: Int64($0))
            return Point(at: $0, value: Moments.excessKurtosis(grid.returns))
        }
        let grid = MidGrid(quotes, seconds: 10)
        returnAutocorrelation = Moments.autocorrelation(grid.returns, lag: 1)
        returnSizeAutocorrelation = Moments.autocorrelation(grid.returns.map(abs), lag: 1)
        let moves = grid.changes.map { $0 / Self.priceUnitsPerTick }
        orderFlowImpact = Moments.regression(moves, on: grid.sums(Self.imbalances(quotes)))
        signedVolumeImpact = Moments.regression(moves, on: grid.sums(Self.volumes(messages)))
    }
}

extension LobsterStatistics {
    private static func counts(_ kinds: [LobsterMessage.Kind]) -> [Int] {
        var counts = [Int](repeating: 0, count: LobsterMessage.Kind.allCases.count)
        for kind in kinds { counts[Int(kind.rawValue) - 1] += 1 }
        return counts
    }

    private static func eventSpread(_ quotes: [LobsterQuote]) -> Double? {
        let spreads = quotes.compactMap(\.spread)
        if spreads.isEmpty { return nil }
        return Double(spreads.reduce(0, +)) / Double(spreads.count) / priceUnitsPerTick
    }

    /// From the first quote to the last; times with an empty side are left out.
    private static func timeSpread(_ quotes: [LobsterQuote]) -> Double? {
        var area = 0.0
        var total: Int64 = 0
        for (quote, next) in zip(quotes, quotes.dropFirst()) {
            guard let spread = quote.spread else { continue }
            area += Double(spread) * Double(next.nanoseconds - quote.nanoseconds)
            total += next.nanoseconds - quote.nanoseconds
        }
        return total == 0 ? nil : area / Double(total) / priceUnitsPerTick
    }

    private static func shares(_ messages: [LobsterMessage], _ kind: LobsterMessage.Kind) -> Int64 {
        messages.reduce(0) { $0 + ($1.kind == kind ? $1.shares : 0) }
    }

    /// One aggressor may execute many orders at one time: it is counted once.
    private static func signs(_ messages: [LobsterMessage]) -> [Double] {
        var latest: Int64 = -1
        var signs: [Double] = []
        for message in messages where message.kind == .execution {
            if message.nanoseconds != latest { signs.append(Double(message.aggressorSign)) }
            latest = message.nanoseconds
        }
        return signs
    }

    private static func imbalances(_ quotes: [LobsterQuote]) -> [(nanoseconds: Int64, value: Int64)]
    {
        zip(quotes, quotes.dropFirst()).compactMap { earlier, quote in
            quote.orderFlowImbalance(since: earlier).map { (quote.nanoseconds, $0) }
        }
    }

    private static func volumes(
        _ messages: [LobsterMessage]
    ) -> [(nanoseconds: Int64, value: Int64)] {
        messages.filter { $0.kind == .execution }
            .map { ($0.nanoseconds, $0.aggressorSign * $0.shares) }
    }
}

extension LobsterMessage {
    /// +1 if a buyer took a resting ask.
    fileprivate var aggressorSign: Int64 { side == .ask ? 1 : -1 }
}
