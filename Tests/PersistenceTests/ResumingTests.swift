import Determinism
import Kernel
import Persistence
import Runner
import Testing

@Suite("Snapshots of a stored run")
struct StoredSnapshotTests {
    private let folder: Folder
    private let store: RunStore
    private let run: StoredRun

    init() throws {
        folder = try Folder()
        store = try RunStore(folder("runs.db"), for: .writing)
        run = try store.play(.busy(ticks: 60), seed: 2)
    }

    private func snapshot(of events: Int64, ticks: Int64, version: String = "1") throws
        -> StoredSnapshot
    {
        var head = ""
        try store.forEachEvent(of: run) { event in
            head = event.hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            return event.sequence < events - 1
        }
        return StoredSnapshot(
            ticksDone: ticks, eventCount: events, headHash: head, version: version,
            state: Array("state \(ticks)".utf8))
    }

    @Test("are found newest first, and two are kept")
    func newest() throws {
        for ticks: Int64 in [10, 20, 30] {
            try store.save(snapshot(of: ticks * 3, ticks: ticks), of: run)
        }
        let search = try store.newestSnapshot(of: run, version: "1")
        #expect(search.found?.ticksDone == 30)
        #expect(search.found?.state == Array("state 30".utf8))
        #expect(search.warnings.isEmpty)
        let count: Int? = try value(folder("runs.db"), "SELECT count(*) FROM snapshots")
        #expect(count == 2)
    }

    @Test(
        "that are damaged are passed over, with a word",
        arguments: [
            "state = x'00'", "state_hash = x'00'", "event_count = event_count + 1",
            "head_hash = zeroblob(32)", "version = '2'", "state = 'text'", "tick = 31",
            "state = (SELECT state FROM snapshots WHERE tick = 20)",
        ])
    func damaged(change: String) throws {
        try store.save(snapshot(of: 60, ticks: 20), of: run)
        try store.save(snapshot(of: 90, ticks: 30), of: run)
        try edit(folder("runs.db"), "UPDATE snapshots SET \(change) WHERE tick = 30")
        let search = try store.newestSnapshot(of: run, version: "1")
        #expect(search.found?.ticksDone == 20)
        #expect(search.warnings.count == 1)
    }

    @Test("of another version, or beyond the events there are, are none")
    func misfits() throws {
        try store.save(snapshot(of: 60, ticks: 20, version: "0"), of: run)
        #expect(try store.newestSnapshot(of: run, version: "1").found == nil)
        var late = try snapshot(of: run.eventCount, ticks: 30)
        late.eventCount += 1
        try store.save(late, of: run)
        let search = try store.newestSnapshot(of: run, version: "1")
        #expect(search.found == nil && search.warnings.count == 2)
    }

    @Test("go with their run")
    func deletion() throws {
        try store.save(snapshot(of: 60, ticks: 20), of: run)
        try store.delete(run.run)
        let count: Int? = try value(folder("runs.db"), "SELECT count(*) FROM snapshots")
        #expect(count == 0)
    }
}

@Suite("A stored branch")
struct StoredBranchTests {
    @Test("shares every event before its tick, and the inputs", arguments: [0, 1, 17, 60])
    func sharing(tick: Int64) throws {
        let folder = try Folder()
        let store = try RunStore(folder("runs.db"), for: .writing)
        let run = try store.play(.busy(ticks: 60), seed: 2)
        let input = StoredInput(
            receiveSequence: 5, tick: tick, agent: nil, action: ["action": "branch"])
        let branch = try store.addBranch(
            of: run.run, at: tick, inputs: [input], engineVersion: "test")
        #expect(branch.run == 2 && branch.runID == run.runID)
        #expect(branch.ticksDone == tick)
        #expect(try store.inputs(of: branch).map(\.receiveSequence) == [0])
        #expect(try store.inputs(of: branch).map(\.action) == [["action": "branch"]])
        let shared = try store.lines(of: branch)
        #expect(try store.lines(of: run).starts(with: shared))
        #expect(try store.checkChain(of: branch).fault == nil)
        var before: Int64 = 0
        try store.forEachEvent(of: run) { event in
            if event.tick < tick { before += 1 }
            return true
        }
        #expect(branch.eventCount == before - (tick == 60 ? 1 : 0))
        let again = try store.addBranch(
            of: branch.run, at: tick, inputs: [input], engineVersion: "test")
        #expect(try store.inputs(of: again).count == 1)
    }

    @Test("of a tick that the run has not got to is refused")
    func tooFar() throws {
        let folder = try Folder()
        let store = try RunStore(folder("runs.db"), for: .writing)
        let run = try store.play(.busy(ticks: 6), seed: 2)
        #expect(throws: StoreError.tooShort(run: 1, ticksDone: 6)) {
            try store.addBranch(of: run.run, at: 7, inputs: [], engineVersion: "test")
        }
        #expect(try store.runs().count == 1)
    }
}
