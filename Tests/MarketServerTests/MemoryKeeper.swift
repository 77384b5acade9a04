import Determinism
import History
import Kernel
import MarketModel
import Primitives
import Runner
import TestSupport

@testable import MarketServer

/// Keeps a run in memory, and can be told to fail.
final class MemoryKeeper: RunKeeper {
    struct Full: Error {}

    private(set) var inputs: [RunInput] = []
    private(set) var answers: [KeptAnswer] = []
    private(set) var issued: [APIKey] = []
    private(set) var hashes: [[UInt8]] = []
    private(set) var commits = 0
    var fails = false
    private var waiting = 0

    /// Starts with what another one has kept, as after a restart.
    init(after other: MemoryKeeper? = nil) {
        if let other { (inputs, answers, issued) = (other.inputs, other.answers, other.issued) }
    }

    func record(_ event: SealedEvent) {
        hashes.append(Array(event.hash))
        waiting += 1
    }

    func endTick(ticksDone: Int64) {}

    func keep(_ input: RunInput) {
        inputs.append(input)
        waiting += 1
    }

    func keep(_ answer: KeptAnswer) -> Int64 {
        answers.append(answer)
        waiting += 1
        return Int64(answers.count - 1)
    }

    func keep(_ key: APIKey) {
        issued.append(key)
        waiting += 1
    }

    func answer(_ number: Int64) -> KeptAnswer? { answers[Int(number)] }

    func forEachAnswer(_ show: (Int64, AgentID, String) -> Void) {
        for (number, answer) in answers.enumerated() {
            show(Int64(number), answer.agent, answer.key)
        }
    }

    func keys() -> [APIKey] { issued }

    var isDirty: Bool { waiting > 0 }

    func commit(openTick: Tick?) throws {
        if fails { throw Full() }
        if isDirty { commits += 1 }
        waiting = 0
    }

    func close(isOver: Bool) {}
}

extension ExchangeScenario {
    /// A remote agent among bots that quote and take.
    static func served(ticks: Int64 = 20) -> ExchangeScenario {
        var scenario = ExchangeScenario(
            name: "served", ticks: ticks, market: .assetCash(),
            agents: [
                AgentGroup(
                    kind: .remote, bot: nil, name: "you", count: 2,
                    balances: [amount("10000"), amount("100")], parameters: nil)
            ])
        scenario.incentives.maxActionsPerTick = 5
        return scenario
    }
}

/// A run that is served without a server.
struct Stage {
    let live: LiveRun
    let keeper: MemoryKeeper

    init(
        _ scenario: ExchangeScenario = .served(), keeper: MemoryKeeper = MemoryKeeper(),
        inputs: [RunInput] = [], openTick: Int64? = nil
    ) throws {
        self.keeper = keeper
        let records = LiveRecords(scenario)
        let run = ExchangeRun(
            scenario, seed: 7, consumers: records.consumers, recorder: keeper, inputs: inputs)
        if let openTick {
            try run.begin()
            while run.ticksDone < openTick { try run.advance() }
            try run.openTick()
        }
        live = try LiveRun(
            run, keeper: keeper, records: records, keys: KeyRing(),
            settings: LiveSettings(tickEveryMilliseconds: nil, seed: 7))
    }

    /// Submits the body of a request, and gives the answer's status and text.
    @discardableResult
    func submit(
        _ body: String, key: String, agent: Int = 0
    ) -> (status: Int, text: String, isReplay: Bool) {
        let content = Result { () throws(Problem) -> [Action] in
            var reader = ActionsReader(live.market)
            guard let document = try? JSONParser.parse(Array(body.utf8)) else {
                throw .invalid([])
            }
            return try reader.read(document)
        }
        let answer = live.take(
            ActionBatch(
                agent: AgentID(agent), key: key, fingerprint: Digest.bytes(of: Array(body.utf8)),
                content: content))
        return (
            answer.status, String(decoding: answer.body, as: UTF8.self),
            answer.headers.contains { $0.0 == "Idempotent-Replay" }
        )
    }

    /// The body of a limit order.
    static func order(_ side: String, _ quantity: String, at price: String) -> String {
        """
        {"actions":[{"type":"place_limit_order","side":"\(side)","price":"\(price)",\
        "quantity":"\(quantity)"}]}
        """
    }
}
