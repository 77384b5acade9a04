import Determinism
import History
import Kernel
import MarketModel
import Primitives
import Runner
import TestSupport
import Testing

@Suite("A run")
struct RunTests {
    @Test("without ticks is created and stopped, in tick 0")
    func noTicks() throws {
        let lines = try runPuppets(.scripted(["1 1"], ticks: 0), [])
        #expect(
            lines == [
                "0: created seed 1", "0: agent 0 scripted-1", "0: started", "0: stopped completed",
            ])
    }

    @Test("without agents goes through all its ticks")
    func noAgents() throws {
        let lines = try runPuppets(.scripted([], ticks: 2), [])
        #expect(
            lines == [
                "0: created seed 1", "0: started", "0: tick", "0: end 0 0", "1: tick",
                "1: end 0 0", "1: stopped completed",
            ])
    }

    @Test("without instruments refuses every order")
    func noInstruments() throws {
        let market = MarketDescription(assets: ["CASH"], instruments: [])
        let order = LimitOrder(
            .bid, amount("1"), at: amount("1"), in: .listed(InstrumentID(0)))
        let lines = try runPuppets(
            .scripted(["5"], ticks: 1, market: market),
            [{ _ in [.placeLimitOrder(order), .cancelAll(nil)] }])
        #expect(
            lines.dropFirst(4) == [
                "0: rejected 0 INVALID_INSTRUMENT", "0: end 2 0",
                "0: stopped completed",
            ])
    }

    @Test("in which all go bankrupt ends there")
    func allBankrupt() throws {
        let lines = try runPuppets(
            .scripted(["5 0"], ticks: 9) {
                $0.plan(
                    3,
                    .burn(
                        BalanceChange(
                            agents: .one("all"), asset: .cash, amount: amount("5"))))
            }, [{ _ in [] }])
        #expect(
            lines.suffix(4) == [
                "3: balance 0 CASH -5 burn", "3: bankrupt 0 equity 0 left 0 0", "3: end 0 0",
                "3: stopped all_bankrupt",
            ])
    }

    @Test("survives a bot that returns a million actions")
    func million() throws {
        let lines = try runPuppets(
            .scripted(["5 5", "5 5"], ticks: 2),
            [
                { _ in Array(repeating: .cancelOrder(OrderID(1)), count: 1_000_000) },
                { _ in [.cancelAll(nil)] },
            ])
        let refused = Array(repeating: "0: rejected 0 ORDER_NOT_FOUND", count: 10)
        let expected = ["0: tick"] + refused + ["0: rate_limit 0 1000000 of 10", "0: end 11 0"]
        #expect(Array(lines[4..<17]) == expected)
    }

    @Test("no bot sees what another does in the same tick")
    func simultaneous() throws {
        let bid: @Sendable (Observation) -> [Action] = { seen in
            let price = amount("\(seen.tick.index + 1)")
            guard seen.markets[0].bestBid?.units == seen.tick.index * 100 || seen.tick.index == 0
            else { return [.cancelOrder(OrderID(-1))] }
            return [
                .placeLimitOrder(
                    LimitOrder(.bid, amount("0.1"), at: price, in: .listed(InstrumentID(0))))
            ]
        }
        let lines = try runPuppets(.scripted(["99 0", "99 0", "99 0"], ticks: 4), [bid, bid, bid])
        #expect(!lines.contains { $0.contains("rejected") })
        #expect(lines.filter { $0.contains("placed") }.count == 12)
    }

    @Test("tells its consumers and its trace everything, in order, once")
    func trace() throws {
        let scenario = ExchangeScenario.everything(ticks: 30)
        let tape = Tape(), witness = Witness(scenario.market)
        let run = ExchangeRun(scenario, seed: 3, consumers: [witness], trace: tape)
        try run.run()
        let lines = tape.bytes.split(separator: UInt8(ascii: "\n"))
        #expect(Int64(lines.count) == run.eventCount)
        #expect(witness.lines.count == lines.count)
        var previous = "GENESIS"
        for (number, line) in lines.enumerated() {
            let read = try JSONParser.parse(line)
            #expect(read["event_seq"] == .integer(Int64(number)))
            #expect(read["run_id"] == .string(run.runID))
            #expect(read["prev_hash"] == .string(previous))
            let rest = (read.objectValue ?? []).filter { $0.key != "event_hash" }
            previous = Digest.hex(of: CanonicalJSON.encode(.object(rest)))
            #expect(read["event_hash"] == .string(previous))
            #expect(CanonicalJSON.encode(read) == Array(line))
        }
        #expect(previous == run.headHash)
    }
}

@Suite("Determinism")
struct DeterminismTests {
    func finished(_ ticks: Int64, seed: UInt32) throws -> ExchangeRun {
        let run = ExchangeRun(.everything(ticks: ticks), seed: seed)
        try run.run()
        return run
    }

    @Test("all bots, 300 ticks, twice: the same hash; another seed, another hash")
    func twice() throws {
        let first = try finished(300, seed: 7), second = try finished(300, seed: 7)
        #expect(first.headHash == second.headHash)
        #expect(first.eventCount == second.eventCount)
        #expect(first.tradeCount > 100)
        #expect(try finished(20, seed: 7).headHash != finished(20, seed: 8).headHash)
    }

    @Test("pausing leaves no trace", arguments: [1, 7, 64] as [Int64])
    func pausing(every: Int64) throws {
        let whole = try finished(40, seed: 5)
        let parts = ExchangeRun(.everything(ticks: 40), seed: 5)
        while !parts.isOver {
            let start = parts.ticksDone
            try parts.run { parts.ticksDone >= start + every }
        }
        #expect(parts.headHash == whole.headHash)
    }

    @Test("border seeds run", arguments: [0, 1, 1 << 31, .max] as [UInt32])
    func seeds(seed: UInt32) throws {
        let run = try finished(10, seed: seed)
        #expect(run.headHash.count == 64)
    }

    @Test("a bookkeeper who sees only the events of a run finds it in order", arguments: [1, 2])
    func audited(seed: UInt32) throws {
        let scenario = ExchangeScenario.everything(ticks: 90)
        let auditor = Auditor(scenario.market)
        let run = ExchangeRun(scenario, seed: seed, consumers: [auditor])
        try run.run()
        #expect(auditor.keeper.problems == [])
        for agent in auditor.keeper.balances.indices {
            let told = run.balances(AgentID(agent)).map(\.units)
            #expect(told == auditor.keeper.balances[agent], "seed \(seed) agent \(agent)")
        }
        #expect(auditor.kinds.count == 15, "\(auditor.kinds.sorted())")
    }

    @Test("the recorded run is the same to the last bit")
    func golden() throws {
        let run = try finished(120, seed: 42)
        var text = """
            head \(run.headHash)
            run_id \(run.runID)
            events \(run.eventCount)
            actions \(run.actionCount)
            trades \(run.tradeCount)

            """
        for agent in 0..<14 {
            let balances = run.balances(AgentID(agent)).map(\.shortestDescription)
            text += "\(run.name(of: AgentID(agent))) \(balances.joined(separator: " "))\n"
        }
        expectGolden(text, "everything")
    }
}

/// A bookkeeper as a consumer of a run, who also counts the kinds of events.
final class Auditor: EventConsumer {
    let keeper: Bookkeeper
    var kinds: Set<Substring> = []
    private let text: EventText

    init(_ market: MarketDescription) {
        keeper = Bookkeeper(market)
        text = EventText(market)
    }

    func consume(_ event: Event, in tick: Tick) {
        keeper.consume(event)
        kinds.insert(text.line(event).prefix { $0 != " " })
    }
}
