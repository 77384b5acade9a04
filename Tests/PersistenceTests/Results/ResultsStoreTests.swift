import Analytics
import Foundation
import GRDB
import Persistence
import Testing

@Suite("Results files")
struct ResultsStoreTests {
    static let origin = ResultsStore.Origin(
        planID: "0123456789abcdef", plan: "{}", shard: 1, shards: 1, engineVersion: "1")

    static func label(_ number: Int) -> RunResult.Label {
        let name = String(UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1 << 63, radix: 16)
        return RunResult.Label(
            number: number, runID: name, variant: 1, scenario: "s", kind: "exchange",
            settings: "{}", seed: UInt32(number))
    }

    /// A run that got to its end, with rows of every type of value.
    static func result(_ number: Int) -> RunResult {
        var result = RunResult(label(number), failedWith: "")
        result[.runs][0][ResultTable.runs.place(of: "status")] = .text("completed")
        result[.runs][0][ResultTable.runs.place(of: "error")] = .null
        for table in ResultTable.allCases.dropFirst() {
            result[table] = (0..<3).map { index in
                table.columns.map { column -> ResultValue in
                    switch column {
                    case "number": .integer(Int64(number))
                    case "agent": .integer(Int64(index))
                    case "instrument", "institution": .text("é\(index)")
                    case "name", "kind", "status": .text("\(column) \(index)")
                    case "sharpe", "volatility", "gini": .real(Double(index) / 3)
                    case "max_drawdown": .real(1)
                    case "trades": .integer(.max)
                    default: .null
                    }
                }
            }
        }
        return result
    }

    private func read(_ path: String) throws -> [RunResult] {
        let store = try ResultsStore(reading: path)
        var found: [RunResult] = []
        try store.forEachResult { found.append($0) }
        try store.close()
        return found
    }

    @Test("what is added is read back in the order of the plan, value for value")
    func roundTrip() throws {
        let folder = try Folder()
        let store = try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false)
        for number in [5, 1, 3, 2, 4] { try store.add([Self.result(number)]) }
        try store.close()
        #expect(try read(folder("r.db")) == (1...5).map(Self.result))
    }

    @Test("the columns of the file are those of the rows")
    func columns() throws {
        let folder = try Folder()
        try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false).close()
        let queue = try DatabaseQueue(path: folder("r.db"))
        for table in ResultTable.allCases {
            let columns = try queue.read { try $0.columns(in: table.rawValue).map(\.name) }
            #expect(columns == table.columns)
            for amount in table.amounts { #expect(columns.contains(amount)) }
        }
    }

    @Test("a run that failed is replaced when it ends well, and is not known as done")
    func failures() throws {
        let folder = try Folder()
        let store = try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false)
        try store.add([Self.result(1), RunResult(Self.label(2), failedWith: "no room")])
        #expect(try store.counts() == (2, 1))
        #expect(try store.finishedRunIDs().count == 1)
        #expect(try store.failures(atMost: 5).map(\.error) == ["no room"])
        try store.add([Self.result(2)])
        #expect(try store.counts() == (2, 0))
        #expect(try store.finishedRunIDs().count == 2)
    }

    @Test("a file is one file when it is closed, but for an empty lock")
    func oneFile() throws {
        let folder = try Folder()
        let store = try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false)
        try store.add([Self.result(1)])
        try store.close()
        #expect(folder.files == ["r.db", "r.db-lock"])
    }

    @Test("a file that is there is left alone unless it is to be gone on with")
    func occupied() throws {
        let folder = try Folder()
        try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false).close()
        #expect(throws: StoreError.occupied(path: folder("r.db"))) {
            try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false)
        }
        try ResultsStore(writing: folder("r.db"), Self.origin, resumes: true).close()
    }

    @Test("a file of another plan, part or version is refused, untouched")
    func otherPlan() throws {
        let folder = try Folder()
        try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false).close()
        let before = try Data(contentsOf: URL(filePath: folder("r.db")))
        var others = [Self.origin, Self.origin, Self.origin]
        others[0].planID = "fedcba9876543210"
        (others[1].shard, others[1].shards) = (2, 3)
        others[2].engineVersion = "2"
        for other in others {
            #expect {
                try ResultsStore(writing: folder("r.db"), other, resumes: true)
            } throws: { error in
                guard case StoreError.otherPlan = error else { return false }
                return true
            }
        }
        #expect(try Data(contentsOf: URL(filePath: folder("r.db"))) == before)
    }

    @Test("two cannot write one file at a time")
    func locked() throws {
        let folder = try Folder()
        let store = try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false)
        #expect(throws: StoreError.busy(path: folder("r.db"))) {
            try ResultsStore(writing: folder("r.db"), Self.origin, resumes: true)
        }
        try store.close()
        try ResultsStore(writing: folder("r.db"), Self.origin, resumes: true).close()
    }

    @Test("a store of runs is no results file, and the other way round")
    func otherKind() throws {
        let folder = try Folder()
        _ = try RunStore(folder("runs.db"), for: .writing)
        try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false).close()
        #expect {
            try ResultsStore(reading: folder("runs.db"))
        } throws: { "\($0)".contains("is a store of runs, expected a results file") }
        #expect {
            try RunStore(folder("r.db"), for: .writing)
        } throws: { "\($0)".contains("is a results file of a sweep, expected a store of runs") }
    }

    @Test(
        "a value that no sweep stores is a fault of the file",
        arguments: [
            "sharpe = 9e999", "pnl = 'nan'", "pnl = '1e3'", "cash = x'31'", "name = x'00'",
        ])
    func damaged(change: String) throws {
        let folder = try Folder()
        let store = try ResultsStore(writing: folder("r.db"), Self.origin, resumes: false)
        try store.add([Self.result(1)])
        try store.close()
        try DatabaseQueue(path: folder("r.db")).write { database in
            try database.execute(sql: "UPDATE agents SET \(change)")
        }
        let column = change.prefix { $0 != " " }
        #expect {
            try read(folder("r.db"))
        } throws: { "\($0)".contains("agents.\(column) has a bad value") }
    }

    @Test("what is no results file at all is refused", arguments: ["", "short", "directory"])
    func bad(kind: String) throws {
        let folder = try Folder()
        if kind == "directory" {
            try FileManager.default.createDirectory(
                atPath: folder("r.db"), withIntermediateDirectories: true)
        } else {
            try Data(kind.utf8).write(to: URL(filePath: folder("r.db")))
        }
        #expect(throws: StoreError.self) { try ResultsStore(reading: folder("r.db")) }
        #expect(throws: StoreError.self) {
            try ResultsStore(writing: folder("r.db"), Self.origin, resumes: true)
        }
    }
}
