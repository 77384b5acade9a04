import Analytics
import Determinism
import MarketModel
import Primitives
import Testing

@Suite("Figures of laboratories")
struct LaboratoryAnalyzerTests {
    /// Two buyers at 100 and 60, two sellers at 20 and 80: one pair gains, at 60 to 80.
    private func analyzer(_ trades: [(buyer: Int, seller: Int, price: Int64)]) -> LaboratoryAnalyzer
    {
        let analyzer = LaboratoryAnalyzer()
        let scenario: JSONValue = ["name": "small", "institution": ["name": "call_auction"]]
        analyzer.consume(.runCreated(RunCreated(scenario: scenario, seed: 3)), in: Tick(0))
        let traders: [(Side, Int64)] = [(.bid, 100), (.bid, 60), (.ask, 20), (.ask, 80)]
        for (number, trader) in traders.enumerated() {
            let created = LaboratoryTraderCreated(
                agent: AgentID(number), name: "t\(number)", side: trader.0, units: [trader.1],
                trader: "zi_c")
            analyzer.consume(.economy(.traderCreated(created)), in: Tick(0))
        }
        analyzer.consume(.runStarted, in: Tick(0))
        analyzer.consume(.tickStarted, in: Tick(0))
        for (number, trade) in trades.enumerated() {
            let traded = GoodsTraded(
                trade: TradeID(Int64(number) + 1), buyer: AgentID(trade.buyer),
                seller: AgentID(trade.seller), pair: .aForMoney, units: 1, payment: trade.price,
                price: Double(trade.price), position: Position(x: 0, y: 0), gainOfBuyer: 0,
                gainOfSeller: 0)
            analyzer.consume(.economy(.goodsTraded(traded)), in: Tick(0))
        }
        let period = PeriodEnded(trades: Int64(trades.count), surplus: 0, efficiency: nil)
        analyzer.consume(.economy(.periodEnded(period)), in: Tick(0))
        return analyzer
    }

    @Test("the equilibrium trade has all gains and no deviation")
    func equilibrium() throws {
        let period = try #require(analyzer([(0, 2, 70)]).periods.first)
        #expect(period.surplus == 80 && period.efficiency == 100)
        #expect(period.alpha == 0 && period.meanPrice == 70)
        #expect(period.buyerGain == 30 && period.sellerGain == 50)
        #expect(period.untradedLoss == 0 && period.extramarginalLoss == 0)
        #expect(period.profitDispersion == 0)
    }

    @Test("losses split into what should have traded and what should not")
    func losses() throws {
        // Buyer 1 takes seller 2's unit: 40 of 80; buyer 0 is left out, 30 lost and 10 beside.
        let period = try #require(analyzer([(1, 2, 40)]).periods.first)
        #expect(period.efficiency == 50)
        #expect(period.untradedLoss == 37.5 && period.extramarginalLoss == 12.5)
        let alpha = try #require(period.alpha)
        #expect(abs(alpha - 100 * 30 / 70) < 1e-12)
    }

    @Test("without a trade there is no price, and everything is lost")
    func silence() throws {
        let period = try #require(analyzer([]).periods.first)
        #expect(period.efficiency == 0 && period.alpha == nil && period.meanPrice == nil)
        #expect(period.untradedLoss == 100)
    }

    @Test("a pool gains what it is paid, its goods at the equilibrium price")
    func pool() throws {
        let period = try #require(analyzer([(0, 4, 75), (4, 2, 60)]).periods.first)
        #expect(period.buyerGain == 25 && period.sellerGain == 40 && period.poolGain == 15)
    }

    @Test("the summary names run and theory, and its report every period")
    func summary() {
        let summary = analyzer([(0, 2, 70)]).summary()
        #expect(summary.scenario == "small" && summary.seed == 3)
        #expect(summary.theory.prices == 60...80 && summary.theory.quantity == 1)
        let record = RunRecord(runID: "r", finalEventHash: "h", wallSeconds: nil)
        let text = LaboratoryReport(summary, record).lines.map(\.text).joined(separator: "\n")
        #expect(text.contains("equilibrium price 60 to 80, 1 units"))
        #expect(summary.document(of: record)["means"]?["efficiency"] != nil)
    }

    @Test("schedules without gains, or without a side, are said to have none")
    func remarks() {
        func remark(_ values: [Int64], _ costs: [Int64]) -> String? {
            let analyzer = LaboratoryAnalyzer()
            for (side, limits) in [(Side.bid, values), (.ask, costs)] {
                let created = LaboratoryTraderCreated(
                    agent: AgentID(0), name: "t", side: side, units: limits, trader: "zi_c")
                analyzer.consume(.economy(.traderCreated(created)), in: Tick(0))
            }
            analyzer.consume(.runStarted, in: Tick(0))
            return analyzer.summary().remark
        }
        #expect(remark([], [10])?.contains("buy") == true)
        #expect(remark([10], [])?.contains("sell") == true)
        #expect(remark([10], [20])?.contains("no gains") == true)
        #expect(remark([20], [10]) == nil)
    }
}

@Suite("Supply and demand")
struct SupplyAndDemandTests {
    @Test("Smith's schedule crosses at 200 with five units")
    func smith() {
        let limits = Array(stride(from: Int64(75), through: 325, by: 25))
        let theory = SupplyAndDemand(values: limits, costs: limits)
        #expect(theory.quantity == 5 && theory.prices == 200...200 && theory.surplus == 750)
        #expect(theory.surplusWhenAllTrade == 0)
        #expect(theory.surplus(at: 150) == 700)
    }

    @Test("curves that end bound the price from their own side")
    func ends() {
        let theory = SupplyAndDemand(values: [100, 90], costs: [10, 20])
        #expect(theory.prices == 20...90 && theory.quantity == 2)
        #expect(SupplyAndDemand(values: [], costs: [10]).prices == nil)
        #expect(SupplyAndDemand(values: [5], costs: [5]).efficiency(of: 0) == nil)
    }
}
