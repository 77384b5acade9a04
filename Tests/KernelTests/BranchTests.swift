import Bots
import Determinism
import Foundation
import History
import Kernel
import MarketModel
import Primitives
import Runner
import TestSupport
import Testing

@Suite("A branch of a run")
struct BranchTests {
    /// The scenario with one thing changed, and where that is.
    private static let changes:
        [(path: String, change: @Sendable (inout ExchangeScenario) -> Void)] =
            [
                ("incentives.decay.rate_bps", { $0.incentives.decay.rate = basisPoints("999") }),
                ("incentives.max_actions_per_tick", { $0.incentives.maxActionsPerTick = 1 }),
                ("incentives.bankruptcy.estate", { $0.incentives.bankruptcy.estate = .freeze }),
                (
                    "instruments.0.fees.taker_bps",
                    { $0.market = $0.market.withTakerFee(basisPoints("310"), at: 0) }
                ),
                (
                    "agents.4.parameters.look_back",
                    { $0.agents[4].setParameter("look_back", .integer(17)) }
                ),
                (
                    "agents.1.parameters.spread_bps",
                    { $0.agents[1].setParameter("spread_bps", .real(500)) }
                ),
            ]

    private static func branch(_ number: Int, at tick: Int64) throws -> RunBranch<ExchangeScenario>
    {
        let before = ExchangeScenario.everything(ticks: 70)
        var after = before
        changes[number].change(&after)
        return try RunBranch(
            at: Tick(tick), path: changes[number].path, from: before, to: after)
    }

    private func run(_ branches: [RunBranch<ExchangeScenario>]) throws -> (
        lines: [[UInt8]], head: String
    ) {
        let scenario = ExchangeScenario.everything(ticks: 70)
        let tape = Tape()
        let auditor = AuditConsumer(market: scenario.market)
        let run = ExchangeRun(
            scenario, seed: 7, consumers: [auditor], trace: tape, branches: branches)
        try run.run()
        try auditor.finish()
        return (tape.bytes.split(separator: 10).map { Array($0) }, run.headHash)
    }

    @Test(
        "shares every event before its tick, says what it is, and goes its own way",
        arguments: 0..<6)
    func history(number: Int) throws {
        let tick: Int64 = 45
        let parent = try run([])
        let branch = try run([Self.branch(number, at: tick)])
        let shared = zip(parent.lines, branch.lines).prefix { $0 == $1 }.count
        let line = String(decoding: branch.lines[shared], as: UTF8.self)
        #expect(
            line.contains(
                #""event_type":"RUN_BRANCHED","payload":{"path":"\#(Self.changes[number].path)""#))
        #expect(line.hasSuffix(#""tick_id":45}"#))
        let before = String(decoding: branch.lines[shared - 1], as: UTF8.self)
        #expect(before.contains(#""event_type":"TICK_START""#))
        #expect(branch.head != parent.head)
    }

    @Test("goes on from a snapshot before it and after it alike", arguments: 0..<6)
    func resumed(number: Int) throws {
        let scenario = ExchangeScenario.everything(ticks: 70)
        let branches = [try Self.branch(number, at: 45)]
        let whole = try run(branches)
        for pause in [30, 45, 46, 60] {
            let first = ExchangeRun(scenario, seed: 7, branches: branches)
            try first.begin()
            for _ in 0..<pause { try first.advance() }
            let decoder = JSONDecoder()
            if let key = RunState.Prototypes.key {
                decoder.userInfo[key] = RunState.Prototypes(scenario)
            }
            let state = try decoder.decode(
                RunState.self, from: JSONEncoder().encode(first.state))
            let second = try ExchangeRun(
                scenario, seed: 7, restoring: state, branches: branches)
            try second.run()
            #expect(second.headHash == whole.head, "paused at tick \(pause)")
        }
    }

    @Test("may not change what fixes the world, nor two things at once")
    func fixed() throws {
        let before = ExchangeScenario.everything(ticks: 70)
        var other = before
        other.agents[0].balances[0] = amount("1")
        #expect(
            throws: RunBranchError.fixed("agents.0.cash", open: ExchangeScenario.openToBranches)
        ) {
            try RunBranch(at: Tick(3), path: "agents.0.cash", from: before, to: other)
        }
        var two = before
        two.incentives.maxActionsPerTick = 1
        two.incentives.decay.everyTicks = 1
        #expect(
            throws: RunBranchError.fixed(
                "incentives.decay.every", open: ExchangeScenario.openToBranches)
        ) {
            try RunBranch(at: Tick(3), path: "incentives.decay.every", from: before, to: two)
        }
        #expect(throws: RunBranchError.unknownPath("incentives.colour")) {
            try RunBranch(at: Tick(3), path: "incentives.colour", from: before, to: before)
        }
        #expect(throws: RunBranchError.tick(70, ofTicks: 70)) {
            try RunBranch(at: Tick(70), path: "ticks", from: before, to: before)
        }
    }
}

extension MarketDescription {
    fileprivate func withTakerFee(_ rate: BasisPoints, at place: Int) -> MarketDescription {
        var list = instruments
        let old = list[place]
        list[place] = Instrument(
            id: old.id, symbol: old.symbol, base: old.base, tickSize: old.tickSize,
            lotSize: old.lotSize, referencePrice: old.referencePrice, maxPrice: old.maxPrice,
            maxQuantity: old.maxQuantity, fees: FeeSchedule(maker: old.fees.maker, taker: rate))
        return MarketDescription(assets: assets, instruments: list)
    }
}

extension AgentGroup {
    fileprivate mutating func setParameter(_ name: String, _ value: ParameterValue) {
        guard let bot, let description = BotCatalog.description(named: bot),
            let entries = parameters?.entries
        else { return }
        parameters = BotParameters(
            description, overrides: entries.filter { $0.name != name } + [(name, value)])
    }
}
