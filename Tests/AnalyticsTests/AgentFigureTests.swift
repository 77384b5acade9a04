import Analytics
import MarketModel
import Primitives
import Testing

@Suite("What is said of an agent")
struct AgentFigureTests {
    @Test("a sale wins when it beats the average cost, fees on both sides counted")
    func winRate() {
        let script = RunScript()
        script.createAgents("a", "b")
        // 100 at 100 and 100 at 110 (fee 5) cost 105.05 on average.
        let ask = script.place(1, .ask, "100", at: "110")
        let bid = script.place(0, .bid, "100", at: "110")
        script.trade(
            "100", at: "110", .bid, maker: (1, ask), taker: (0, bid), fees: ("0", "10"))
        #expect(script.agent(0).winRate == nil)
        sellNet(script, price: "105.05", fee: "0")  // just the cost: no win
        sellNet(script, price: "105.06", fee: "0")  // a win
        sellNet(script, price: "105.06", fee: "0.01")  // the fee eats it
        sellNet(script, price: "105.06", fee: "0.00999999")  // by one unit, a win
        #expect(script.agent(0).winRate == 0.5)
        #expect(script.agent(0).trades == 5)
        // b sold what cost 100 for 110.
        #expect(script.agent(1).winRate == 1)
    }

    private func sellNet(_ script: RunScript, price: String, fee: String) {
        let bid = script.place(1, .bid, "1", at: price)
        let ask = script.place(0, .ask, "1", at: price)
        script.trade(
            "1", at: price, .ask, maker: (1, bid), taker: (0, ask), fees: ("0", fee))
    }

    @Test("a rebate helps a sale to win")
    func rebateWins() {
        let script = RunScript()
        script.createAgents("a", "b")
        sellNet(script, price: "100", fee: "-0.00000001")
        #expect(script.agent(0).winRate == 1)
    }

    @Test("minted goods cost their mark; burnt ones leave at the average")
    func decreedCost() {
        let script = RunScript()
        script.createAgents("a", "b")
        script.sell("1", at: "120", from: 1, to: 1)
        for (text, reason) in [("100", BalanceUpdated.Reason.mint), ("-50", .burn)] {
            script.show(
                .balanceUpdated(
                    BalanceUpdated(
                        holder: .agent(AgentID(0)), asset: AssetID(1), amount: amount(text),
                        reason: reason)))
        }
        script.sell("1", at: "110", from: 0, to: 1)
        #expect(script.agent(0).winRate == 0)
        script.sell("1", at: "110.01", from: 0, to: 1)
        #expect(script.agent(0).winRate == 0.5)
    }

    /// Closings at marks of 90, 120, 60, 90: equities 20,000, then 19,000, 22,000, 16,000, 19,000.
    private func swings() -> RunScript {
        let script = RunScript()
        script.createAgents("a", "b")
        for price in ["90", "120", "60", "90"] {
            script.sell("0.1", at: price, from: 1, to: 1)
            script.endTick()
        }
        return script
    }

    @Test("the drawdown is the deepest fall from a peak, the start included")
    func drawdown() {
        #expect(swings().agent(0).maximumDrawdown == 6.0 / 22.0)
        let script = RunScript()
        script.createAgents("a", "b")
        script.sell("0.1", at: "90", from: 1, to: 1)
        script.endTick()
        #expect(script.agent(0).maximumDrawdown == 0.05)
    }

    @Test("the Sharpe ratio is the mean over the sample deviation of the ticks' returns")
    func sharpe() throws {
        let returns = [-1.0 / 20, 3.0 / 19, -6.0 / 22, 3.0 / 16]
        let mean = returns.reduce(0, +) / 4
        let squares = returns.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
        let expected = mean / (squares / 3).squareRoot()
        let agent = swings().agent(0)
        let sharpe = try #require(agent.sharpeRatio)
        #expect(abs(sharpe - expected) < 1e-12)
        #expect(agent.annualSharpeRatio == sharpe * 10)
    }

    @Test("what is undefined is nil")
    func undefined() {
        let script = RunScript()
        script.createAgents("a")
        var agent = script.agent(0)
        #expect(agent.winRate == nil && agent.makerShare == nil)
        script.endTick()
        script.endTick()
        agent = script.agent(0)
        #expect(agent.sharpeRatio == nil && agent.annualSharpeRatio == nil)
        #expect(agent.maximumDrawdown == 0)
    }

    @Test("an agent without any equity has no percentages")
    func penniless() {
        let script = RunScript()
        script.show(
            .agentCreated(
                AgentCreated(
                    agent: AgentID(0), name: "p", kind: .remote, bot: nil,
                    balances: [.zero, .zero])))
        script.endTick()
        script.endTick()
        let agent = script.agent(0)
        #expect(agent.profitPercent == nil && agent.maximumDrawdown == nil)
        #expect(agent.sharpeRatio == nil)
    }

    @Test("refusals, excess and bankruptcy are counted")
    func counts() {
        let script = RunScript()
        script.createAgents("a", "b")
        let cancel = Action.cancelOrder(OrderID(9))
        script.show(.orderRejected(Rejection(cancel, of: AgentID(1), because: .orderNotFound)))
        script.show(.rateLimitHit(agent: AgentID(1), attempted: 17, limit: 10))
        script.endTick(actions: 1)
        script.show(
            .agentBankrupt(
                AgentBankrupt(
                    agent: AgentID(1), equity: .zero, balances: [.zero, .zero],
                    cause: .equity)))
        script.endTick(actions: 4)
        let agent = script.agent(1)
        #expect(agent.rejections == 1 && agent.rateLimited == 7)
        #expect(agent.bankruptAt == Tick(1) && script.agent(0).bankruptAt == nil)
        #expect(script.summary().actions == 5 && script.summary().ticks == 2)
    }
}
