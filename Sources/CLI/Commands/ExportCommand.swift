import ArgumentParser
import Determinism
import History
import Persistence

/// `catallaxy export RUN`: a run's events and tables as files that anybody can read.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a stored run as files: its events as JSONL, its tables as CSV.",
        discussion: """
            events.jsonl holds the canonical lines that were hashed, as 'run --trace-events' \
            writes them. trades.csv, orders.csv, metrics.csv and agents.csv follow from the \
            events, which are checked on the way; orders come in the order in which they ended, \
            those still open last. Of an economy they are trades.csv (with the mode and the active \
            pairs of its tick in every row), agents.csv, resources.csv, decisions.csv, \
            pairings.csv, lambda_updates.csv, mode_changes.csv, tick_states.csv and \
            preferences.csv. A laboratory's run has no tables. manifest.json names all files with \
            their rows and SHA-256 sums. The same run gives the same bytes, wherever it is stored.
            """)

    /// What is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case jsonl, csv
    }

    @Argument(help: .storedRun)
    var name: String

    @Option(
        help: ArgumentHelp(
            "jsonl: the events; csv: the tables; both unless one is named.",
            valueName: "jsonl|csv"))
    var format: [Format] = []

    @Option(help: ArgumentHelp("The directory the files go to.", valueName: "directory"))
    var output: String

    @Flag(help: "Replace files that are there.")
    var force = false

    @OptionGroup var options: StoreOptions

    func validate() throws {
        if output.isEmpty { throw ValidationError("--output: found '', expected a directory") }
    }

    func run() throws {
        let store = try options.open(for: .reading)
        let run = try store.find(name)
        let tables = CSVSink.names(ofKind: run.origin.kind)
        if tables.isEmpty && format.contains(.csv) {
            throw CommandFailure(
                status: .wrongInput,
                message: "run \(run.run) is of a \(run.origin.kind), which has no tables; "
                    + "--format jsonl writes its events")
        }
        let all = tables.isEmpty ? [.jsonl] : Format.allCases
        let formats = format.isEmpty ? all : format
        var names = ["manifest.json"]
        if formats.contains(.jsonl) { names.append("events.jsonl") }
        if formats.contains(.csv) { names += tables }
        let folder = try ExportFolder(output, names: names, replacing: force)
        do {
            try write(run, of: store, formats, to: folder)
        } catch {
            folder.abandon()
            guard let fault = error as? WriteFault else { throw error }
            throw CommandFailure(
                status: .writeFault,
                message: "\(fault.name) cannot be written: \(fault.reason); "
                    + (folder.isUntouched
                        ? "what was there before is untouched"
                        : "some files are new already, and the manifest tells which fit it"))
        }
        for line in folder.lines { StandardStreams.printSafely(line) }
    }

    private func write(
        _ run: StoredRun, of store: RunStore, _ formats: [Format], to folder: ExportFolder
    ) throws {
        let events = formats.contains(.jsonl) ? try folder.add("events.jsonl") : nil
        let report =
            formats.contains(.csv)
            ? try store.derive(from: run, into: CSVSink(folder, kind: run.origin.kind)).report
            : try store.checkRecord(of: run)
        if let events { try write(report.eventCount, of: run, store, to: events) }
        let origin = run.origin
        try folder.finish([
            JSONMember("run_id", .string(run.runID)), JSONMember("kind", .string(origin.kind)),
            JSONMember("scenario", .string(origin.name)),
            JSONMember("seed", .integer(Int64(origin.seed))),
            JSONMember("events", .integer(report.eventCount)),
            JSONMember("head", report.head.map { .string($0.description) } ?? .null),
            JSONMember("is_closed", .bool(report.isClosed)),
        ])
    }

    /// Writes the lines of the events that were just checked, and of no later ones.
    private func write(
        _ count: Int64, of run: StoredRun, _ store: RunStore, to file: ExportFile
    ) throws {
        var rebuilder = EventRebuilder(runID: run.runID)
        var lines: [UInt8] = []
        var rows: Int64 = 0
        func flush() throws {
            try file.write(lines, rows: rows)
            lines.removeAll(keepingCapacity: true)
            rows = 0
        }
        try store.forEachEvent(of: run) { event in
            guard event.sequence < count else { return false }
            _ = rebuilder.rebuild(
                sequence: event.sequence, tick: event.tick, type: event.type,
                payload: event.payload, previousHash: event.previousHash)
            rebuilder.appendLine(hash: event.hash, to: &lines)
            rows += 1
            if lines.count > 1 << 16 { try flush() }
            return true
        }
        try flush()
    }
}
