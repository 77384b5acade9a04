public import MarketModel
public import Primitives

/// What a run came to: everything that its events say about it, in figures.
///
/// Undefined figures are `nil`, never zero.
public struct RunSummary: Hashable, Sendable {
    /// Whether a run is over.
    public enum Status: String, Hashable, Sendable {
        /// It ended for good, for whatever reason.
        case completed
        /// It stopped between two ticks.
        case paused
    }

    /// Over or not.
    public var status: Status
    /// Why it is over; `nil` if it is not.
    public var stopReason: RunStopReason?
    /// The scenario's name.
    public var scenario: String
    /// The scenario's kind: `exchange`.
    public var kind: String
    /// The seed of every random stream.
    public var seed: UInt32
    /// Ticks that have closed.
    public var ticks: Int64
    /// Actions taken up, refused ones included.
    public var actions: Int64
    /// Events written.
    public var events: Int64
    /// Trades executed.
    public var trades: Int64
    /// By agent id.
    public var agents: [AgentSummary]
    /// In the scenario's order.
    public var instruments: [InstrumentSummary]
    /// What the house holds, by asset number.
    public var house: [AssetBalance]
}

/// What only the driver of a run knows: its name, its head, the time it took.
public struct RunRecord: Hashable, Sendable {
    /// 16 hexadecimal digits.
    public var runID: String
    /// The hash of the last event; empty before the first.
    public var finalEventHash: String
    /// By a monotonic clock, from the first event to the last; `nil` when nobody measured it.
    public var wallSeconds: Double?
    /// Its number in a store; `nil` if it is kept in none.
    public var number: Int64?
    /// What else is to be said of it, each a word and a line; the word has at most 8 letters.
    public var notes: [Note] = []

    /// A word, and what it is about.
    public struct Note: Hashable, Sendable {
        /// At most 8 letters.
        public var word: String
        /// Free of what could command a terminal.
        public var text: String

        /// Says something of a run.
        public init(_ word: String, _ text: String) {
            self.word = word
            self.text = text
        }
    }

    /// Describes a run from outside.
    public init(runID: String, finalEventHash: String, wallSeconds: Double?) {
        self.runID = runID
        self.finalEventHash = finalEventHash
        self.wallSeconds = wallSeconds
    }

    /// The head of the chain, as `verify --head` takes it: the last event's number and hash.
    ///
    /// - Parameter events: How many events the chain has.
    public func head(of events: Int64) -> String {
        events == 0 ? Numeral.none : "\(events - 1):\(finalEventHash)"
    }
}

/// An asset's name and an amount of it.
public struct AssetBalance: Hashable, Sendable {
    /// The asset's name.
    public var asset: String
    /// Available and reserved together, in asset units.
    public var amount: Amount
}

/// Where an agent's profit came from, in cash; together the profit, to the last unit.
public struct ProfitParts: Hashable, Sendable {
    /// What its trades beat the mid by, at the moment just before the action.
    public var spread: Amount
    /// What its goods gained or lost by the marks' moves.
    public var inventory: Amount
    /// Fees paid; never positive.
    public var fees: Amount
    /// Rebates received; never negative.
    public var rebates: Amount
    /// Cash decayed; never positive.
    public var decay: Amount
    /// Mints, burns and what an estate gave to the house; goods at their final marks.
    public var other: Amount
}

/// What became of an agent, and what it did.
public struct AgentSummary: Hashable, Sendable {
    /// Its number.
    public var id: AgentID
    /// Its name, unique in the run.
    public var name: String
    /// Its strategy's catalogue name; `nil` for a remote agent.
    public var bot: String?
    /// Available and reserved together.
    public var cash: Amount
    /// Every asset but cash, by number.
    public var holdings: [AssetBalance]
    /// At the final marks, in cash, rounded down.
    public var equity: Amount
    /// Equity less the starting equity at reference prices.
    public var profit: Amount
    /// In percent of the starting equity; `nil` if that was nothing.
    public var profitPercent: Double?
    /// Where the profit came from.
    public var parts: ProfitParts
    /// The largest fall from a peak of equity, as a fraction of the peak.
    public var maximumDrawdown: Double?
    /// Mean over sample deviation of the returns of single ticks.
    public var sharpeRatio: Double?
    /// The same times √ticks per year.
    public var annualSharpeRatio: Double?
    /// The share of sales whose price, fee deducted, beat the average cost of what was held,
    /// fees included; what it started with cost the reference price. A fraction.
    public var winRate: Double?
    /// Trades it took part in; one with itself counts on both sides.
    public var trades: Int64
    /// Orders that passed every check; sales of its estate are not its own.
    public var orders: Int64
    /// Actions refused.
    public var rejections: Int64
    /// Actions beyond the limit of a tick.
    public var rateLimited: Int64
    /// The share of its trades in which its order was the resting one; a fraction.
    public var makerShare: Double?
    /// All fees above zero; rebates are apart.
    public var feesPaid: Amount
    /// All decay.
    public var decayPaid: Amount
    /// The tick of its bankruptcy; `nil` while it is active.
    public var bankruptAt: Tick?
}

/// What became of an instrument.
public struct InstrumentSummary: Hashable, Sendable {
    /// `BASE/QUOTE`.
    public var symbol: String
    /// The first, highest, lowest and last price of a trade, in cash.
    public var open: Amount?
    /// The highest price of a trade.
    public var high: Amount?
    /// The lowest price of a trade.
    public var low: Amount?
    /// The price of the last trade.
    public var last: Amount?
    /// The quantity traded, in the base asset.
    public var volume: Amount
    /// Trades executed.
    public var trades: Int64
    /// The mean price weighted by quantity, rounded down.
    public var volumeWeightedPrice: Amount?
    /// Best ask − best bid over closings with both, in cash, rounded down.
    public var meanSpread: Amount?
    /// The median over the same closings.
    public var medianSpread: Amount?
    /// The share of closings at which both sides stood; a fraction.
    public var quotedShare: Double?
    /// The quantity at a best price, over both sides of those closings, rounded down.
    public var meanDepthAtBest: Amount?
    /// The root of the sum of squared log changes of the closing mark.
    public var volatility: Double?
}
