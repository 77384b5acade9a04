import Bots
import Kernel
import MarketModel
import Primitives
import Runner
import Testing

@Suite("The README's bot")
struct PatientBuyerTests {
    @Test("buys when it runs beside makers and random traders")
    func buys() throws {
        let instrument = Instrument(
            id: InstrumentID(0), symbol: "ASSET/CASH", base: AssetID(1),
            tickSize: Amount(units: 1_000_000), lotSize: Amount(units: 10_000_000),
            referencePrice: Amount(whole: 100),
            fees: FeeSchedule(maker: .zero, taker: .zero))
        let market = MarketDescription(assets: ["CASH", "ASSET"], instruments: [instrument])
        let endowment = [Amount(whole: 10_000), Amount(whole: 100)]
        let groups = ["market_maker", "random", "patient_buyer"].map { name in
            AgentGroup(
                bot: name, name: name, count: 2, balances: endowment, parameters: nil)
        }
        let scenario = ExchangeScenario(
            name: "readme", ticks: 200, market: market, agents: groups)
        let run = ExchangeRun(scenario, seed: 1) { group in
            if group.bot == "patient_buyer" {
                return PatientBuyer(BotParameters(PatientBuyer.description))
            }
            var known = group
            known.parameters = Self.defaults(of: group.bot ?? "")
            return ExchangeRun.catalogStrategy(known)
        }
        try run.run()
        #expect(run.balances(AgentID(4))[1] > endowment[1])
    }

    private static func defaults(of bot: String) -> BotParameters? {
        BotCatalog.description(named: bot).map { BotParameters($0) }
    }
}
