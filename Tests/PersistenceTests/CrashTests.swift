import Foundation
import GRDB
import History
import Kernel
import Persistence
import Runner
import TestSupport
import Testing

@Suite("A process that dies in the middle of writing")
struct CrashTests {
    /// Names the store to a child process, which is this program once more.
    static let variable = "CATALLAXY_TEST_STORE"
    static let scenario = ExchangeScenario.busy(ticks: 200)

    static var store: String? { ProcessInfo.processInfo.environment[variable] }

    @Test("the child: stores a run and commits after every tick", .enabled(if: store != nil))
    func childWritesUntilKilled() throws {
        let store = try RunStore(try #require(Self.store), for: .writing)
        let writer = try RunWriter(store, run: 1, durability: .normal)
        let run = ExchangeRun(Self.scenario, seed: 5, recorder: writer)
        try run.begin()
        while !run.isOver {
            try run.advance()
            try writer.flush()
        }
        try writer.finish(.completed)
    }

    /// This program again, with the child's test alone.
    func startChild(_ path: String) throws -> Process {
        let child = Process()
        let command = try String(contentsOfFile: "/proc/self/cmdline", encoding: .utf8)
        let program = try #require(command.split(separator: "\0").first).description
        child.executableURL = URL(fileURLWithPath: program)
        child.arguments = [
            "--testing-library", "swift-testing", "--filter", "childWritesUntilKilled",
        ]
        child.environment = ProcessInfo.processInfo.environment
        child.environment?[Self.variable] = path
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
        return child
    }

    @Test(
        "leaves whole ticks, no lock, and a run that continues to the same head",
        .enabled(if: store == nil), .timeLimit(.minutes(2)), arguments: [0, 3, 40] as [Int64])
    func killed(after ticks: Int64) throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        let added = try store.add(Self.scenario, seed: 5)
        let child = try startChild(folder("a.db"))
        while child.isRunning, try store.run(added.run).ticksDone <= ticks { usleep(200) }
        let holder = try store.writer(of: added.run)
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        #expect(child.terminationReason == .uncaughtSignal, "it was killed while it wrote")
        #expect(holder == child.processIdentifier)

        let left = try store.run(added.run)
        #expect(left.status == .running && left.ticksDone > ticks && left.ticksDone < 200)
        #expect(try store.writer(of: added.run) == nil)
        #expect(
            try store.checkChain(of: left)
                == ChainReport(
                    eventCount: left.eventCount, headHash: left.headHash))

        let writer = try RunWriter(store, run: added.run)
        let run = ExchangeRun(Self.scenario, seed: 5, recorder: writer)
        try run.run()
        try writer.finish(.completed)
        let whole = try store.run(added.run)
        #expect(whole.headHash == run.headHash && whole.status == .completed)
        #expect(try store.checkChain(of: whole).fault == nil)
    }

    @Test("while it copies the log into the file: the log tells the whole")
    func killedInCheckpoint() throws {
        let folder = try Folder()
        let (path, left) = (folder("a.db"), folder("left.db"))
        let store = try RunStore(path, for: .writing)
        // Somebody else has the store open, so that its log stays.
        let other = try DatabaseQueue(path: path)
        let made = try store.play(.busy(ticks: 25), seed: 11)
        for part in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + part, toPath: left + part)
        }
        try other.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint") }
        // Of all pages the first alone has arrived: it counts more than the file has.
        let file = try #require(FileHandle(forUpdatingAtPath: left))
        let first = try Data(contentsOf: URL(fileURLWithPath: path)).prefix(16_384)
        try file.write(contentsOf: first)
        try file.close()
        for access in [RunStore.Access.reading, .changing] {
            let found = try RunStore(left, for: access)
            let report = try found.checkChain(of: found.run(1))
            #expect(report.fault == nil && report.headHash == made.headHash)
        }
    }

    @Test("a write that fails ends the writer, and every call says so")
    func failedWrite() throws {
        let folder = try Folder()
        let path = folder("a.db")
        let store = try RunStore(path, for: .writing)
        let added = try store.add(Self.scenario, seed: 5)
        try edit(
            path,
            """
            CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.id & 1099511627775 = 500
            BEGIN SELECT RAISE(ABORT, 'no room'); END
            """)
        let writer = try RunWriter(store, run: added.run)
        let run = ExchangeRun(Self.scenario, seed: 5, recorder: writer)
        try run.begin()
        try writer.flush()
        let before = try store.run(added.run)
        var faults: [StoreError] = []
        for _ in 0..<60 {
            do { try run.advance() } catch let fault as StoreError { faults.append(fault) }
            do { try writer.flush() } catch { faults.append(error) }
        }
        #expect(throws: try #require(faults.first)) { try writer.finish(.completed) }
        #expect(faults.count > 10 && Set(faults).count == 1)
        #expect(faults[0].description.contains("no room"))
        let left = try store.run(added.run)
        #expect(left.eventCount > before.eventCount && left.eventCount <= 500)
        #expect(left.status == .running)
        #expect(try store.checkChain(of: left).fault == nil)

        try edit(path, "DROP TRIGGER full")
        let again = try RunWriter(store, run: added.run)
        let rest = ExchangeRun(Self.scenario, seed: 5, recorder: again)
        try rest.run()
        try again.finish(.completed)
        #expect(try store.checkChain(of: store.run(added.run)).headHash == rest.headHash)
    }
}
