import Determinism
import History
import Kernel
package import MarketModel
public import Primitives
import Runner

/// What became of one random run.
public struct FuzzOutcome: Sendable {
    /// How a run ended.
    public enum Result: Sendable {
        /// Every check held.
        case passed(actions: Int64, events: Int64, headHash: String)
        /// One did not.
        case failed(tick: Tick, message: String)
    }

    /// The seed that everything about the run follows from.
    public let seed: UInt32
    /// How it ended.
    public let result: Result

    /// Whether every check held.
    public var hasPassed: Bool {
        if case .passed = result { true } else { false }
    }

    /// What to type to see it again.
    public var command: String { "catallaxy fuzz exchange --seeds \(seed)..\(seed)" }
}

/// Random exchange runs, with everything checked that must always hold.
///
/// A seed draws a scenario with features on and off and agents that do anything; the run is
/// checked after every action (I1–I4 in the world), audited from its events alone (I1–I6, I9),
/// compared with the audit after every tick (I8), its lines are checked as a chain (I7), and
/// it is run once more to the same hash.
///
/// A broken precondition ends the process. Whoever calls this for more than a few seeds says
/// each seed before it is run, as ``command(seeds:printLine:)`` does.
public enum ExchangeFuzz {
    /// Runs every seed, and reports each when it is done.
    public static func run(seeds: ClosedRange<UInt32>, report: (FuzzOutcome) -> Void) {
        for seed in seeds { report(run(seed: seed)) }
    }

    /// Runs one seed.
    ///
    /// - Parameter lines: Is given the run's event lines as they are sealed, for a file.
    public static func run(
        seed: UInt32, lines: (([UInt8]) -> Void)? = nil
    ) -> FuzzOutcome {
        var draw = ScenarioDraw(seed: seed)
        let trial = FuzzTrial(draw.scenario(), seed: seed, lines: lines)
        do {
            try trial.run()
            return FuzzOutcome(seed: seed, result: trial.success)
        } catch {
            return FuzzOutcome(
                seed: seed, result: .failed(tick: trial.tick, message: "\(error)"))
        }
    }

    /// The body of `catallaxy fuzz exchange --seeds A..B`: says each seed before it runs, so
    /// that a trap is traced to it, and a failure with the command that repeats it.
    ///
    /// - Returns: Whether every seed passed.
    public static func command(
        seeds: ClosedRange<UInt32>, printLine: (String) -> Void
    ) -> Bool {
        var failures = 0
        var actions: Int64 = 0
        var events: Int64 = 0
        for seed in seeds {
            printLine("seed \(seed)")
            let outcome = run(seed: seed)
            switch outcome.result {
            case .passed(let taken, let sealed, _):
                actions += taken
                events += sealed
            case .failed(let tick, let message):
                failures += 1
                printLine("seed \(seed) failed in tick \(tick.index): \(message)")
                printLine("again: \(outcome.command)")
            }
        }
        printLine(
            "\(seeds.count) seeds, \(failures) failed, \(actions) actions, \(events) events")
        return failures == 0
    }

    /// Every event of a seed's run, for tests that spoil them.
    package static func events(
        seed: UInt32
    ) -> (market: MarketDescription, events: [(event: Event, tick: Tick)]) {
        var draw = ScenarioDraw(seed: seed)
        let scenario = draw.scenario()
        let recorder = EventRecorder()
        let run = ExchangeRun(
            scenario, seed: seed, consumers: [recorder], strategies: FuzzTrial.strategy)
        // Without a trace nothing outside can fail.
        try? run.run()
        return (scenario.market, recorder.events)
    }
}

/// Keeps every event of a run.
final class EventRecorder: EventConsumer {
    private(set) var events: [(event: Event, tick: Tick)] = []

    func consume(_ event: Event, in tick: Tick) { events.append((event, tick)) }
}
