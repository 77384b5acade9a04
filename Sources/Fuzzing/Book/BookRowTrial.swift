import Determinism
import OrderFlow
import Primitives

/// A whole order file through `OrderFileSession`: all nine letters, rows that are wrong in
/// every way, and pieces of any size.
final class BookRowTrial: BookTrial {
    private(set) var executionCount = 0
    private(set) var rejectionCount = 0
    private var rows: RowFlow
    private var pieces: RandomStream

    init(_ shape: BookFlowShape, seed: UInt32) {
        rows = RowFlow(shape, seed: seed)
        pieces = RandomStream(seed: seed, name: "generator/pieces")
    }

    func run(_ operations: Int) throws(BookDifference) {
        var naive = NaiveOrderFile()
        var file = Array((OrderFileSession.header + "\n").utf8)
        for _ in 0..<operations {
            let row = rows.next(after: naive)
            naive.apply(line: row[...])
            file += row
            file.append(UInt8(ascii: "\n"))
        }
        let outputs = [Gathered(), Gathered(), Gathered()]
        do {
            try match(file, outputs)
        } catch {
            throw BookDifference(operation: operations, what: "the file was refused: \(error)")
        }
        try compare(outputs[0].lines, naive.executions, naive.executionRows, "execution")
        let refused = naive.rejects.map { Int($0.prefix { $0 != "," }) ?? 0 }
        try compare(outputs[1].lines, naive.rejects, refused, "reject")
        try compare(outputs[2].lines, naive.bookRows, [], "row of the book", last: operations)
        executionCount = naive.executions.count
        rejectionCount = naive.rejects.count
    }

    private func match(_ file: [UInt8], _ outputs: [Gathered]) throws {
        var session = OrderFileSession(executions: outputs[0], rejects: outputs[1])
        var start = 0
        while start < file.count {
            let longest = pieces.pick([3, 40, 3_000, 200_000])
            let end = min(file.count, start + 1 + pieces.below(longest))
            try file[start..<end].withUnsafeBytes { try session.read($0) }
            start = end
        }
        _ = try session.finish()
        try session.writeBook(to: outputs[2])
    }

    /// Finds the first line that differs, and the row that made it.
    private func compare(
        _ fast: [Substring], _ naive: [String], _ rows: [Int], _ what: String, last: Int = 0
    ) throws(BookDifference) {
        // The header.
        let lines = fast.dropFirst()
        if lines.elementsEqual(naive, by: ==) { return }
        let place = zip(lines, naive).prefix { $0 == $1 }.count
        let found = place < lines.count ? lines[place + 1] : "nothing"
        let expected = place < naive.count ? naive[place] : "nothing"
        throw BookDifference(
            operation: place < rows.count ? rows[place] : last,
            what: "\(what) \(place + 1): the session says \(found), the rules \(expected)")
    }
}

/// Keeps an output.
private final class Gathered: ByteSink {
    private var bytes: [UInt8] = []

    func write(_ piece: UnsafeRawBufferPointer) { bytes += piece }

    var lines: [Substring] { String(decoding: bytes, as: UTF8.self).split(separator: "\n") }
}
