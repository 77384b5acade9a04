import Fuzzing
import OrderFlow
import Testing

/// What the naive session makes of a file, in the form of the outputs.
struct NaiveFile {
    let outputs: [String]

    init?(_ file: [UInt8]) {
        guard let naive = NaiveOrderFile(file) else { return nil }
        outputs = [
            ("taker,maker,price,qty", naive.executions), ("seq,reason", naive.rejects),
            ("side,price,id,qty", naive.bookRows),
        ].map { header, rows in ([header] + rows).joined(separator: "\n") + "\n" }
    }
}

@Suite("Order files: random ones, against a naive reading of the rules")
struct RandomFileTests {
    @Test("every output is the same", arguments: 0..<60 as Range<UInt32>)
    func randomFile(seed: UInt32) throws {
        var rows = RowFlow(seed: seed)
        var naive = NaiveOrderFile()
        var file = Array((OrderFileSession.header + "\n").utf8)
        for _ in 0..<1_500 {
            let row = rows.next(after: naive)
            naive.apply(line: row[...])
            file += row
            file.append(UInt8(ascii: "\n"))
        }
        let expected = try #require(NaiveFile(file)).outputs
        let pieceSize = [1, 13, 4_096, 1 << 20][Int(seed) % 4]
        let matched = try MatchedFile(file, pieceSize: pieceSize)
        let again = "row flow, seed \(seed), pieces of \(pieceSize)"
        #expect(text(matched.executions) == expected[0], "\(again)")
        #expect(text(matched.rejects) == expected[1], "\(again)")
        #expect(text(matched.book) == expected[2], "\(again)")
        #expect(matched.counts.rows == 1_500, "\(again)")
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("between them they execute, and meet every reason to reject")
    func coverage() throws {
        var reasons: [String] = []
        for seed in 0..<12 as Range<UInt32> {
            var rows = RowFlow(seed: seed)
            var naive = NaiveOrderFile()
            for _ in 0..<1_500 { naive.apply(line: rows.next(after: naive)[...]) }
            reasons += naive.rejects.map { String($0.drop { $0 != "," }.dropFirst()) }
            #expect(naive.executions.count > 150, "seed \(seed)")
        }
        #expect(
            Set(reasons) == [
                "malformed", "bad_op", "bad_id", "bad_side", "bad_price", "bad_qty",
                "duplicate_id", "unknown_id", "would_cross", "not_fillable",
            ])
    }

    @Test("the naive reading itself: the ends of lines, and the header")
    func naiveItself() throws {
        #expect(NaiveOrderFile([]).map(\.rowCount) == nil)
        #expect(NaiveOrderFile(Array("op,id,side,price\n".utf8)).map(\.rowCount) == nil)
        let file = "op,id,side,price,qty\r\nL,1,B,100,5\r\nL,2,S,100,2\n\nU,1,-,100,2"
        let naive = try #require(NaiveOrderFile(Array(file.utf8)))
        #expect(naive.executions == ["2,1,100,2"] && naive.executionRows == [2])
        #expect(naive.rejects == ["3,malformed"])
        #expect(naive.bookRows.isEmpty && naive.rowCount == 4 && naive.usedIDs == [1, 2])
    }
}
