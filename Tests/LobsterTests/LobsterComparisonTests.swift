import Primitives
import Testing

@testable import OrderFlow

@Suite("Comparison with an orderbook file")
struct LobsterComparisonTests {
    private let messages = ["1,1,10,1000,1", "1,2,20,990,1", "3,1,10,1000,1"]

    @Test("rows are compared one by one, the first differences are listed")
    func rowByRow() throws {
        let replay = try Replayed(
            messages, levels: 1,
            reference: [
                "9999999999,0,1000,10", "9999999999,0,1000,11", "9999999999,0,990,20",
            ])
        let found = try #require(replay.report.comparison)
        #expect(found.rows == 3 && found.differing == 1 && found.consistent == 1)
        let difference = try #require(found.differences.first)
        #expect(difference.row == 2 && difference.message == 2 && difference.side == .bid)
        #expect(difference.replayed == "1000 x 10" && difference.given == "1000 x 11")
        #expect(replay.report.checkText.contains("rows that differ  1\n"))
        #expect(replay.report.checkText.contains("row 2 (message 2): bid 1 is 1000 x 10"))
    }

    @Test("a file of fewer levels has rows only for what touches them")
    func fewerLevels() throws {
        let replay = try Replayed(
            messages, levels: 2, reference: ["9999999999,0,1000,10", "9999999999,0,990,20"])
        let found = try #require(replay.report.comparison)
        #expect(found.levels == 1 && found.rows == 2 && found.differing == 0)
        #expect(found.consistent == 2 && found.messagesLeft == 0 && found.rowsLeft == 0)
        #expect(replay.report.statistics.isOfGivenBook)
        #expect(replay.report.statistics.touchingByType == [1, 0, 1, 0, 0, 0, 0])
    }

    @Test("rows and messages that are left over are counted")
    func leftOver() throws {
        let short = try Replayed(messages, reference: ["9999999999,0,1000,10"])
        #expect(short.report.comparison?.messagesLeft == 1)
        #expect(!short.report.statistics.isOfGivenBook)
        let long = try Replayed(
            messages, reference: Array(repeating: "9999999999,0,1000,10", count: 5))
        #expect(long.report.comparison?.rowsLeft == 3)
    }

    @Test("a row that is none differs and is counted")
    func unreadable() throws {
        let replay = try Replayed(
            messages, reference: ["9999999999,0,1000,10", "x", "9999999999,0,990,20"])
        let found = try #require(replay.report.comparison)
        #expect(found.unreadable == 1 && found.differing == 1 && found.rows == 3)
    }

    @Test(
        "a first row that is none is refused",
        arguments: [
            "", "1,2,3", "1010,20,1000", "1010,0,1000,5", "1010,20,1000,5,1005,1,990,1",
            "1010,20,1000,5,1020,1,1000,1", "9999999999,5,1000,5", "-9999999999,0,1000,5",
            "9999999999,0,1000,5,1020,1,990,1", "1010,20,1000,5,", "1e3,20,1000,5",
        ])
    func wrongFirstRow(row: String) {
        #expect(throws: LobsterBookFile.WrongFirstRow.self) { try Replayed.file([row]) }
    }

    @Test("what comes into sight from behind may be anything, what is known may not")
    func follows() {
        func row(_ asks: [(Int64, Int64)]) -> LobsterBookRow {
            LobsterBookRow(asks: asks.map { LobsterLevel(price: $0, shares: $1) })
        }
        let before = row([(10, 5), (11, 5)])
        let deletion = LobsterMessage(
            nanoseconds: 0, kind: .deletion, id: 1, shares: 5, price: 10, side: .ask)
        #expect(row([(11, 5), (15, 1)]).follows(before, deletion, levels: 2))
        #expect(row([(11, 5)]).follows(before, deletion, levels: 2))
        #expect(!row([(11, 4), (15, 1)]).follows(before, deletion, levels: 2))
        #expect(!before.follows(before, deletion, levels: 2))
        #expect(!row([(11, 5), (15, 1)]).follows(before, deletion, levels: 3))
        let submission = LobsterMessage(
            nanoseconds: 0, kind: .submission, id: 1, shares: 5, price: 9, side: .ask)
        #expect(row([(9, 5), (10, 5)]).follows(before, submission, levels: 2))
    }
}
