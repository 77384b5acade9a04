import History
import Persistence
import Primitives
import Testing

@Suite("The whole check of a stored run")
struct RecordCheckTests {
    private let folder: Folder
    private let store: RunStore
    private let run: StoredRun

    init() throws {
        folder = try Folder()
        store = try RunStore(folder("a.db"), for: .writing)
        run = try store.play(.busy(ticks: 25), seed: 11)
    }

    private func fault() throws -> ChainFault? {
        let error = #expect(throws: StoreError.self) { try store.checkRecord(of: run) }
        guard case .broken(let fault)? = error else { return nil }
        return fault
    }

    @Test("a run that is whole holds, with every event shown once")
    func whole() throws {
        var count: Int64 = 0
        let report = try store.checkRecord(of: run) { event in
            #expect(event.sequence == count && event.event != nil)
            count += 1
        }
        #expect(count == run.eventCount && report.eventCount == count && report.isClosed)
        #expect(report.head == RecordHead(sequence: count - 1, hash: run.headHash))
        #expect(report.unknownCount == 0 && report.tick.index == 24)
    }

    @Test("a run without events holds, and has no head")
    func empty() throws {
        let added = try store.add(.busy(ticks: 3), seed: 1)
        let report = try store.checkRecord(of: added)
        #expect(report.eventCount == 0 && report.head == nil && !report.isClosed)
        let head = try #require(RecordHead(sequence: 0, hash: run.headHash))
        #expect(throws: StoreError.self) { try store.checkRecord(of: added, head: head) }
    }

    @Test("a known head has to be there")
    func head() throws {
        let last = run.eventCount - 1
        let head = try #require(RecordHead(sequence: last, hash: run.headHash))
        #expect(try store.checkRecord(of: run, head: head).eventCount == run.eventCount)
        let other = try #require(RecordHead(sequence: last - 1, hash: run.headHash))
        #expect(throws: StoreError.self) { try store.checkRecord(of: run, head: other) }
    }

    @Test(
        "the row of the run has to say the same as its events",
        arguments: [
            ("seed = 12", "runs.seed"), ("ticks = 26", "runs.ticks"),
            ("kind = 'economy'", "runs.kind"), ("name = 'other'", "runs.name"),
            ("ticks_done = 24", "runs.ticks_done"),
            ("event_count = event_count - 1", "row"),
            ("head_hash = scenario_hash", "runs.head_hash"),
            ("scenario = scenario || ' '", "runs.scenario_hash"),
            ("run_id = '0123456789abcdef'", "chain"),
        ])
    func runsRow(change: String, what: String) throws {
        try edit(folder("a.db"), "UPDATE runs SET \(change)")
        #expect(try fault()?.what == what)
    }

    @Test("a tail cut off between two ticks shows in the row of a run that is over")
    func cut() throws {
        try edit(
            folder("a.db"),
            """
            DROP TRIGGER events_stay_with_their_run;
            DELETE FROM events WHERE id = (SELECT max(id) FROM events);
            UPDATE runs SET event_count = event_count - 1,
                head_hash = (SELECT lower(hex(hash)) FROM events ORDER BY id DESC LIMIT 1)
            """)
        #expect(try fault()?.what == "runs.status")
        try edit(folder("a.db"), "UPDATE runs SET status = 'paused'")
        // Cut together with the row, it cannot show: the documentation says so.
        #expect(try !store.checkRecord(of: run).isClosed)
    }

    @Test(
        "a changed column of any row is found at that row",
        arguments: [
            ("tick = tick + 1", "chain"), ("type = 'TICK_START'", "chain"),
            ("agent = coalesce(agent, 0) + 1", "agent"), ("payload = '{}'", "chain"),
            ("prev_hash = zeroblob(32)", "chain"), ("hash = zeroblob(32)", "chain"),
            ("hash = x'00'", "malformed"), ("payload = x'00'", "payload"),
            ("prev_hash = 'text'", "prev_hash"),
        ], [1, 17, 230] as [Int64])
    func column(change: (sql: String, what: String), sequence: Int64) throws {
        try edit(
            folder("a.db"),
            """
            DROP TRIGGER events_are_never_changed;
            UPDATE events SET \(change.sql) WHERE id & 1099511627775 = \(sequence)
            """)
        let fault = try #require(try fault())
        #expect(fault.sequence == sequence && fault.run == 1, "\(fault)")
        #expect(fault.what == change.what, "\(fault)")
    }
}
