import Primitives
import Testing

@testable import OrderFlow

@Suite("Rows of a message file")
struct LobsterMessageTests {
    private func read(_ row: String) throws -> LobsterMessage {
        try Array(row.utf8).withUnsafeBytes { try LobsterMessage(line: $0) }
    }

    @Test("a row is read exactly")
    func fields() throws {
        let message = try read("34200.004241176,1,16113575,18,5853300,1")
        #expect(message.nanoseconds == 34_200_004_241_176)
        #expect(message.kind == .submission && message.id == 16_113_575)
        #expect(message.shares == 18 && message.price == 5_853_300 && message.side == .bid)
        #expect(try read("0,5,0,1,1,-1").side == .ask)
    }

    @Test(
        "times are whole nanoseconds",
        arguments: [
            ("34200", 34_200_000_000_000), ("34200.5", 34_200_500_000_000), ("0.000000001", 1),
            ("86400", 86_400_000_000_000), ("35821.088778456004", 35_821_088_778_456),
            ("0.0000000019", 2), ("0.9999999999", 1_000_000_000),
        ] as [(String, Int64)])
    func times(text: String, nanoseconds: Int64) throws {
        #expect(try read("\(text),3,1,1,1,1").nanoseconds == nanoseconds)
    }

    @Test(
        "a bad row says what is wrong first",
        arguments: [
            ("", .malformed), ("1,1,1,1,1", .malformed), ("1,1,1,1,1,1,", .malformed),
            ("x,9,1,1,1,1", .badTime), (",1,1,1,1,1", .badTime), ("-1,1,1,1,1,1", .badTime),
            ("1.,1,1,1,1,1", .badTime), (".5,1,1,1,1,1", .badTime),
            ("3.42e4,1,1,1,1,1", .badTime), ("86401,1,1,1,1,1", .badTime),
            ("01,1,1,1,1,1", .badTime), ("1,0,1,1,1,1", .badType), ("1,8,0,1,1,1", .badType),
            ("1,11,1,1,1,1", .badType), ("1,,1,1,1,1", .badType), ("1,1,0,1,1,1", .badID),
            ("1,1,-5,1,1,1", .badID), ("1,1,9223372036854775808,1,1,1", .badID),
            ("1,3,1,0,1,1", .badSize), ("1,1,1,1000000000,1,1", .badSize),
            ("1,4,1,1.5,1,1", .badSize), ("1,1,1,1,0,1", .badPrice),
            ("1,1,1,1,-1,1", .badPrice), ("1,1,1,1,9999999999,1", .badPrice),
            ("1,1,1,1,1,0", .badDirection), ("1,1,1,1,1,B", .badDirection),
            ("1,1,1,1,1, 1", .badDirection),
        ] as [(String, LobsterRejection)])
    func bad(row: String, reason: LobsterRejection) throws {
        #expect(throws: reason) { try read(row) }
    }

    @Test("a halt may have a code where others have a price")
    func halt() throws {
        #expect(try read("1,7,0,0,-1,-1").price == -1)
        #expect(try read("1,6,0,500,5850000,1").kind == .crossTrade)
    }

    @Test("a time that goes back is a bad row")
    func backwards() throws {
        let replay = try Replayed(["2,1,1,5,100,1", "1,1,2,5,100,1", "2,1,3,5,100,1"])
        #expect(replay.rejects == ["2,bad_time"])
        #expect(replay.book.last == "9999999999,0,100,10")
    }

    @Test("pieces of any length, and line ends of any kind, read the same", arguments: 1...40)
    func pieces(length: Int) throws {
        let bytes = Array("1,1,1,5,100,1\r\n2,1,2,5,101,1\n3,5,0,5,101,-1".utf8)
        var file = LobsterMessageFile()
        for start in stride(from: 0, to: bytes.count, by: length) {
            bytes[start..<min(start + length, bytes.count)].withUnsafeBytes { file.read($0) }
        }
        file.finish()
        let kinds = file.rows.compactMap { $0.message?.kind }
        #expect(kinds == [.submission, .submission, .hiddenExecution])
    }
}
