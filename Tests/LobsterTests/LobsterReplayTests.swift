import Testing

@testable import OrderFlow

@Suite("Replay of a message file")
struct LobsterReplayTests {
    @Test("each type does what it says, and every message has a row")
    func types() throws {
        let replay = try Replayed([
            "1,11,50,1000,1",  // bid 50 @ 1000
            "1,12,30,1010,-1",  // ask 30 @ 1010
            "1,13,20,1010,-1",  // and 20 behind it
            "2,12,10,1010,-1",  // ten less
            "4,12,20,1010,-1",  // the rest trades
            "5,0,100,1005,-1",  // hidden: nothing to see
            "6,0,500,1005,1",  // a cross: nothing either
            "7,0,0,-1,-1",  // nor does a halt
            "3,13,20,1010,-1",  // the ask is empty
            "3,11,50,1000,1",  // and so is the bid
        ])
        #expect(
            replay.book == [
                "9999999999,0,1000,50", "1010,30,1000,50", "1010,50,1000,50",
                "1010,40,1000,50", "1010,20,1000,50", "1010,20,1000,50", "1010,20,1000,50",
                "1010,20,1000,50", "9999999999,0,1000,50", "9999999999,0,-9999999999,0",
            ])
        #expect(replay.rejects.isEmpty && replay.report.inferences == LobsterInferences())
        #expect(replay.report.statistics.countsByType == [3, 1, 2, 1, 1, 1, 1])
        #expect(replay.report.statistics.visibleShares == 20)
        #expect(replay.report.statistics.hiddenShares == 100)
    }

    @Test("levels are best first, ask and bid in turn, empty ones filled up")
    func levels() throws {
        let replay = try Replayed(
            ["1,1,5,1010,-1", "1,2,6,1000,1", "1,3,7,1005,-1", "1,4,8,1020,-1"], levels: 3)
        #expect(
            replay.book.last == "1005,7,1000,6,1010,5,-9999999999,0,1020,8,-9999999999,0")
    }

    @Test("the first row of the orderbook file is the book after the first message")
    func seeding() throws {
        let replay = try Replayed(
            ["1,7,18,1000,1", "3,7,18,1000,1", "1,8,1,1001,1"], levels: 2,
            snapshot: ["1010,30,1000,58,1020,5,990,7"])
        #expect(
            replay.book == [
                "1010,30,1000,58,1020,5,990,7", "1010,30,1000,40,1020,5,990,7",
                "1010,30,1001,1,1020,5,1000,40",
            ])
        #expect(replay.report.inferences.seededLevels == .init(count: 4, shares: 82))
    }

    @Test("what the first message took away is put back")
    func undo() throws {
        let replay = try Replayed(
            ["4,9,10,1010,-1", "3,9,20,1010,-1"], snapshot: ["1010,20,1000,5"])
        #expect(replay.book == ["1010,20,1000,5", "9999999999,0,1000,5"])
        #expect(replay.report.inferences.takenFromSeed == .init(count: 2, shares: 30))
    }

    @Test("orders that only later messages name rest from the start, behind the first row")
    func older() throws {
        let replay = try Replayed(
            ["5,0,1,1005,1", "3,21,20,1010,-1", "2,22,4,1030,-1", "3,22,6,1030,-1"],
            snapshot: ["1010,20,1000,5"])
        #expect(
            replay.book == [
                "1010,20,1000,5", "1030,10,1000,5", "1030,6,1000,5", "9999999999,0,1000,5",
            ])
        #expect(replay.report.inferences.olderOrders == .init(count: 1, shares: 10))
        #expect(replay.report.inferences.takenFromSeed == .init(count: 1, shares: 20))
    }

    @Test("what was not there to be seen changes nothing but a count")
    func neverSeen() throws {
        let replay = try Replayed(
            ["5,0,1,1005,1", "3,31,9,1000,1", "3,32,3,1001,1"], snapshot: ["1010,20,1000,5"])
        #expect(replay.book.last == "1010,20,-9999999999,0")
        #expect(replay.report.inferences.takenFromSeed == .init(count: 1, shares: 5))
        #expect(replay.report.inferences.neverSeen == .init(count: 2, shares: 7))
    }

    @Test("what the market has passed by is gone")
    func passedBy() throws {
        let snapshot = ["1010,20,1000,5"]
        let executed = try Replayed(
            ["1,1,3,990,1", "4,1,3,990,1"], snapshot: snapshot)
        #expect(executed.book.last == "1010,20,-9999999999,0")
        #expect(executed.report.inferences.passedBy == .init(count: 1, shares: 5))
        let crossed = try Replayed(["5,0,1,1005,1", "1,2,3,1010,1"], snapshot: snapshot)
        #expect(crossed.book.last == "9999999999,0,1010,3")
        #expect(crossed.report.inferences.passedBy == .init(count: 1, shares: 20))
    }

    @Test("a message that contradicts its order is believed its shares")
    func contradictions() throws {
        let replay = try Replayed([
            "1,1,10,1000,1", "3,1,4,1000,1", "1,2,10,1000,1", "2,2,99,1000,1",
            "1,3,10,1000,1", "2,3,4,999,-1",
        ])
        #expect(replay.report.inferences.contradictions.count == 3)
        #expect(replay.book.last == "9999999999,0,1000,6")
        #expect(replay.book[1] == "9999999999,0,-9999999999,0")
    }

    @Test("a bad row is left out, listed, and has its row in the book")
    func badRows() throws {
        let replay = try Replayed(
            ["1,1,10,1000,1", "nonsense", "1,1,10,1000,1", "9,1,1,1,1", "1,2,5,1000,1"])
        #expect(replay.rejects == ["2,malformed", "3,duplicate_id", "4,bad_type"])
        #expect(replay.report.rejected == 3 && replay.report.rows == 5)
        #expect(
            replay.book == Array(repeating: "9999999999,0,1000,10", count: 4)
                + ["9999999999,0,1000,15"])
        #expect(replay.report.statistics.countsByType[0] == 2)
    }

    @Test("no messages are no rows")
    func empty() throws {
        let replay = try Replayed([], snapshot: ["1010,20,1000,5"])
        #expect(replay.book.isEmpty && replay.report.comparison?.rowsLeft == 1)
        #expect(replay.report.statistics.eventSpread == nil)
        #expect(replay.report.statistics.text.contains("mean spread, events  - ticks"))
    }

    @Test("numbers at the ends of their ranges neither wrap nor trap")
    func extremes() throws {
        let many = "999999999", high = "9999999998"
        let replay = try Replayed(
            [
                "86400,1,9223372036854775807,\(many),\(high),-1",
                "86400,1,9223372036854775806,\(many),\(high),-1",
                "86400,1,3,\(many),1,1", "86400,4,3,\(many),1,1",
                "86400,4,4,\(many),\(high),1",
            ], snapshot: ["\(high),1000000000000000,1,1000000000000000"])
        #expect(replay.book[1] == "\(high),1000000999999999,1,1000000000000000")
        #expect(replay.report.rejected == 0)
    }
}
