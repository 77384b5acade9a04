import Analytics
import History
import Kernel
import MarketModel
import Runner
import ScenarioKit
import Sweeping

/// Carries out runs of scenarios in memory, for one thread.
final class ScenarioWorker: SweepWorker {
    /// What all workers of a sweep are told.
    struct Task: Sendable {
        var plan: SweepPlan
        /// The names of the runs that are done already.
        var known: Set<UInt64> = []
        /// The folder that gets the events of every run; `nil` keeps none.
        var eventsFolder: String?
    }

    private let task: Task
    /// The variant that ran last: seeds change fastest, so it is mostly the next one too.
    private var prepared: PreparedVariant?

    init(_ task: Task) { self.task = task }

    func run(_ item: SweepItem, until shouldStop: () -> Bool) -> SweepOutcome? {
        do {
            let variant = try variant(item.variant)
            let origin = RunCreated(scenario: variant.document, seed: item.seed)
            let runID = RunIdentity.runID(of: origin)
            if !task.known.isEmpty, let id = UInt64(runID, radix: 16), task.known.contains(id) {
                return .known
            }
            let label = RunResult.Label(
                number: item.number, runID: runID, variant: item.variant,
                scenario: variant.scenario.name, kind: variant.scenario.kind.rawValue,
                settings: variant.settingsText, seed: item.seed)
            do {
                return try run(variant, label, until: shouldStop).map { .ran($0) }
            } catch {
                return .ran(RunResult(label, failedWith: Self.words(error)))
            }
        } catch {
            // A plan is read before it runs, so this is a plan that another version made.
            return .ran(RunResult(label(item), failedWith: error.message))
        }
    }

    private func variant(_ number: Int) throws(CommandFailure) -> PreparedVariant {
        if let prepared, prepared.variant.number == number { return prepared }
        let variant = try PreparedVariant(number, of: task.plan)
        prepared = variant
        return variant
    }

    private func run(
        _ variant: PreparedVariant, _ label: RunResult.Label, until shouldStop: () -> Bool
    ) throws -> RunResult? {
        let figures = RunFigures(variant.scenario)
        let trace = try task.eventsFolder.map { folder in
            try TraceFile("\(folder)/\(label.runID).jsonl", label: "-\(label.runID)")
        }
        let run = variant.scenario.makeRun(
            seed: label.seed, RunPlan.Followers(consumers: [figures.consumer], trace: trace))
        do {
            try run.begin()
            while !run.isOver {
                if shouldStop() {
                    _ = trace?.abandon()
                    return nil
                }
                try run.advance()
            }
            try trace?.finish()
        } catch {
            _ = trace?.abandon()
            throw error
        }
        return figures.outcome().result(label, head: run.headHash, of: variant)
    }

    private func label(_ item: SweepItem) -> RunResult.Label {
        let variant = task.plan.variant(item.variant)
        return RunResult.Label(
            number: item.number, runID: "", variant: item.variant,
            scenario: task.plan.scenarios[variant.scenario].name, kind: "unknown",
            settings: variant.settingsText, seed: item.seed)
    }

    private static func words(_ error: any Error) -> String {
        guard let fault = error as? WriteFault else { return "\(error)" }
        return "\(fault.name) cannot be written: \(fault.reason)"
    }
}

extension RunOutcome {
    /// What a results file keeps of it.
    func result(
        _ label: RunResult.Label, head: String, of variant: PreparedVariant
    ) -> RunResult {
        switch self {
        case .exchange(let summary):
            return RunResult(label, summary, head: head, kinds: variant.kinds)
        case .economy(let summary):
            var institution = "bilateral"
            if case .economy(let scenario) = variant.scenario {
                institution = AnyScenario.economy(scenario).institutionName
            }
            return RunResult(label, summary, head: head, institution: institution)
        case .laboratory:
            preconditionFailure("a plan is checked to hold no laboratory")
        }
    }
}
