import Analytics
import Foundation
import GRDB
import History
import MarketModel
import Persistence
import Primitives
import Testing

@Suite("What follows from a run's events")
struct DerivedTests {
    private let folder: Folder
    private let store: RunStore
    private let run: StoredRun

    init() throws {
        folder = try Folder()
        store = try RunStore(folder("a.db"), for: .writing)
        run = try store.play(.busy(ticks: 45), seed: 7)
    }

    private func count(_ sql: String) throws -> Int64 {
        try #require(try value(folder("a.db"), sql))
    }

    private func texts(_ sql: String) throws -> [String] {
        try DatabaseQueue(path: folder("a.db")).read { try String.fetchAll($0, sql: sql) }
    }

    @Test("the tables hold a row for every agent, trade and order, and say what they cover")
    func rows() throws {
        #expect(try store.run(run.run).derivedCount == 0)
        let report = try store.rebuild(run.run)
        #expect(report.eventCount == run.eventCount && report.isClosed)
        #expect(try store.run(run.run).derivedCount == run.eventCount)
        for (table, type) in [
            ("agents", "AGENT_CREATED"), ("trades", "TRADE_EXECUTED"), ("orders", "ORDER_PLACED"),
        ] {
            let events = try count("SELECT count(*) FROM events WHERE type = '\(type)'")
            #expect(try count("SELECT count(*) FROM \(table)") == events && events > 0)
        }
        let ruined = try count("SELECT count(*) FROM agents WHERE bankrupt_at_tick IS NOT NULL")
        #expect(try ruined == count("SELECT count(*) FROM events WHERE type = 'AGENT_BANKRUPT'"))
    }

    @Test("of every order what was placed is filled, open, or given up")
    func orders() throws {
        try store.rebuild(run.run)
        let wrong = try count(
            """
            SELECT count(*) FROM orders WHERE (status = 'open') = (closed_at_tick IS NOT NULL)
                OR (status = 'filled' AND CAST(open AS REAL) <> 0)
                OR (status = 'cancelled') <> (reason IS NOT NULL)
            """)
        #expect(wrong == 0)
        let filled = try texts("SELECT filled FROM orders").map { try Amount(parsing: $0).units }
        let traded = try texts("SELECT quantity FROM trades").map { try Amount(parsing: $0).units }
        #expect(filled.reduce(0, +) == 2 * traded.reduce(0, +))
        let open = try count("SELECT count(*) FROM orders WHERE status = 'open'")
        #expect(open > 0)
    }

    @Test("metrics come every so many ticks and at the end, where they are those of the summary")
    func metrics() throws {
        try store.rebuild(run.run)
        let ticks = try texts("SELECT DISTINCT tick FROM metrics_snapshots ORDER BY tick")
        #expect(ticks == ["9", "19", "29", "39", "44"])
        var analyzer: RunAnalyzer?
        _ = try store.checkRecord(of: run) { checked in
            if case .runCreated(let origin)? = checked.event {
                let market = try MarketDescription(recordedIn: origin.scenario)
                analyzer = RunAnalyzer(market: market, ticksPerYear: 1)
            }
            if let event = checked.event { analyzer?.consume(event, in: checked.tick) }
        }
        let agents = try #require(analyzer?.summary().agents)
        let rows = try DatabaseQueue(path: folder("a.db")).read {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM metrics_snapshots WHERE tick = 44 ORDER BY agent")
        }
        #expect(rows.count == agents.count)
        for (row, agent) in zip(rows, agents) {
            #expect(row["cash"] == agent.cash.description)
            #expect(row["equity"] == agent.equity.description)
            #expect(row["pnl"] == agent.profit.description)
            #expect(row["trades"] == agent.trades && row["orders"] == agent.orders)
            #expect(row["rejections"] == agent.rejections)
            let (peak, equity): (String, String) = (row["high_water_mark"], row["equity"])
            #expect(try Amount(parsing: peak).units >= Amount(parsing: equity).units)
            let (fall, worst): (String, Double?) = (row["drawdown"], agent.maximumDrawdown)
            #expect(try #require(Double(fall)) <= (worst ?? 1) + 1e-8)
        }
    }

    @Test("books are kept where they are asked for, best level first, never crossed")
    func books() throws {
        try store.rebuild(run.run)
        #expect(try count("SELECT count(*) FROM book_snapshots") == 0)
        try store.rebuild(run.run, DerivedOptions(bookEveryTicks: 5, bookLevels: 3))
        #expect(try count("SELECT count(DISTINCT tick) FROM book_snapshots") == 9)
        #expect(try count("SELECT max(level) FROM book_snapshots") == 3)
        let crossed = try count(
            """
            SELECT count(*) FROM book_numbers AS bid JOIN book_numbers AS ask
                USING (run, tick, instrument)
            WHERE bid.side = 'bid' AND ask.side = 'ask' AND bid.price >= ask.price
            """)
        #expect(crossed == 0)
        let disordered = try count(
            """
            SELECT count(*) FROM book_numbers AS one JOIN book_numbers AS next
                USING (run, tick, instrument, side)
            WHERE next.level = one.level + 1
                AND (side = 'bid') <> (next.price < one.price)
            """)
        #expect(disordered == 0)
    }

    @Test("rebuilding again gives the same rows, and leaves other runs alone")
    func again() throws {
        let other = try store.play(.busy(ticks: 12), seed: 8)
        try store.rebuild(other.run)
        try store.rebuild(run.run)
        func dump() throws -> [String] {
            try DerivedTable.allCases.flatMap { table in
                let columns = table.columns.map { "quote(\($0))" }.joined(separator: " || ")
                return try texts("SELECT run || \(columns) FROM \(table.rawValue) ORDER BY 1")
            }
        }
        let before = try dump()
        try store.rebuild(run.run)
        #expect(try dump() == before && before.count > 100)
    }

    @Test("a record that does not hold derives nothing, and the tables stay as they were")
    func broken() throws {
        try store.rebuild(run.run)
        let before = try count("SELECT count(*) FROM trades")
        try edit(
            folder("a.db"),
            """
            DROP TRIGGER events_are_never_changed;
            UPDATE events SET tick = tick + 1 WHERE id & 1099511627775 = 40
            """)
        let fault = #expect(throws: StoreError.self) { try store.rebuild(run.run) }
        guard case .broken(let place)? = fault else {
            Issue.record("found \(String(describing: fault))")
            return
        }
        #expect(place.sequence == 40)
        #expect(try count("SELECT count(*) FROM trades") == before)
    }
}
