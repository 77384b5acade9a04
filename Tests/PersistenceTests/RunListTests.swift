import Foundation
import GRDB
import Kernel
import Persistence
import TestSupport
import Testing

@Suite("The runs of a store")
struct RunListTests {
    func new(_ runID: String) -> NewRun {
        NewRun(
            runID: runID, scenario: "name: x\n", name: "x", kind: "exchange",
            seed: 4_294_967_295, ticks: 9, engineVersion: "test")
    }

    @Test("a run is found by number, by prefix and as the last")
    func find() throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        #expect(throws: StoreError.unknownRun(name: "last")) { try store.find("last") }
        let ids = ["00010000aaaaaaaa", "abcd000000000000", "abcd000000000000", "abce000000000000"]
        for id in ids { _ = try store.create(new(id)) }
        #expect(try store.runs().map(\.runID) == ids)
        #expect(try store.find("last").run == 4)
        #expect(try store.find("2").run == 2)
        #expect(try store.find("0001").run == 1, "a number, though a prefix as well")
        #expect(try store.find("00010000").run == 1, "no such number, but a prefix")
        #expect(try store.find("abcd").run == 3, "the newest of several repetitions")
        #expect(try store.find("abce0").run == 4)
        for name in ["", "5", "abc", "abcf", "ABCD", "abcd%", "abcd' OR 1", "-1", "lastly"] {
            #expect(throws: StoreError.unknownRun(name: name)) { try store.find(name) }
        }
        _ = try store.create(new("abcd100000000000"))
        #expect(
            throws: StoreError.ambiguousRun(
                name: "abcd", runIDs: ["abcd000000000000", "abcd100000000000"])
        ) { try store.find("abcd") }
    }

    @Test("a row gives back what the run was made from")
    func row() throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        var origin = new("0123456789abcdef")
        origin.scenario = "name: \"x'); DROP TABLE runs; --\"\n é\n"
        let made = try store.create(origin)
        #expect(made.origin == origin && made.run == 1 && made.status == .created)
        #expect(made.headHash == "" && made.eventCount == 0 && made.scenarioHash.count == 64)
        try store.setStatus(.paused, of: 1)
        #expect(try store.run(1).status == .paused)
        #expect(throws: StoreError.unknownRun(name: "2")) { try store.setStatus(.paused, of: 2) }
    }

    @Test("a deleted run is gone with all its rows, and its number is not used again")
    func delete() throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        let first = try store.play(.busy(ticks: 20), seed: 1)
        let second = try store.play(.busy(ticks: 20), seed: 2)
        try store.rebuild(first.run)
        try store.rebuild(second.run)
        try store.delete(second.run)
        let tables = ["events", "agents", "trades", "orders"]
        for table in tables {
            let runs = try DatabaseQueue(path: folder("a.db")).read {
                try Int64.fetchAll($0, sql: "SELECT DISTINCT run FROM \(table)")
            }
            #expect(runs == [first.run], "\(table)")
        }
        #expect(try store.checkChain(of: first).fault == nil)
        #expect(try store.add(.busy(ticks: 1), seed: 9).run == 3)
        #expect(throws: StoreError.unknownRun(name: "2")) { try store.delete(2) }
    }

    @Test("a second writer is refused with the process of the first, which leaves no stale lock")
    func oneWriter() throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        let run = try store.add(.busy(ticks: 1), seed: 1).run
        #expect(try store.writer(of: run) == nil)
        var writer: RunWriter? = try RunWriter(store, run: run)
        let pid = try store.writer(of: run)
        #expect(pid == getpid())
        let other = try RunStore(folder("a.db"), for: .writing)
        let refusal = StoreError.alreadyWritten(run: run, pid: pid)
        #expect(throws: refusal) { try RunWriter(other, run: run) }
        #expect(throws: refusal) { try other.delete(run) }
        #expect(throws: refusal) { try other.rebuild(run) }
        #expect(throws: refusal) { try other.setStatus(.completed, of: run) }
        // Another run of the same store is free.
        try RunWriter(other, run: try store.add(.busy(ticks: 1), seed: 2).run).finish(.paused)
        #expect(writer != nil)
        writer = nil
        #expect(try store.run(run).status == .running, "it died without a word")
        #expect(try store.writer(of: run) == nil)
        try RunWriter(other, run: run).finish(.paused)
        #expect(try store.run(run).status == .paused)
    }

    @Test(
        "a damaged row is a fault and no trap",
        arguments: [
            "run_id = x'ff'", "seed = 'x'", "ticks_done = 'many'", "event_count = 1.5",
            "status = NULL", "head_hash = 7", "writer_pid = 1 << 40", "seed = -1",
        ])
    func damaged(change: String) throws {
        let folder = try Folder()
        let path = folder("a.db")
        let store = try RunStore(path, for: .writing)
        _ = try store.create(new("0123456789abcdef"))
        try edit(
            path,
            """
            PRAGMA ignore_check_constraints = ON;
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE name = 'runs';
            """)
        try edit(path, "PRAGMA ignore_check_constraints = ON; UPDATE runs SET \(change)")
        do {
            let run = try RunStore(path, for: .reading).find("last")
            #expect(throws: Never.self) { try store.checkChain(of: run) }
        } catch {
            #expect("\(error)".hasPrefix(path))
        }
    }
}
