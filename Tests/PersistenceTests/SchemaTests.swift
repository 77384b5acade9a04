import GRDB
import Kernel
import Persistence
import TestSupport
import Testing

@Suite("The tables of a store")
struct SchemaTests {
    @Test("a new store has large pages, a log beside it, our mark and every migration")
    func newStore() throws {
        let folder = try Folder()
        let path = folder("a.db")
        let store = try RunStore(path, for: .writing)
        #expect(try value(path, "PRAGMA page_size") == 16_384)
        #expect(try value(path, "PRAGMA journal_mode") == "wal")
        #expect(try value(path, "PRAGMA application_id") == 0x4354_4C58)
        let migrations = try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
        }
        // Append to this list; never change what stands in it.
        #expect(
            migrations == [
                "1 runs and events", "2 derived tables", "3 snapshots and idempotency",
                "4 views", "5 economies", "6 served runs", "7 market events",
            ])
        #expect(try store.runs().isEmpty)
        #expect(folder.files.allSatisfy { $0.hasPrefix("a.db") && !$0.contains("new") })
    }

    @Test("a store that lacks later migrations gets them, when it is opened to be written")
    func migrates() throws {
        let folder = try Folder()
        let path = folder("a.db")
        _ = try RunStore(path, for: .writing).play(.busy(ticks: 5), seed: 1)
        try edit(
            path,
            """
            DROP VIEW run_events; DROP VIEW trade_numbers; DROP VIEW order_numbers;
            DROP VIEW metric_numbers; DROP VIEW book_numbers;
            DELETE FROM grdb_migrations WHERE identifier = '4 views';
            """)
        #expect(throws: StoreError.older(path: path)) { try RunStore(path, for: .reading) }
        let store = try RunStore(path, for: .writing)
        #expect(try store.checkChain(of: try store.find("last")).fault == nil)
        #expect(try value(path, "SELECT count(*) > 0 FROM run_events") == true)
    }

    @Test(
        "events and inputs are neither changed nor deleted while their run is listed",
        arguments: [
            "UPDATE events SET tick = tick + 1", "UPDATE events SET hash = hash",
            "DELETE FROM events", "DELETE FROM events WHERE id = (1 << 40)",
            "UPDATE inputs SET action = '{}'", "DELETE FROM inputs",
        ])
    func appendOnly(sql: String) throws {
        let folder = try Folder()
        let path = folder("a.db")
        let store = try RunStore(path, for: .writing)
        let run = try store.play(.busy(ticks: 3), seed: 1)
        try edit(path, "INSERT INTO inputs VALUES (1, 0, 0, 1, '{\"a\":1}')")
        let error = #expect(throws: DatabaseError.self) { try edit(path, sql) }
        #expect(error?.message?.hasSuffix("are append-only") == true)
        #expect(try store.checkChain(of: run).fault == nil)
    }

    @Test("the derived tables follow from the events, as often as they are made")
    func rebuild() throws {
        let folder = try Folder()
        let path = folder("a.db")
        let store = try RunStore(path, for: .writing)
        let run = try store.play(.busy(ticks: 80), seed: 7)
        #expect(run.derivedCount == 0)
        for _ in 0..<2 {
            try store.rebuild(run.run)
            #expect(try store.run(run.run).derivedCount == run.eventCount)
            let agrees: [(String, String)] = [
                ("trades", "TRADE_EXECUTED"), ("orders", "ORDER_PLACED"),
                ("agents", "AGENT_CREATED"),
                ("agents WHERE bankrupt_at_tick IS NOT NULL", "AGENT_BANKRUPT"),
                ("orders WHERE status = 'cancelled'", "ORDER_CANCELLED"),
                ("orders WHERE status = 'expired'", "ORDER_EXPIRED"),
            ]
            for (rows, type) in agrees {
                let count: Int? = try value(path, "SELECT count(*) FROM \(rows)")
                let events: Int? = try value(
                    path, "SELECT count(*) FROM events WHERE type = '\(type)'")
                #expect(count == events, "\(rows)")
            }
        }
        // Placed is filled and open, where nothing was changed or given up.
        let odd: Int? = try value(
            path,
            """
            SELECT count(*) FROM order_numbers WHERE status IN ('open', 'filled')
                AND abs(quantity - filled - open) > 1e-6
                AND NOT EXISTS (SELECT 1 FROM events WHERE type = 'ORDER_REPLACED'
                    AND json_extract(payload, '$.order_id') = order_id)
            """)
        #expect(odd == 0)
        let filled: Double? = try value(path, "SELECT sum(filled) FROM order_numbers")
        let traded: Double? = try value(path, "SELECT 2 * sum(quantity) FROM trade_numbers")
        #expect(abs((filled ?? 0) - (traded ?? -1)) < 1e-6)
    }

    @Test("a tool that knows SQL alone can draw from it")
    func views() throws {
        let folder = try Folder()
        let path = folder("a.db")
        let store = try RunStore(path, for: .writing)
        _ = try store.play(.busy(ticks: 5), seed: 2)
        let run = try store.play(.busy(ticks: 30), seed: 7)
        try store.rebuild(run.run)
        let head: String? = try value(
            path,
            "SELECT hash FROM run_events WHERE run_id = '\(run.runID)' ORDER BY seq DESC LIMIT 1")
        #expect(head == run.headHash)
        let first: String? = try value(
            path, "SELECT prev_hash FROM run_events WHERE run = 2 AND seq = 0")
        #expect(first == "GENESIS")
        let price: String? = try value(path, "SELECT typeof(price) FROM trade_numbers LIMIT 1")
        #expect(price == "real")
        let parsed: String? = try value(
            path,
            "SELECT typeof(json_extract(payload, '$.order_id')) FROM events "
                + "WHERE type = 'ORDER_PLACED' LIMIT 1")
        #expect(parsed == "integer")
        // A filter on the run is a range of ids, not a walk through all runs.
        let plan = try DatabaseQueue(path: path).read {
            try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN SELECT * FROM run_events WHERE run = 2")
                .map { $0["detail"] as String }
        }
        #expect(!plan.isEmpty && plan.allSatisfy { $0.contains("SEARCH") }, "\(plan)")
    }
}
