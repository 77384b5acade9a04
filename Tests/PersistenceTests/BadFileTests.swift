import Foundation
import GRDB
import Kernel
import Persistence
import TestSupport
import Testing

@Suite("Files that are no store are refused and left as they are")
struct BadFileTests {
    func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    /// Both ways of opening are refused, and neither leaves a trace.
    func expectRefusal(
        _ path: String, in folder: Folder, _ fault: StoreError,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try bytes(path)
        let files = folder.files
        for access in [RunStore.Access.reading, .writing] {
            #expect(throws: fault, sourceLocation: sourceLocation) {
                try RunStore(path, for: access)
            }
        }
        #expect(try bytes(path) == before, sourceLocation: sourceLocation)
        #expect(folder.files == files, sourceLocation: sourceLocation)
        #expect(!fault.description.contains("\n"))
    }

    @Test("an empty file")
    func empty() throws {
        let folder = try Folder()
        let path = folder("a.db")
        try Data().write(to: URL(fileURLWithPath: path))
        try expectRefusal(path, in: folder, .empty(path: path))
    }

    @Test("something else than a database", arguments: [1, 15, 16, 99, 100, 511, 512, 40_000])
    func noDatabase(count: Int) throws {
        let folder = try Folder()
        let path = folder("a.db")
        try Data(repeating: UInt8(ascii: "x"), count: count).write(to: URL(fileURLWithPath: path))
        try expectRefusal(path, in: folder, .notADatabase(path: path))
    }

    @Test("a database of another program, with and without a log", arguments: ["DELETE", "WAL"])
    func foreign(mode: String) throws {
        let folder = try Folder()
        let path = folder("odd %3f?#é name.db")
        try edit(path, "PRAGMA journal_mode = \(mode); CREATE TABLE runs (run INTEGER)")
        try expectRefusal(path, in: folder, .foreign(path: path))
    }

    @Test("a store of a newer version")
    func newer() throws {
        let folder = try Folder()
        let path = folder("a.db")
        try RunStore(path, for: .writing).queueIsClosed()
        try edit(path, "INSERT INTO grdb_migrations VALUES ('9 what comes later')")
        try expectRefusal(path, in: folder, .newer(path: path, migrations: ["9 what comes later"]))
    }

    @Test("a directory, a pipe, a device")
    func noFile() throws {
        let folder = try Folder()
        mkfifo(folder("pipe"), 0o600)
        for path in [folder.path, folder("pipe"), "/dev/null", "/dev/zero"] {
            for access in [RunStore.Access.reading, .writing] {
                #expect(throws: StoreError.notAFile(path: path)) {
                    try RunStore(path, for: access)
                }
            }
        }
        #expect(folder.files == ["pipe"])
    }

    @Test("nothing at all is made only to be written")
    func missing() throws {
        let folder = try Folder()
        let path = folder("a.db")
        #expect(throws: StoreError.missing(path: path)) { try RunStore(path, for: .reading) }
        #expect(folder.files == [])
        #expect(throws: StoreError.self) { try RunStore(folder("no/a.db"), for: .writing) }
        #expect(throws: StoreError.self) { try RunStore("", for: .writing) }
        #expect(throws: StoreError.self) { try RunStore("/proc/a.db", for: .writing) }
        _ = try RunStore(path, for: .writing)
    }

    @Test("a store cut short is damaged, not empty", arguments: [100, 512, 16_384, 40_000])
    func truncated(count: Int) throws {
        let folder = try Folder()
        let path = folder("a.db")
        try RunStore(path, for: .writing).queueIsClosed()
        try bytes(path).prefix(count).write(to: URL(fileURLWithPath: path))
        let before = try bytes(path)
        #expect(throws: StoreError.self) {
            let store = try RunStore(path, for: .writing)
            _ = try store.runs()
        }
        #expect(try bytes(path) == before)
    }

    @Test("a store that may only be read is read; writing says why not")
    func readOnly() throws {
        let folder = try Folder()
        let path = folder("a.db")
        try RunStore(path, for: .writing).play(.busy(ticks: 3), seed: 1)
        // The superuser may write whatever the mode says.
        guard geteuid() != 0 else { return }
        chmod(path, 0o444)
        chmod(folder.path, 0o555)
        defer { chmod(folder.path, 0o755) }
        let store = try RunStore(path, for: .reading)
        #expect(try store.checkChain(of: try store.find("last")).fault == nil)
        #expect(throws: StoreError.self) { try RunStore(path, for: .writing) }
    }

    @Test("a store locked by somebody else for ever is busy")
    func busy() throws {
        let folder = try Folder()
        let path = folder("a.db")
        let store = try RunStore(path, for: .writing)
        let run = try store.play(.busy(ticks: 3), seed: 1)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let holder = try DatabaseQueue(path: path, configuration: configuration)
        try holder.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        // Readers never wait.
        #expect(try store.checkChain(of: run).fault == nil)
        let start = ContinuousClock.now
        #expect(throws: StoreError.busy(path: path)) { try store.setStatus(.paused, of: 1) }
        #expect(ContinuousClock.now - start > .seconds(RunStore.busySeconds) / 2)
        try holder.inDatabase { try $0.execute(sql: "ROLLBACK") }
        try store.setStatus(.paused, of: 1)
    }
}

extension RunStore {
    /// Lets go of the store at the end of a statement.
    func queueIsClosed() throws { _ = try runs() }
}
