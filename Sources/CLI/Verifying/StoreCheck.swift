import Analytics
import Determinism
import History
import Persistence
import Primitives

/// What `catallaxy verify` does with a run of a store.
struct StoreCheck {
    let store: RunStore
    let options: StoreOptions

    func run(_ name: String, head: RecordHead?) throws {
        let run = try store.find(name)
        // The file and the record are two walks over the same pages: side by side.
        let file = FileCheck(path: store.path)
        let report: RecordReport
        do {
            report = try store.checkRecord(of: run, head: head)
        } catch {
            // Its thread reads on otherwise.
            _ = file.wait()
            throw error
        }
        let damage = try file.wait().get()
        if let first = damage.first {
            throw CommandFailure(
                status: .recordWrong,
                message: "\(store.path): the file is damaged: \(first)"
                    + (damage.count > 1 ? " (and \(damage.count - 1) more)" : ""))
        }
        StandardStreams.printOrExit(lines(run, report, head).joined(separator: "\n") + "\n")
    }

    private func lines(
        _ run: StoredRun, _ report: RecordReport, _ head: RecordHead?
    ) -> [String] {
        let store = TerminalText.escaped(options.store)
        if report.eventCount == 0 {
            return ["run \(run.run) of \(store) has no events yet; the file is sound"]
        }
        var lines = [
            "run \(run.run) of \(store): \(Numeral.count(report.eventCount)) events hold",
            "head     \(report.head?.description ?? Numeral.none)",
        ]
        if report.unknownCount > 0 {
            lines.append(
                "\(Numeral.count(report.unknownCount)) events of unknown types were not audited")
        }
        if !report.isClosed {
            lines.append("the run is not over: its record ends after tick \(report.tick.index)")
        }
        if head == nil {
            lines.append(
                "a record cut short or rewritten as a whole cannot show: compare the head with "
                    + "one kept elsewhere, by --head SEQ:HASH")
        }
        return lines
    }
}

/// SQLite's own check of a file, by a thread and a connection of its own.
///
/// Sendable, for only the thread touches the result until it was waited for.
private final class FileCheck: @unchecked Sendable {
    private let path: String
    // Written by the thread before it ends, read after it was waited for.
    private var result: Result<[String], StoreError> = .success([])
    private var thread: PosixThread?

    init(path: String) {
        self.path = path
        let started = PosixThread { [self] in check() }
        if let started { thread = consume started } else { check() }
    }

    private func check() {
        result = Result { () throws(StoreError) in
            try RunStore(path, for: .reading).checkFile()
        }
    }

    func wait() -> Result<[String], StoreError> {
        thread.take()?.join()
        return result
    }
}
