import Analytics
import ArgumentParser
import Determinism
import Glibc
import History
import Persistence

/// `catallaxy verify`: recomputes a record's chain and audits its events.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a record: its hashes, its events, and that each follows from the others.",
        discussion: """
            The record is a run of the store (its number, the beginning of its run id, or last), \
            or a trace of 'run --trace-events', or '-' for standard input. Every hash is \
            recomputed from the text; an auditor that shares no code with the exchange follows \
            the events and checks balances, reservations, priority, fees and bankruptcies; of a \
            store the file itself and the row of the run are checked too. The first bad event is \
            named, and the exit status is 4. What no chain shows is a tail that was cut off \
            between two ticks, or a record rewritten as a whole: give --head for that.
            """)

    @Argument(help: "A run of the store, or a file with one JSON object a line.")
    var record: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "An event the record has to hold, as 'run' printed it.", valueName: "seq:hash"))
    var head: String?

    @OptionGroup var options: StoreOptions

    func run() throws {
        let known = try knownHead()
        if isFile {
            try TraceCheck(path: record).run(head: known)
        } else {
            do {
                let store = try options.open(for: .reading)
                try StoreCheck(store: store, options: options).run(record, head: known)
            } catch StoreError.fault(let path, let reason) {
                // What cannot be read back is no record.
                throw CommandFailure(status: .recordWrong, message: "\(path): \(reason)")
            }
        }
    }

    /// What names a run is one, unless there is no store but a file of that name.
    private var isFile: Bool {
        if record == "-" || record.hasSuffix(".jsonl") || record.contains("/") { return true }
        let isThere = access(record, F_OK) == 0
        let digits = Array("0123456789abcdef".utf8)
        let isName = record == "last" || record.utf8.allSatisfy(digits.contains)
        if isName { return isThere && access(options.store, F_OK) != 0 }
        return isThere
    }

    private func knownHead() throws -> RecordHead? {
        guard let head else { return nil }
        if let known = RecordHead(parsing: head) { return known }
        throw CommandFailure(
            status: .wrongInput,
            message: "--head: found '\(TerminalText.shortened(head, to: 80))', expected "
                + "SEQ:HASH with 64 lower-case hexadecimal digits, as 'run' prints it")
    }
}
