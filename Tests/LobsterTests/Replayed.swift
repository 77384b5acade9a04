@testable import OrderFlow

/// Gathers an output.
final class Gathered: ByteSink {
    private var bytes: [UInt8] = []

    func write(_ more: UnsafeRawBufferPointer) { bytes += more }

    var lines: [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

/// A replay of a few messages, with what came out of it.
struct Replayed {
    let report: LobsterReport
    let book: [String]
    let rejects: [String]

    /// Replays rows written as in a file; a time is put in front of those that lack one.
    init(
        _ rows: [String], levels: Int = 1, snapshot: [String]? = nil, reference: [String]? = nil
    ) throws {
        let timed = rows.enumerated().map { index, row in
            row.filter { $0 == "," }.count == 4 ? "\(34_200 + index),\(row)" : row
        }
        let book = Gathered(), rejects = Gathered()
        report = try Replayed.replay(
            Array(timed.map { $0 + "\n" }.joined().utf8), levels: levels,
            snapshot: snapshot.map(Replayed.file), reference: reference.map(Replayed.file),
            book: book, rejects: rejects)
        self.book = book.lines
        self.rejects = Array(rejects.lines.dropFirst())
    }

    static func file(_ rows: [String]) throws -> LobsterBookFile {
        try LobsterBookFile(bytes: Array(rows.map { $0 + "\n" }.joined().utf8))
    }

    static func replay(
        _ bytes: [UInt8], levels: Int, snapshot: LobsterBookFile?,
        reference: LobsterBookFile? = nil, book: Gathered? = nil, rejects: Gathered? = nil
    ) throws -> LobsterReport {
        var file = LobsterMessageFile()
        bytes.withUnsafeBytes { file.read($0) }
        file.finish()
        let replay = LobsterReplay(
            levels: levels, snapshot: snapshot, reference: reference ?? snapshot)
        return try replay.run(file, output: book, rejects: rejects)
    }
}
