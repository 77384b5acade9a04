public import Analytics
public import Determinism
public import MarketModel
import Preferences
public import Primitives

/// Folds an economy's events into what its page shows: a grid tick by tick, and figures over
/// time.
public final class EconomyModel: ReportModel {
    private let analyzer = EconomyAnalyzer()
    private var fold = EconomyFold()
    private var rules = EconomyRulesView()
    private var sampling = Sampling(ticks: 0)
    private var series = EconomySeries()
    private var frames = EconomyFrames()
    private var modes = ModeHistory()
    private var plannedTicks: Int64 = 0
    private var lastTick: Int64 = -1
    private var lastPoint: Int64 = -1

    /// Has seen nothing yet.
    public init() {}

    /// Takes an event in.
    ///
    /// - Complexity: O(1); at the end of a tick, O(agents + what changed in it).
    public func consume(_ event: Event, in tick: Tick) {
        analyzer.consume(event, in: tick)
        fold.consume(event)
        switch event {
        case .runCreated(let origin):
            plannedTicks = origin.scenario["ticks"]?.integerValue ?? 0
            rules = EconomyRulesView(origin.scenario)
        case .runBranched(let branch): rules.follow(branch)
        case .runStarted:
            sampling = Sampling(ticks: plannedTicks, series: 3 * fold.agents.count)
            series.start(fold)
            frames.start(fold, rules)
        case .tickStarted: fold.openTick()
        case .tickEnded: close(tick.index)
        case .runStopped: endPoint()
        case .economy(let event):
            series.note(event)
            frames.note(event)
        case .agentCreated, .orderPlaced, .orderReplaced, .tradeExecuted, .orderCancelled,
            .orderExpired, .orderRejected, .rateLimitHit, .decayApplied, .agentBankrupt,
            .balanceUpdated, .scenarioEvent:
            break
        }
    }

    private func close(_ tick: Int64) {
        lastTick = tick
        modes.note(fold.mode, in: tick)
        frames.close(tick, fold, rules)
        if sampling.endsPoint(tick) { endPoint() }
    }

    /// Ends the point at hand, unless that has been done in this tick already.
    private func endPoint() {
        guard lastTick > lastPoint else { return }
        lastPoint = lastTick
        series.close(lastTick, fold)
    }

    /// What the events so far come to; the point at hand ends with it.
    ///
    /// - Complexity: O(what is carried), and that of finding equilibria.
    public func document(of record: RunRecord) -> JSONValue {
        endPoint()
        let summary = analyzer.summary()
        let theory = EconomyTheory(fold, rules)
        let head = ModelHead.members(
            kind: "economy", name: summary.scenario, description: nil, seed: summary.seed,
            ticks: summary.ticks, events: summary.events,
            end: ModelHead.end(summary.stopReason, ticks: summary.ticks), record)
        let figures = summary.document(of: record.reproducible)
        return .object(
            head + [
                JSONMember("story", EconomyStory(summary, rules, theory).document),
                JSONMember("sampling", samplingDocument(summary)),
                JSONMember("rules", rules.document),
                JSONMember("theory", theory.document),
                JSONMember("summary", figures),
                JSONMember("agents", .array(fold.agents.map(Self.agent))),
                JSONMember("cells", frames.cells),
                JSONMember("frames", frames.document),
                JSONMember("trades", frames.trades),
                JSONMember("modes", modes.document),
                JSONMember("series", series.document(drawn(summary), fold, rules)),
            ])
    }

    private static func agent(_ agent: FoldedAgent) -> JSONValue {
        [
            "name": .string(agent.name), "type": .string(agent.taste.utility.typeName),
            "params": .object(
                agent.taste.utility.parameters.map {
                    JSONMember($0.name, ExactNumber.json($0.value))
                }),
            "M_0": ExactNumber.json(agent.taste.moneyOffset),
            "lambda": ExactNumber.json(agent.taste.lambda),
        ]
    }

    /// The agents whose lines are drawn, by id.
    private func drawn(_ summary: EconomySummary) -> [Int] {
        let most = EquityHistory.most
        let gains = summary.agents.map(\.gain)
        if gains.count <= most { return Array(gains.indices) }
        let sorted = gains.indices.sorted {
            gains[$0] != gains[$1] ? gains[$0] > gains[$1] : $0 < $1
        }
        return (sorted.prefix(most / 2) + sorted.suffix(most / 2)).sorted()
    }

    private func samplingDocument(_ summary: EconomySummary) -> JSONValue {
        var parts: [String] = []
        let carried = frames.count
        if Int64(carried) < summary.ticks {
            let why =
                carried == EconomyFrames.mostTicks
                ? "as many as a page carries" : "as many as fit into a page of this size"
            parts.append(
                "The grid, the trades one by one and what is known of a chosen agent are those of "
                    + "the first \(Numeral.count(Int64(carried))) of "
                    + "\(Numeral.count(summary.ticks)) ticks, \(why)")
        } else {
            parts.append("Every tick and every trade is carried")
        }
        if sampling.everyTicks > 1 {
            parts.append(
                "the panels over time have a point for every "
                    + "\(Numeral.count(sampling.everyTicks)) ticks: states at the last of them, "
                    + "sums, mean, lowest and highest prices of all of them")
        }
        if summary.agents.count > EquityHistory.most {
            let half = EquityHistory.most / 2
            parts.append(
                "lines are drawn for the \(half) agents who gained most and the \(half) who gained "
                    + "least")
        }
        return [
            "every_ticks": .integer(sampling.everyTicks),
            "sentence": .string(
                parts.joined(separator: "; ") + ". Tables and totals are those of the whole run."),
        ]
    }
}

/// The modes of an economy, as often as they changed.
private struct ModeHistory {
    private static let most = 2_000
    private var changes: [(tick: Int64, mode: EconomyMode)] = []

    mutating func note(_ mode: EconomyMode, in tick: Int64) {
        if changes.last?.mode != mode, changes.count < Self.most { changes.append((tick, mode)) }
    }

    var document: JSONValue {
        .array(changes.map { [.integer($0.tick), .string($0.mode.rawValue)] })
    }
}
