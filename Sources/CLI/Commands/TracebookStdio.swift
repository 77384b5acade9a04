import ArgumentParser
import History
import OrderFlow

/// `catallaxy match --tracebook-stdio`: the engine answers a conformance tester, line by line.
struct TracebookStdio {
    /// Answers until the host has finished, or a message is wrong, or nobody reads any more.
    ///
    /// - Throws: ``CommandFailure`` for a wrong message, and if an answer cannot be written.
    func run() throws {
        let input = try InputFile(path: "-")
        var session = TracebookSession(version: Catallaxy.configuration.version) {
            Digest.hex(of: $0)
        }
        var lines = TracebookLines()
        do {
            let hasEnded = try input.readPieces { piece in
                try lines.split(piece) { try send(session.reply(to: $0)) }
            }
            guard hasEnded, try lines.finish({ try send(session.reply(to: $0)) }) else { return }
            _ = try send(session.replyToEnd())
        } catch let fault as WriteFault {
            // A reader that leaves has seen enough.
            if fault.isClosedPipe { return }
            throw CommandFailure(
                status: .writeFault,
                message: "\(fault.name) cannot be written: \(fault.reason)")
        }
    }

    /// Writes an answer out at once, for the host waits for it.
    ///
    /// - Returns: Whether the session goes on.
    private func send(_ reply: TracebookReply) throws -> Bool {
        switch reply {
        case .silence:
            return true
        case .answer(let line):
            try write(line)
            return true
        case .complete(let line):
            try write(line)
            return false
        case .failure(let line, let reason):
            try write(line)
            throw CommandFailure(status: .wrongInput, message: "standard input: \(reason)")
        }
    }

    private func write(_ line: [UInt8]) throws(WriteFault) {
        let writer = FileWriter(1, name: "standard output")
        try writer.write(line)
        try writer.flush()
    }
}
