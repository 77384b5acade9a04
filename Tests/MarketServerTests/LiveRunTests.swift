import Determinism
import Foundation
import Kernel
import MarketModel
import Primitives
import Runner
import Testing

@testable import MarketServer

@Suite("A run that is served")
struct LiveRunTests {
    @Test("an action is executed when it comes, and its answer tells what it did")
    func executes() throws {
        let stage = try Stage()
        let resting = stage.submit(Stage.order("ask", "2", at: "100"), key: "a", agent: 1)
        #expect(resting.text.contains(#""order_id":1,"open":"2.00000000","resting":true"#))
        let taking = stage.submit(Stage.order("bid", "3", at: "101"), key: "a")
        #expect(
            taking.text.contains(
                #""order_id":2,"open":"1.00000000","resting":true,"executions":[{"trade_id":1,"#
                    + #""price":"100.00000000","quantity":"2.00000000","#))
        #expect(taking.text.contains(#""event_seq":\#(stage.live.lastEvent)"#))
        let poor = stage.submit(Stage.order("bid", "1000", at: "101"), key: "b")
        #expect(poor.status == 200 && poor.text.contains("INSUFFICIENT_FUNDS"))
        #expect(poor.text.contains("needs 101"))
    }

    @Test("a key answers once: again with the same body, an error with another")
    func idempotency() throws {
        let stage = try Stage()
        let body = Stage.order("bid", "1", at: "99")
        let first = stage.submit(body, key: "k")
        let events = stage.live.run.eventCount
        let again = stage.submit(body, key: "k")
        #expect(again.text == first.text && again.isReplay && !first.isReplay)
        #expect(stage.submit(Stage.order("bid", "2", at: "99"), key: "k").status == 422)
        #expect(stage.live.run.eventCount == events && stage.keeper.inputs.count == 1)
        // Another agent's key is another key.
        #expect(stage.submit(body, key: "k", agent: 1).isReplay == false)
        // Errors are answers too.
        let bad = stage.submit(#"{"actions":[]}"#, key: "e")
        #expect(bad.status == 422 && stage.submit(#"{"actions":[]}"#, key: "e").isReplay)
    }

    @Test("what is over the limit of a tick is refused, counted, and kept in one row")
    func limit() throws {
        let stage = try Stage()
        let cancel = #"{"type":"cancel_all"}"#
        let list = Array(repeating: cancel, count: 8).joined(separator: ",")
        let answer = stage.submit(#"{"actions":[\#(list)]}"#, key: "a")
        #expect(answer.text.components(separatedBy: "RATE_LIMITED").count == 4)
        #expect(stage.keeper.inputs.count == 6)
        #expect(stage.keeper.inputs.last?.content == .excess(3, of: AgentID(0)))
        try stage.live.endTick()
        #expect(stage.live.run.actionsLeft(of: AgentID(0)) == 5)
    }

    @Test("paused and over, actions are refused and reads work")
    func states() throws {
        let stage = try Stage(.served(ticks: 2))
        stage.live.pause()
        #expect(stage.submit(Stage.order("bid", "1", at: "99"), key: "a").status == 409)
        #expect(stage.live.statusAnswer().status == 200)
        stage.live.start()
        #expect(stage.submit(Stage.order("bid", "1", at: "99"), key: "b").status == 200)
        try stage.live.endTick()
        try stage.live.endTick()
        #expect(stage.live.status == .completed && !stage.live.run.isTickOpen)
        #expect(stage.submit(Stage.order("bid", "1", at: "99"), key: "c").status == 409)
        #expect(stage.live.agentAnswer(AgentID(0)).status == 200)
    }

    @Test("a new agent joins at the next tick, unless it cannot be")
    func joining() throws {
        let stage = try Stage()
        let agent = JoiningAgent(name: "late", balances: [Amount(whole: 500), .zero])
        #expect(stage.live.createAgent(agent).status == 201)
        #expect(stage.live.createAgent(agent).status == 409)
        let poor = JoiningAgent(name: "poor", balances: [.zero, .zero])
        #expect(stage.live.createAgent(poor).status == 409)
        let rich = JoiningAgent(
            name: "rich", balances: [Amount(whole: 1_000_000_000_000_000), .zero])
        #expect(stage.live.createAgent(rich).status == 409)
        #expect(stage.submit(Stage.order("bid", "1", at: "99"), key: "a", agent: 2).status == 409)
        try stage.live.endTick()
        #expect(stage.submit(Stage.order("bid", "1", at: "99"), key: "a", agent: 2).status == 200)
    }

    /// Some ticks with actions, refusals, excess and a newcomer; the last tick stays open.
    private func play(_ stage: Stage) throws {
        for tick in 0..<6 {
            for agent in 0..<2 {
                let side = (tick + agent) % 2 == 0 ? "bid" : "ask"
                for number in 0..<4 {
                    stage.submit(
                        Stage.order(side, "\(number + 1)", at: "\(99 + number)"),
                        key: "\(tick)-\(number)", agent: agent)
                }
            }
            if tick == 2 {
                let late = JoiningAgent(name: "late", balances: [Amount(whole: 500), .zero])
                #expect(stage.live.createAgent(late).status == 201)
            }
            if tick < 5 { try stage.live.endTick() }
            try stage.live.commit()
        }
    }

    @Test("its inputs give the same events again, to the middle of a tick and beyond")
    func replays() throws {
        let stage = try Stage()
        try play(stage)
        let again = MemoryKeeper(after: stage.keeper)
        let resumed = try Stage(keeper: again, inputs: stage.keeper.inputs, openTick: 5)
        #expect(again.hashes == stage.keeper.hashes)
        #expect(resumed.live.run.headHash == stage.live.run.headHash)
        #expect(
            resumed.live.agentAnswer(AgentID(0)).body == stage.live.agentAnswer(AgentID(0)).body)
        // Stored answers are given again, and both go on alike.
        let body = Stage.order("bid", "1", at: "99")
        #expect(resumed.submit(body, key: "0-0", agent: 0).isReplay)
        for one in [stage, resumed] {
            one.submit(body, key: "new", agent: 1)
            try one.live.endTick()
        }
        #expect(resumed.live.run.headHash == stage.live.run.headHash)
    }

    @Test("inputs read back as they were written")
    func inputForm() throws {
        let market = ExchangeScenario.served().market
        let listed = InstrumentReference.listed(InstrumentID(0))
        let actions: [Action] = [
            .placeLimitOrder(
                LimitOrder(
                    .ask, Amount(units: 1), at: Amount(units: -5), in: .unlisted("no\"such"),
                    timeInForce: .gtt, expiresAtTick: Tick(9), clientOrderID: "x_-1")),
            .placeLimitOrder(LimitOrder(.bid, Amount(whole: 1), at: Amount(whole: 2), in: listed)),
            .placeMarketOrder(MarketOrder(.bid, Amount(whole: 3), in: listed)),
            .cancelOrder(OrderID(7)), .cancelAll(nil), .cancelAll(listed),
            .replaceOrder(OrderID(1), price: nil, quantity: Amount(whole: 4)),
            .reduceOrder(OrderID(2), quantity: Amount(units: 7)),
        ]
        let contents: [RunInput.Content] =
            actions.map { .action($0, of: AgentID(4)) } + [.excess(3, of: AgentID(0))]
            + [.joining(JoiningAgent(name: "late", balances: [Amount(whole: 1), .zero]))]
        for content in contents {
            let input = RunInput(in: Tick(3), content)
            let text = CanonicalJSON.encode(input.document(in: market))
            let read = RunInput(
                in: Tick(3), agent: input.agent.map { Int64($0.index) },
                document: try JSONParser.parse(text), market: market)
            #expect(read == input)
        }
    }

    @Test("lists go page by page, and a cursor stands while new items arrive")
    func paging() throws {
        let stage = try Stage()
        func prices(_ orders: [RecordedOrder]) -> [Int64] { orders.map(\.placed.order.number) }
        for number in 0..<5 {
            stage.submit(Stage.order("bid", "1", at: "\(90 + number)"), key: "\(number)")
        }
        let all = Int64(0)...Int64.max
        let orders = stage.live.records.orders
        let first = orders.orders(of: AgentID(0), before: .max, placedIn: all, limit: 2)
        #expect(prices(first) == [5, 4])
        try stage.live.endTick()
        stage.submit(Stage.order("bid", "1", at: "95"), key: "new")
        let second = orders.orders(of: AgentID(0), before: 4, placedIn: all, limit: 10)
        #expect(prices(second) == [3, 2, 1])
        let later = orders.orders(of: AgentID(0), before: .max, placedIn: 1...1, limit: 10)
        #expect(prices(later) == [6])
        #expect(orders.orders(of: AgentID(1), before: .max, placedIn: all, limit: 9).isEmpty)
    }
}
