import Kernel
import MarketServer
import Persistence
import Primitives
import Runner
import ScenarioKit

/// A run made ready to be served: created, or executed again to where its record ends.
struct ServedRunStart {
    let run: ExchangeRun
    let records: ServedRecords
    let keeper: StoreKeeper
    let seed: UInt32

    /// The run as it was when this process took it.
    var stored: StoredRun { keeper.writer.run }

    /// Creates a run.
    init(_ plan: RunPlan, in path: String) throws {
        guard case .exchange = plan.scenario else { throw Self.noExchange(plan) }
        let store = try RunStore(path, for: .writing)
        try self.init(try store.create(plan.newRun), plan, of: store)
    }

    /// Takes a stored run, whose record is checked.
    init(resuming name: String, of store: RunStore) throws {
        let found = try store.find(name)
        if let fault = try store.checkChain(of: found).fault { throw StoreError.broken(fault) }
        try self.init(found, try RunPlan(stored: found, in: store), of: store)
    }

    private init(_ found: StoredRun, _ plan: RunPlan, of store: RunStore) throws {
        guard case .exchange(let scenario) = plan.scenario else { throw Self.noExchange(plan) }
        let writer = try ServedRunWriter(store, run: found.run)
        let keeper = try StoreKeeper(writer, of: store, market: scenario.market)
        let records = ServedRecords(scenario)
        let run = ExchangeRun(
            scenario, seed: plan.seed, consumers: records.consumers, recorder: keeper,
            branches: plan.exchangeBranches, inputs: plan.inputs)
        self.run = run
        self.records = records
        self.keeper = keeper
        seed = plan.seed
        do {
            try catchUp(store)
        } catch {
            try writer.finish(writer.run.status == .completed ? .completed : .paused)
            throw error
        }
    }

    /// Executes what is stored again, which the writer compares.
    private func catchUp(_ store: RunStore) throws {
        let stored = stored
        guard stored.eventCount > 0 else { return }
        try run.begin()
        while !run.isOver && run.ticksDone < stored.ticksDone { try run.advance() }
        if try !run.isOver && store.wasStoppedOnRequest(stored) { try run.stop() }
        if stored.openTick != nil && !run.isOver { try run.openTick() }
        guard run.eventCount == stored.eventCount, keeper.writer.hasCaughtUp else {
            throw StoreError.historyDiffers(
                run: stored.run, sequence: stored.eventCount - 1, expected: stored.headHash,
                found: run.headHash)
        }
    }

    private static func noExchange(_ plan: RunPlan) -> CommandFailure {
        CommandFailure(
            status: .wrongInput,
            message: "'\(plan.scenario.name)' is of kind \(plan.scenario.kind.rawValue); "
                + "only an exchange can be served")
    }
}
