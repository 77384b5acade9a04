import Analytics
import Kernel
import MarketModel
import NIOCore
import Primitives
import Reports
import Runner

/// Where a run that is served stands.
enum LiveStatus: String, Sendable {
    /// Ticks go on and actions are taken.
    case running
    /// Reads work; nothing else happens.
    case paused
    /// Over for good.
    case completed
}

/// A run that is served, with all that answers need: owned by one thread.
///
/// Whatever is asked of it here may only be told once it has been committed.
final class LiveRun {
    let run: ExchangeRun
    let keeper: any RunKeeper
    let records: LiveRecords
    let keys: KeyRing
    let settings: LiveSettings
    private(set) var status = LiveStatus.running
    let streams = StreamTable()
    var answers = AnswerIndex()
    /// The page for people as it was made last.
    var page = PageCopy()
    /// What keeps the run from going on, once something does.
    var fault: (any Error)?
    var counters = Counters()
    /// The last event that has been committed.
    private(set) var committedEvents: Int64 = 0

    /// Prepares to serve a run that stands where its record ends.
    ///
    /// - Throws: What the keeper or the run throws.
    init(
        _ run: ExchangeRun, keeper: any RunKeeper, records: LiveRecords, keys: KeyRing,
        settings: LiveSettings
    ) throws {
        self.run = run
        self.keeper = keeper
        self.records = records
        self.keys = keys
        self.settings = settings
        try keeper.forEachAnswer { number, agent, key in
            answers.insert(agent, key, number: number)
        }
        try run.begin()
        if run.isOver {
            status = .completed
        } else if !run.isTickOpen {
            try run.openTick()
        }
        try commit()
        streams.start(at: committedEvents)
    }

    /// What was counted since the last commit.
    struct Counters {
        var accepted: Int64 = 0
        var rejected: Int64 = 0
        var replays: Int64 = 0
    }

    var market: MarketDescription { run.scenario.market }

    /// The number of the event sealed last.
    var lastEvent: Int64 { run.eventCount - 1 }

    /// Whether actions are taken.
    var isActive: Bool { status == .running }

    /// Stops the clock; no action is taken until it goes on.
    func pause() { if status == .running { status = .paused } }

    /// Lets the clock go on.
    func start() { if status == .paused { status = .running } }

    /// Closes the open tick, in which the bots act, and opens the next one.
    ///
    /// - Throws: What the keeper throws.
    func endTick() throws {
        guard run.isTickOpen else { return }
        try run.closeTick()
        if run.isOver { status = .completed } else { try run.openTick() }
    }

    /// Ends the run for good, after the open tick.
    ///
    /// - Throws: What the keeper throws.
    func stop() throws {
        guard status != .completed else { return }
        if run.isTickOpen { try run.closeTick() }
        if !run.isOver { try run.stop() }
        status = .completed
    }

    /// Makes all that has happened outlast a power failure.
    ///
    /// - Throws: What the keeper throws; nothing may be done with the run after that.
    func commit() throws {
        try keeper.commit(openTick: run.isTickOpen ? run.currentTick : nil)
        committedEvents = run.eventCount
    }

    /// The tick to name in an answer: the open one, or the last.
    var tick: Tick {
        status == .completed ? Tick(max(0, run.ticksDone - 1)) : run.currentTick
    }
}

/// What does not change while a run is served.
struct LiveSettings: Sendable {
    /// How long a tick stays open, in milliseconds; `nil` when it is closed by hand.
    var tickEveryMilliseconds: Int64?
    var seed: UInt32
}

/// What is folded from the events while they happen, for answers.
final class LiveRecords {
    let analyzer: RunAnalyzer
    let orders: OrderRecord
    let trades: TradeRecord
    let candles: CandleRecord
    let feed = StreamFeed()
    let page: ExchangeModel

    init(_ scenario: ExchangeScenario) {
        analyzer = RunAnalyzer(market: scenario.market, ticksPerYear: scenario.ticksPerYear)
        orders = OrderRecord()
        trades = TradeRecord(instruments: scenario.market.instruments.count)
        candles = CandleRecord(instruments: scenario.market.instruments.count)
        page = ExchangeModel(market: scenario.market, beside: analyzer)
    }

    /// All of them, in the order in which they are shown an event.
    var consumers: [any EventConsumer] { [analyzer, orders, trades, candles, feed, page] }
}
