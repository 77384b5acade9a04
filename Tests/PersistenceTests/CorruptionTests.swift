import Foundation
import GRDB
import Kernel
import Persistence
import TestSupport
import Testing

@Suite("Whatever is changed in a record is found, and where")
struct CorruptionTests {
    static let unlock = """
        DROP TRIGGER IF EXISTS events_are_never_changed;
        DROP TRIGGER IF EXISTS events_stay_with_their_run;
        """

    /// A stored run whose rows can be edited.
    struct Scene {
        let folder: Folder
        let path: String
        let store: RunStore
        let run: StoredRun
        let queue: DatabaseQueue

        init() throws {
            folder = try Folder()
            path = folder("a.db")
            store = try RunStore(path, for: .writing)
            run = try store.play(.busy(ticks: 25), seed: 11)
            queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: CorruptionTests.unlock) }
        }
    }

    @Test("one bit in any column of any row", arguments: 0..<8 as Range<UInt64>)
    func bitFlips(seed: UInt64) throws {
        let scene = try Scene()
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func below(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        for column in ["tick", "type", "agent", "payload", "prev_hash", "hash"] {
            for _ in 0..<6 {
                let sequence = Int64(below(Int(scene.run.eventCount)))
                let id = 1 << 40 | sequence
                let row = try #require(
                    try scene.queue.read {
                        try Row.fetchOne($0, sql: "SELECT * FROM events WHERE id = \(id)")
                    })
                let original: DatabaseValue = row[column]
                guard let flipped = flip(original, below) else { continue }
                try set(column, of: id, to: flipped, scene)
                let fault = try scene.store.checkChain(of: scene.run).fault
                #expect(fault?.sequence == sequence, "seed \(seed) \(column) \(sequence)")
                #expect(fault?.run == 1 && fault?.expected != fault?.found)
                try set(column, of: id, to: original, scene)
            }
        }
        #expect(try scene.store.checkChain(of: scene.run).fault == nil)
    }

    /// A value that differs in one bit; `nil` where there is none to flip.
    func flip(_ value: DatabaseValue, _ below: (Int) -> Int) -> DatabaseValue? {
        switch value.storage {
        case .int64(let number): return (number ^ (1 << Int64(below(63)))).databaseValue
        case .string(let text):
            var bytes = Array(text.utf8)
            // The lower bits, so that the text is one still.
            bytes[below(bytes.count)] ^= 1 << UInt8(below(5))
            return String(decoding: bytes, as: UTF8.self).databaseValue
        case .blob(let data):
            guard !data.isEmpty else { return Data([1]).databaseValue }
            var bytes = data
            bytes[below(data.count)] ^= 1 << UInt8(below(8))
            return bytes.databaseValue
        case .null: return 0.databaseValue
        case .double: return nil
        }
    }

    func set(_ column: String, of id: Int64, to value: DatabaseValue, _ scene: Scene) throws {
        try scene.queue.write {
            try $0.execute(
                sql: "UPDATE events SET \(column) = ? WHERE id = ?", arguments: [value, id])
        }
    }

    @Test("a bit or a page of the file: reported, or harmless", arguments: 0..<40 as Range<Int>)
    func fileFaults(seed: Int) throws {
        let folder = try Folder()
        let path = folder("a.db")
        let made = try RunStore(path, for: .writing).play(.busy(ticks: 25), seed: 11)
        try edit(path, "PRAGMA wal_checkpoint(TRUNCATE)")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let place = seed * 7_919 * 104_729 % bytes.count
        if seed % 4 == 0 {
            let page = place / 16_384 * 16_384
            bytes.replaceSubrange(page..<(page + 16_384), with: Data(count: 16_384))
        } else {
            bytes[place] ^= 1 << UInt8(seed % 8)
        }
        let damaged = folder("b.db")
        try bytes.write(to: URL(fileURLWithPath: damaged))
        do {
            let store = try RunStore(damaged, for: .reading)
            let faults = try store.checkFile()
            let run = try store.find("last")
            let report = try store.checkChain(of: run)
            let isSame = report.fault == nil && run.headHash == made.headHash
            #expect(isSame || report.fault != nil || !faults.isEmpty, "seed \(seed)")
        } catch {
            #expect(!error.description.isEmpty)
        }
    }

    @Test("a row of runs that cannot be read is told, and not taken for none")
    func badRunsRow() throws {
        let scene = try Scene()
        try edit(
            scene.path,
            "PRAGMA ignore_check_constraints = ON; UPDATE runs SET ticks_done = 'odd'")
        let fault = #expect(throws: StoreError.self) { try scene.store.find("1") }
        #expect(fault?.description.contains("runs.ticks_done has a bad value") == true)
    }

    @Test(
        "a column that the schema has under another name",
        arguments: ["runs": ["scenario", "writer_pid"], "inputs": ["agent", "action"]])
    func renamedColumn(table: String, columns: [String]) throws {
        for column in columns {
            let scene = try Scene()
            try edit(
                scene.path,
                """
                INSERT INTO inputs VALUES (1, 0, 3, NULL, '{}');
                ALTER TABLE \(table) RENAME COLUMN \(column) TO odd
                """)
            #expect(throws: StoreError.self) {
                let store = try RunStore(scene.path, for: .reading)
                _ = try store.inputs(of: store.run(1))
            }
        }
    }

    @Test(
        "rows removed, swapped, doubled, put in, and a head that is another",
        arguments: [
            ("DELETE FROM events WHERE seq = 40", 40, "row"),
            ("DELETE FROM events WHERE seq = 0", 0, "row"),
            ("DELETE FROM events WHERE seq >= 100", 100, "row"),
            ("UPDATE events SET id = id + (1 << 41) WHERE seq = 7", 7, "row"),
            ("UPDATE events SET id = id | (1 << 39) WHERE seq = 7", 7, "row"),
            (
                """
                UPDATE events SET id = (1 << 40) + 99999 WHERE seq = 50;
                UPDATE events SET id = id - 1 WHERE seq = 51;
                UPDATE events SET id = (1 << 40) + 51 WHERE seq = 99999;
                """, 50, "prev_hash"
            ),
            (
                """
                INSERT INTO events (id, tick, type, agent, payload, prev_hash, hash)
                SELECT (1 << 40) + (SELECT event_count FROM runs), tick, type, agent, payload,
                    prev_hash, hash FROM events WHERE seq = 60
                """, -1, "prev_hash"
            ),
            ("UPDATE events SET payload = CAST(payload AS BLOB) WHERE seq = 9", 9, "payload"),
            ("UPDATE events SET hash = NULL WHERE seq = 9", -2, "hash"),
            ("UPDATE events SET tick = '0' || tick WHERE seq = 9", -3, "tick"),
            ("UPDATE events SET agent = NULL WHERE seq = 3", 3, "agent"),
            ("UPDATE runs SET head_hash = hex(zeroblob(32))", -1, "head"),
            ("UPDATE runs SET event_count = event_count + 1", -1, "row"),
            ("UPDATE runs SET run_id = 'ffff000000000000'", 0, "hash"),
        ])
    func edits(sql: String, sequence: Int64, what: String) throws {
        let scene = try Scene()
        if sequence == -2 {
            // The table itself refuses it.
            #expect(throws: DatabaseError.self) { try edit(scene.path, sql) }
            return
        }
        try edit(scene.path, sql)
        let fault = try scene.store.checkChain(of: scene.run).fault
        if sequence == -3 {
            // Its affinity makes a number of it again: harmless.
            #expect(fault == nil)
            return
        }
        #expect(fault?.sequence == (sequence == -1 ? scene.run.eventCount : sequence))
        #expect(fault?.what == what, "\(fault?.description ?? "nothing found")")
        if what != "head" && sequence != -1 {
            #expect(throws: StoreError.self) { try scene.store.rebuild(1) }
        }
    }
}
