import OrderFlow
import Testing

/// Keeps an output.
final class Gathered: ByteSink {
    private(set) var bytes: [UInt8] = []

    func write(_ piece: UnsafeRawBufferPointer) { bytes += piece }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// What `catallaxy match` makes of a file.
struct MatchedFile {
    let executions: [UInt8]
    let rejects: [UInt8]
    let book: [UInt8]
    let counts: OrderFileSession.Counts

    /// Reads a file in pieces of this size.
    init(_ file: [UInt8], pieceSize: Int = 1 << 20) throws {
        let (executions, rejects, book) = (Gathered(), Gathered(), Gathered())
        var session = OrderFileSession(executions: executions, rejects: rejects)
        for start in stride(from: 0, to: file.count, by: pieceSize) {
            let piece = file[start..<min(file.count, start + pieceSize)]
            try piece.withUnsafeBytes { try session.read($0) }
        }
        counts = try session.finish()
        try session.writeBook(to: book)
        self.executions = executions.bytes
        self.rejects = rejects.bytes
        self.book = book.bytes
    }

    init(_ file: String, pieceSize: Int = 1 << 20) throws {
        try self.init(Array(file.utf8), pieceSize: pieceSize)
    }
}

private func table(_ header: String, _ rows: String) -> String {
    rows.isEmpty ? header + "\n" : header + "\n" + rows + "\n"
}

/// Applies rows, given without the header, and compares all that comes out, each also without
/// its header.
func check(
    _ rows: String, executions: String = "", book: String = "", rejects: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let matched = try MatchedFile(table(OrderFileSession.header, rows))
    func compare(_ found: [UInt8], _ header: String, _ expected: String) {
        #expect(
            String(decoding: found, as: UTF8.self) == table(header, expected),
            sourceLocation: sourceLocation)
    }
    compare(matched.executions, "taker,maker,price,qty", executions)
    compare(matched.book, "side,price,id,qty", book)
    compare(matched.rejects, "seq,reason", rejects)
    func count(_ text: String) -> Int { text.split(separator: "\n").count }
    let counts = matched.counts
    #expect(counts.executions == UInt64(count(executions)), sourceLocation: sourceLocation)
    #expect(counts.rejected == UInt64(count(rejects)), sourceLocation: sourceLocation)
    #expect(counts.resting == count(book), sourceLocation: sourceLocation)
}
