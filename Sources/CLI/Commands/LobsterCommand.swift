import Determinism
import OrderFlow

/// What `catallaxy match --lobster` does.
struct LobsterCommand {
    let options: LobsterOptions
    let rejects: String?

    /// Replays the message file at `path`.
    func run(messages path: String, levels: Int) throws {
        let source = try InputFile(path: path)
        let snapshot = try options.orderbook.map { try Self.orderbook(at: $0) }
        let reference = try options.reference.map { try Self.orderbook(at: $0) } ?? snapshot
        var file = LobsterMessageFile()
        try source.forEachPiece { file.read($0) }
        file.finish()
        let outputFile = try options.output.map { try OutputFile(path: $0) }
        let rejectFile = try rejects.map { try OutputFile(path: $0) }
        do {
            let replay = LobsterReplay(
                levels: levels, snapshot: snapshot, reference: reference)
            let report = try replay.run(file, output: outputFile, rejects: rejectFile)
            for file in [outputFile, rejectFile] { try file?.close() }
            try show(report)
        } catch let fault as WriteFault {
            // A reader that leaves has seen enough.
            if fault.isClosedPipe { return }
            throw CommandFailure(
                status: .writeFault,
                message: "\(fault.name) cannot be written: \(fault.reason)")
        }
    }

    private func show(_ report: LobsterReport) throws(WriteFault) {
        if options.json {
            try StandardStreams.print(CanonicalJSON.text(report.json) + "\n")
        } else {
            try StandardStreams.print(
                (options.check ? report.checkText : "")
                    + (options.stats ? report.statistics.text : ""))
        }
        let difference =
            report.comparison.map { "; \($0.differing) of \($0.rows) book rows differ" } ?? ""
        StandardStreams.note(
            "\(report.rows) messages, \(report.rejected) rejected" + difference)
    }

    private static func orderbook(at path: String) throws -> LobsterBookFile {
        let source = try InputFile(path: path)
        var bytes: [UInt8] = []
        try source.forEachPiece { bytes.append(contentsOf: $0) }
        do {
            return try LobsterBookFile(bytes: bytes)
        } catch {
            throw CommandFailure(
                status: .wrongInput,
                message: "\(source.name):1: not a row of a LOBSTER orderbook: ask price, ask "
                    + "size, bid price and bid size of each level, best first")
        }
    }
}
