import Bots
import History
import Kernel
import MarketModel
import Primitives
import Runner

/// What must hold between a run and its audit, and does not.
struct FuzzFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// One random run with all its checkers.
final class FuzzTrial {
    private let scenario: ExchangeScenario
    private let seed: UInt32
    private let audit: AuditConsumer
    private let chain: ChainSink
    private let exchange: ExchangeRun
    private(set) var tick = Tick(0)

    init(_ scenario: ExchangeScenario, seed: UInt32, lines: (([UInt8]) -> Void)?) {
        self.scenario = scenario
        self.seed = seed
        audit = AuditConsumer(market: scenario.market)
        chain = ChainSink(lines)
        exchange = ExchangeRun(
            scenario, seed: seed, consumers: [audit], trace: chain, checksEveryAction: true,
            strategies: Self.strategy)
    }

    /// The strategy of a group, the catalogue's or the fuzzer's own.
    static func strategy(_ group: AgentGroup) -> (any Strategy)? {
        if group.bot == ChaosTrader.description.name, let parameters = group.parameters {
            return ChaosTrader.description.make(parameters)
        }
        return ExchangeRun.catalogStrategy(group)
    }

    var success: FuzzOutcome.Result {
        .passed(
            actions: exchange.actionCount, events: exchange.eventCount,
            headHash: exchange.headHash)
    }

    func run() throws {
        try exchange.begin()
        try compare()
        while !exchange.isOver {
            tick = Tick(exchange.ticksDone)
            try exchange.advance()
            try compare()
        }
        try audit.finish()
        if chain.headHash != exchange.headHash || chain.count != exchange.eventCount {
            throw FuzzFailure(
                "the chain ends at \(chain.count):\(chain.headHash), the run at "
                    + "\(exchange.eventCount):\(exchange.headHash)")
        }
        try repeatRun()
    }

    /// The same once more, broken off at some tick and continued from a snapshot.
    private func repeatRun() throws {
        let first = ExchangeRun(scenario, seed: seed, strategies: Self.strategy)
        let pause = Int64(seed) * 7_919 % max(1, exchange.ticksDone)
        try first.begin()
        while !first.isOver && first.ticksDone < pause { try first.advance() }
        let second = try ExchangeRun(
            scenario, seed: seed, restoring: first.state, strategies: Self.strategy)
        try second.run()
        if second.headHash != exchange.headHash {
            throw FuzzFailure(
                "repeated, from a snapshot after \(pause) ticks, it ends at "
                    + "\(second.eventCount):\(second.headHash)")
        }
    }

    /// I8: what the events say and what the world holds.
    private func compare() throws {
        if let finding = audit.auditor.finding { throw finding }
        let auditor = audit.auditor
        try same(auditor.agentCount, exchange.agentCount, "agents")
        for asset in scenario.market.assets.indices.map({ AssetID($0) }) {
            try same(auditor.house(asset), exchange.house(asset), "house, asset \(asset.index)")
            for index in 0..<auditor.agentCount {
                let agent = AgentID(index)
                try same(
                    auditor.balance(of: agent, asset), exchange.balance(of: agent, asset),
                    "agent \(index), asset \(asset.index)")
            }
        }
        for index in 0..<auditor.agentCount {
            let agent = AgentID(index)
            try same(
                auditor.openOrders(of: agent), exchange.openOrders(of: agent),
                "orders of agent \(index)")
            try same(
                auditor.isBankrupt(agent), exchange.isBankrupt(agent),
                "bankruptcy of agent \(index)")
        }
        for instrument in scenario.market.instruments {
            for side in Side.allCases {
                try same(
                    auditor.queue(instrument.id, side), exchange.queue(instrument.id, side),
                    "\(side) queue of \(instrument.symbol)")
            }
        }
    }

    private func same<Value: Equatable>(
        _ audited: Value, _ live: Value, _ what: String
    ) throws {
        if audited != live {
            throw FuzzFailure("\(what): the events say \(audited), the world has \(live)")
        }
    }
}

/// Checks the lines of a trace as they are written.
final class ChainSink: TraceSink {
    private var checker = ChainChecker()
    private let copy: (([UInt8]) -> Void)?

    init(_ copy: (([UInt8]) -> Void)?) { self.copy = copy }

    var headHash: String { checker.headHash }
    var count: Int64 { checker.count }

    func write(_ lines: [UInt8]) throws {
        copy?(lines)
        for line in lines.split(separator: UInt8(ascii: "\n")) {
            try checker.check(Array(line))
        }
    }
}
