import Bots
import Foundation
import GRDB
import History
import Kernel
import MarketModel
import Persistence
import Primitives
import Runner
import TestSupport
import Testing

/// A folder of its own for every test, gone with it.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "catallaxy-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// The names of the files in it.
    var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}

/// Keeps the bytes of a trace.
final class Tape: TraceSink {
    var bytes: [UInt8] = []

    func write(_ lines: [UInt8]) { bytes += lines }
}

extension ExchangeScenario {
    /// All built-in bots with decay, bankruptcy and a burn: every table gets rows.
    static func busy(ticks: Int64) -> ExchangeScenario {
        let groups = BotCatalog.all.map { bot in
            AgentGroup(
                bot: bot.name, name: bot.name, count: 2,
                balances: [amount("20000"), amount("100")], parameters: BotParameters(bot))
        }
        var scenario = ExchangeScenario(
            name: "busy", ticks: ticks, market: .assetCash(), agents: groups)
        scenario.agents[0].balances = [amount("301"), .zero]
        scenario.incentives.decay.everyTicks = 10
        scenario.incentives.decay.fixed = amount("3.5")
        scenario.incentives.bankruptcy.equityFloor = amount("300")
        scenario.plan(
            5, .burn(BalanceChange(agents: .one("all"), asset: .cash, amount: amount("20"))))
        return scenario
    }
}

extension RunStore {
    /// Adds a run of a scenario.
    func add(_ scenario: ExchangeScenario, seed: UInt32) throws -> StoredRun {
        let origin = RunCreated(scenario: scenario.document, seed: seed)
        return try create(
            NewRun(
                runID: RunIdentity.runID(of: origin), scenario: "# a text\n", name: scenario.name,
                kind: "exchange", seed: seed, ticks: scenario.ticks, engineVersion: "test"))
    }

    /// Adds a run and stores all of it.
    @discardableResult
    func play(_ scenario: ExchangeScenario, seed: UInt32, trace: Tape? = nil) throws -> StoredRun {
        let added = try add(scenario, seed: seed)
        let writer = try RunWriter(self, run: added.run)
        let run = ExchangeRun(scenario, seed: seed, trace: trace, recorder: writer)
        try run.run()
        try writer.finish(.completed)
        let stored = try self.run(added.run)
        #expect(stored.headHash == run.headHash && stored.eventCount == run.eventCount)
        return stored
    }

    /// The lines of a run's events, as its trace would have them.
    func lines(of run: StoredRun) throws -> [UInt8] {
        var rebuilder = EventRebuilder(runID: run.runID)
        var lines: [UInt8] = []
        try forEachEvent(of: run) { event in
            _ = rebuilder.rebuild(
                sequence: event.sequence, tick: event.tick, type: event.type,
                payload: event.payload, previousHash: event.previousHash)
            #expect(event.bytes.elementsEqual(rebuilder.bytes))
            rebuilder.appendLine(hash: event.hash, to: &lines)
            return true
        }
        return lines
    }
}

/// Somebody else's way into the file.
func edit(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
}

/// The only value of a query.
func value<Value: DatabaseValueConvertible>(_ path: String, _ sql: String) throws -> Value? {
    try DatabaseQueue(path: path).read { try Value.fetchOne($0, sql: sql) }
}
