import Analytics
import ArgumentParser
import Determinism
import Persistence

/// `catallaxy runs list`.
struct RunsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the runs of the store.")

    @OptionGroup var options: StoreOptions

    @Flag(help: "Print one JSON array.")
    var json = false

    func run() throws {
        let store = try options.open(for: .reading)
        let runs = try store.runs()
        let standings = try runs.map { try RunStanding($0, in: store) }
        if json {
            let rows = zip(runs, standings).map { $0.document(standing: $1) }
            StandardStreams.printOrExit(CanonicalJSON.text(.array(rows)) + "\n")
            return
        }
        var table = TextTable()
        table.add("run", runs.map { "\($0.run)" })
        table.add("run id", .left, runs.map(\.runID))
        table.add("scenario", .left, runs.map { TerminalText.escaped($0.origin.name) })
        table.add("seed", runs.map { "\($0.origin.seed)" })
        table.add("status", .left, standings.map(\.rawValue))
        table.add("ticks", runs.map { Numeral.count($0.ticksDone) })
        table.add("of", runs.map { Numeral.count($0.origin.ticks) })
        table.add("events", runs.map { Numeral.count($0.eventCount) })
        table.add("created", .left, runs.map { TerminalText.escaped($0.createdAt) })
        StandardStreams.printOrExit(table.lines().joined(separator: "\n") + "\n")
    }
}

/// Where a run stands for somebody who looks at it now.
enum RunStanding: String {
    case created, running, paused, completed
    /// Its process died; `runs start` goes on with it.
    case interrupted

    init(_ run: StoredRun, in store: RunStore) throws(StoreError) {
        switch run.status {
        case .created: self = .created
        case .paused: self = .paused
        case .completed: self = .completed
        case .running: self = try store.isWritten(run.run) ? .running : .interrupted
        }
    }
}

extension StoredRun {
    /// The run's row as a JSON object.
    func document(standing: RunStanding) -> JSONValue {
        [
            "run": .integer(run), "run_id": .string(runID), "scenario": .string(origin.name),
            "kind": .string(origin.kind), "seed": .integer(Int64(origin.seed)),
            "ticks": .integer(origin.ticks), "ticks_done": .integer(ticksDone),
            "status": .string(standing.rawValue), "events": .integer(eventCount),
            "head_hash": headHash.isEmpty ? .null : .string(headHash),
            "derived_events": .integer(derivedCount),
            "scenario_sha256": .string(scenarioHash),
            "engine_version": .string(origin.engineVersion), "created_at": .string(createdAt),
            "changed_at": .string(changedAt),
        ]
    }
}
