import Analytics
import MarketModel
import Primitives
import Testing

@Suite("The profit explained")
struct ProfitTests {
    /// a quotes 99 and 101 and is hit at 101: it earns one over the mid, and a rebate.
    private func oneTrade() -> RunScript {
        let script = RunScript()
        script.createAgents("a", "b")
        script.place(0, .bid, "2", at: "99")
        let ask = script.place(0, .ask, "2", at: "101")
        let taker = script.place(1, .bid, "1")
        script.trade(
            "1", at: "101", .bid, maker: (0, ask), taker: (1, taker), fees: ("-0.05", "0.101"))
        script.endTick(actions: 3, trades: 1)
        return script
    }

    @Test("a maker earns the half spread and the rebate; its goods move with the mark")
    func maker() {
        let maker = oneTrade().agent(0)
        #expect(maker.cash == amount("10101.05"))
        #expect(maker.holdings.map(\.amount) == [amount("99")])
        #expect(maker.equity == amount("20100.05"))
        #expect(maker.profit == amount("100.05"))
        // 100 × (101 − 100) for what it had, −(1 × 101 − 100) for what it sold.
        #expect(texts(maker.parts) == ["1", "99", "0", "0.05", "0", "0"])
        #expect(maker.profitPercent == 0.50025)
        #expect(maker.makerShare == 1)
        #expect(maker.feesPaid == .zero)
    }

    @Test("a taker pays the half spread and the fee")
    func taker() {
        let taker = oneTrade().agent(1)
        #expect(taker.profit == amount("99.899"))
        #expect(texts(taker.parts) == ["-1", "101", "-0.101", "0", "0", "0"])
        #expect(taker.makerShare == 0)
        #expect(taker.feesPaid == amount("0.101"))
        #expect(taker.orders == 1)
    }

    @Test("the house holds fees less rebates")
    func house() {
        #expect(oneTrade().summary().house.map(\.amount) == [amount("0.051"), .zero])
    }

    @Test("w is rounded down, for buyer and seller alike")
    func rounding() {
        let script = RunScript()
        script.createAgents("a", "b")
        let bid = script.place(0, .bid, "1", at: "100.00000001")
        let ask = script.place(0, .ask, "1", at: "100.00000002")
        // The mid is 100.000000015, and w 100.00000001.
        let seller = script.place(1, .ask, "0.1")
        script.trade("0.1", at: "100.00000001", .ask, maker: (0, bid), taker: (1, seller))
        #expect(script.agent(1).parts.spread == Amount(units: 0))
        let buyer = script.place(1, .bid, "1")
        script.trade("1", at: "100.00000002", .bid, maker: (0, ask), taker: (1, buyer))
        #expect(script.agent(0).parts.spread == Amount(units: 1))
        #expect(script.agent(1).parts.spread == Amount(units: -1))
    }

    @Test("where a side is empty, the last trade is the yardstick, and before it the reference")
    func emptySides() {
        let script = RunScript()
        script.createAgents("a", "b")
        let first = script.place(0, .ask, "1", at: "103")
        let taker = script.place(1, .bid, "1")
        script.trade("1", at: "103", .bid, maker: (0, first), taker: (1, taker))
        #expect(script.agent(0).parts.spread == amount("3"))
        let second = script.place(0, .ask, "1", at: "104")
        let next = script.place(1, .bid, "1")
        script.trade("1", at: "104", .bid, maker: (0, second), taker: (1, next))
        #expect(script.agent(0).parts.spread == amount("4"))
    }

    @Test("all executions of one action are measured by the mid before it")
    func sweep() {
        let script = RunScript()
        script.createAgents("a", "b")
        script.place(0, .bid, "1", at: "99")
        let near = script.place(0, .ask, "1", at: "101")
        let far = script.place(0, .ask, "1", at: "105")
        let taker = script.place(1, .bid, "3", at: "105")
        script.trade("1", at: "101", .bid, maker: (0, near), taker: (1, taker))
        script.trade("1", at: "105", .bid, maker: (0, far), taker: (1, taker))
        #expect(script.agent(0).parts.spread == amount("6"))
        script.endTick()
        // What is left of the taker rests: the next mid would need an ask.
        #expect(script.summary().instruments[0].meanSpread == nil)
    }

    @Test("a replaced order still counts in the mid by which its trades are measured")
    func replaced() {
        let script = RunScript()
        script.createAgents("a", "b")
        let bid = script.place(1, .bid, "1", at: "99")
        let ask = script.place(0, .ask, "1", at: "101")
        script.show(
            .orderReplaced(
                OrderReplaced(
                    order: bid, agent: AgentID(1), price: amount("101"), open: amount("1"),
                    keptPriority: false)))
        script.trade("1", at: "101", .bid, maker: (0, ask), taker: (1, bid))
        #expect(script.agent(0).parts.spread == amount("1"))
    }

    @Test("an agent that trades with itself earns no spread and pays both fees")
    func selfTrade() {
        let script = RunScript()
        script.createAgents("a")
        let ask = script.place(0, .ask, "1", at: "102")
        let bid = script.place(0, .bid, "1", at: "102")
        script.trade(
            "1", at: "102", .bid, maker: (0, ask), taker: (0, bid), fees: ("0.01", "0.02"))
        let agent = script.agent(0)
        #expect(texts(agent.parts) == ["0", "200", "-0.03", "0", "0", "0"])
        #expect(agent.trades == 2 && agent.makerShare == 0.5)
    }

    @Test("decay, and what is decreed, at the final marks")
    func decayAndDecrees() {
        let script = RunScript()
        script.createAgents("a", "b")
        let agent = AgentID(0)
        script.show(
            .decayApplied(agent: agent, asset: .cash, amount: amount("1.5"), due: nil))
        grant(script, "20", .cash, .mint)
        grant(script, "-3", .cash, .burn)
        grant(script, "5", AssetID(1), .mint)
        grant(script, "-1", AssetID(1), .burn)
        script.sell("1", at: "110", from: 1, to: 1)
        script.endTick()
        let summary = script.agent(0)
        #expect(texts(summary.parts) == ["0", "1000", "0", "0", "-1.5", "457"])
        #expect(summary.profit == amount("1455.5"))
        #expect(summary.decayPaid == amount("1.5"))
        #expect(script.summary().house[0].amount == amount("1.5"))
    }

    private func grant(
        _ script: RunScript, _ text: String, _ asset: AssetID, _ reason: BalanceUpdated.Reason
    ) {
        script.show(
            .balanceUpdated(
                BalanceUpdated(
                    holder: .agent(AgentID(0)), asset: asset, amount: amount(text),
                    reason: reason)))
    }
}
