import OrderFlow
import Testing

@Suite("Order files: lines, headers and bytes")
struct FileFormTests {
    private let header = OrderFileSession.header

    private func outcome(_ file: [UInt8], pieceSize: Int = 1 << 20) throws -> [String] {
        let matched = try MatchedFile(file, pieceSize: pieceSize)
        return [matched.executions, matched.rejects, matched.book].map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test("outputs have their headers also when there are no rows", arguments: ["", "\n", "\r\n"])
    func noRows(end: String) throws {
        let matched = try MatchedFile(header + end)
        #expect(matched.counts.rows == 0 && matched.counts.resting == 0)
        #expect(String(decoding: matched.executions, as: UTF8.self) == "taker,maker,price,qty\n")
        #expect(String(decoding: matched.rejects, as: UTF8.self) == "seq,reason\n")
        #expect(String(decoding: matched.book, as: UTF8.self) == "side,price,id,qty\n")
    }

    @Test(
        "anything else in the first line is refused, with what was found",
        arguments: [
            "", "\n", "\r\n", "op,id,side,price\n", "op,id,side,price,qty,\n",
            "OP,id,side,price,qty\n", " op,id,side,price,qty\n", "op,id,side,price,qty \n",
            "op,id,side,price,qty\r\r\n", "\u{FEFF}op,id,side,price,qty\n", "L,1,B,100,5\n",
            "op,id,side,price,qtyL,1,B,1,1", "\"op\",\"id\",\"side\",\"price\",\"qty\"\n",
            "\nop,id,side,price,qty\n", "op;id;side;price;qty\n", "taker,maker,price,qty\n",
        ])
    func wrongHeader(file: String) throws {
        for pieceSize in [1, 7, 1_000] {
            #expect {
                try MatchedFile(file, pieceSize: pieceSize)
            } throws: { error in
                let line = file.utf8.prefix { $0 != UInt8(ascii: "\n") }
                let found = (error as? OrderFileSession.WrongHeader)?.found
                return found == String(decoding: line, as: UTF8.self)
                    || found.map { $0 + "\r" } == String(decoding: line, as: UTF8.self)
            }
        }
    }

    @Test("of a huge first line only the beginning is shown")
    func hugeHeader() throws {
        for count in [81, 100_000] {
            let file = [UInt8](repeating: UInt8(ascii: ","), count: count)
            #expect {
                try MatchedFile(file)
            } throws: {
                ($0 as? OrderFileSession.WrongHeader)?.found == String(repeating: ",", count: 80)
            }
        }
    }

    @Test("lines end in \\n or \\r\\n, mixed too, and the last may lack its end")
    func lineEnds() throws {
        let rows = [header, "L,1,B,100,5", "L,2,S,100,2", "C,9,-,0,0", "L,3,S,101,4"]
        let expected = try outcome(Array((rows.joined(separator: "\n") + "\n").utf8))
        #expect(expected[2] == "side,price,id,qty\nB,100,1,3\nS,101,3,4\n")
        for (end, last) in [("\n", ""), ("\r\n", "\r\n"), ("\r\n", ""), ("\r\n", "\n")] {
            let file = rows.joined(separator: end) + last
            #expect(try outcome(Array(file.utf8)) == expected)
        }
        #expect(try outcome(Array(rows.joined(separator: "\r\n").utf8), pieceSize: 1) == expected)
    }

    @Test("one return belongs to the end of a line, a second one to its last field")
    func twoReturns() throws {
        let matched = try MatchedFile(header + "\nL,1,B,100,5\r\r\nC,1,-,0,0\r\r\nL,2,B,1,1\r")
        #expect(
            String(decoding: matched.rejects, as: UTF8.self)
                == "seq,reason\n1,bad_qty\n2,unknown_id\n")
        #expect(matched.counts.resting == 1)
    }

    @Test("a blank line is a row with one field")
    func blankLines() throws {
        let matched = try MatchedFile(header + "\n\nL,1,B,100,5\n\r\n\n")
        #expect(matched.counts.rows == 4 && matched.counts.resting == 1)
        #expect(
            String(decoding: matched.rejects, as: UTF8.self)
                == "seq,reason\n1,malformed\n3,malformed\n4,malformed\n")
    }

    @Test("every byte is refused in its place, or ends its line, and never ends the run")
    func everyByte() throws {
        for byte in UInt8.min...UInt8.max {
            let rows: [[UInt8]] = [
                [byte], [byte] + Array(",1,B,1,1".utf8), Array("L,".utf8) + [byte] + [44, 66],
                Array("L,1,B,1,1".utf8) + [byte], Array("C,1,-,0,".utf8) + [byte, byte],
            ]
            let file = Array((header + "\n").utf8) + rows.joined(separator: [UInt8(ascii: "\n")])
            let naive = try #require(NaiveFile(file), "byte \(byte)")
            #expect(try outcome(file) == naive.outputs, "byte \(byte)")
        }
    }

    @Test("lines longer than any buffer are told apart as short ones are")
    func hugeLines() throws {
        let long = String(repeating: "9", count: 200_000)
        let rows = [
            long, "L,1,B,\(long),1", "\(long),1,B,1,1", "L,\(long),B,1,1", "L,1,\(long),1,1",
            "L,1,B,1,\(long)", "L,1,B,1,1,\(long)",
            "L,1,B,1,1\(String(repeating: ",", count: 99_999))",
            "L,1,B,7,5", "M,2,S,\(long),1", "R,1,\(long),\(long),1",
            "L,3,B,\(String(repeating: "0", count: 100_000))8,1", "C,1,\(long),\(long),\(long)",
            "L,4,B,5,1",
        ]
        let file = Array((header + "\n" + rows.joined(separator: "\n")).utf8)
        let naive = try #require(NaiveFile(file))
        #expect(naive.outputs[2] == "side,price,id,qty\nB,5,4,1\n")
        for pieceSize in [1, 4_093, 65_536, 1 << 24] {
            #expect(try outcome(file, pieceSize: pieceSize) == naive.outputs, "\(pieceSize)")
        }
    }

    @Test("outputs that are not asked for are counted all the same")
    func withoutOutputs() throws {
        var session = OrderFileSession(executions: nil, rejects: nil)
        let file = Array((header + "\nL,1,B,1,1\nM,2,S,0,1\nx\n").utf8)
        try file.withUnsafeBytes { try session.read($0) }
        let counts = try session.finish()
        #expect(counts.rows == 3 && counts.rejected == 1 && counts.executions == 1)
    }

    @Test("a failing output ends the run with its error")
    func failingOutput() throws {
        struct Full: Error {}
        final class Broken: ByteSink {
            func write(_ bytes: UnsafeRawBufferPointer) throws { throw Full() }
        }
        let rows = Array((header + "\nL,1,B,1,1\nM,2,S,0,1\n").utf8)
        #expect(throws: Full.self) {
            var session = OrderFileSession(executions: Broken(), rejects: nil)
            try rows.withUnsafeBytes { try session.read($0) }
            _ = try session.finish()
        }
        #expect(throws: Full.self) {
            var session = OrderFileSession(executions: nil, rejects: nil)
            try rows.withUnsafeBytes { try session.read($0) }
            _ = try session.finish()
            try session.writeBook(to: Broken())
        }
        #expect(throws: Full.self) {
            var session = OrderFileSession(executions: nil, rejects: Broken())
            let many = rows + [UInt8](repeating: UInt8(ascii: "\n"), count: 10_000)
            try many.withUnsafeBytes { try session.read($0) }
        }
    }
}
