import Analytics
import MarketModel
import Primitives
import Testing

@Suite("The summary as text")
struct ReportTests {
    private let record = RunRecord(
        runID: "0123456789abcdef", finalEventHash: "abc", wallSeconds: 0.5)

    private func lines(_ script: RunScript) -> [String] {
        RunReport(script.summary(), record).lines.map(\.text)
    }

    private func script(agents: Int) -> RunScript {
        let script = RunScript()
        for index in 0..<agents {
            script.show(
                .agentCreated(
                    AgentCreated(
                        agent: AgentID(index), name: "maker-\(index + 1)", kind: .bot,
                        bot: "maker", balances: [amount("10000"), amount("100")])))
        }
        return script
    }

    @Test("a run of two agents fits on a page")
    func small() {
        let script = script(agents: 2)
        script.sell("1", at: "101.5", from: 0, to: 1)
        script.endTick(actions: 2, trades: 1)
        script.show(.runStopped(.completed))
        #expect(
            lines(script) == [
                ", seed 0: completed, 1 tick",
                "",
                "Leaderboard by P&L, which is the sum of the parts beside it",
                "#  name        equity     P&L  P&L %  spread  inventory  fall %"
                    + "  Sharpe  a year  win %  trades  status",
                "1  maker-1  20,150.00  150.00   0.75    1.50     148.50     0.0"
                    + "       –       –  100.0       1  active",
                "2  maker-2  20,150.00  150.00   0.75   -1.50     151.50     0.0"
                    + "       –       –      –       1  active",
                "",
                "By kind, means per agent",
                "kind   agents     P&L  P&L %  inventory  maker %  win %  trades  mostly",
                "maker       2  150.00   0.75     150.00     50.0  100.0       1"
                    + "  gains by inventory",
                "",
                "Markets",
                "instrument    open    high     low    last      VWAP  volume  trades"
                    + "  mean spread  median  quoted %  depth at best  volatility %",
                "ASSET/CASH  101.50  101.50  101.50  101.50  101.5000       1       1"
                    + "            –       –       0.0              –             –",
                "",
                "Run",
                "run id   0123456789abcdef",
                "done     2 actions, 1 trades, 7 events in 0.500 s: 14 events/s",
                "house    0.00 CASH, 0.00 ASSET",
                "head     6:abc",
            ])
    }

    @Test("of many agents the first and the last are shown, and it says so")
    func many() {
        let lines = lines(script(agents: 1_000))
        #expect(lines[2].contains("the first 10 and the last 5 of 1,000"))
        #expect(lines[13].contains(" 10  maker-10 "))
        #expect(lines[14] == "… 985 more agents …")
        #expect(lines[15].contains(" 996  maker-996 "))
        #expect(lines.count < 40)
    }

    @Test("a run that has not ended says that it is paused")
    func paused() {
        let script = script(agents: 1)
        script.endTick()
        #expect(lines(script)[0] == ", seed 0: paused after 1 tick")
    }

    @Test("no name reaches the terminal raw")
    func hostileNames() {
        let market = MarketDescription(
            assets: ["CASH\u{1B}[31m", "A\u{202E}B"],
            instruments: RunScript.market().instruments)
        let script = RunScript(market)
        script.show(
            .agentCreated(
                AgentCreated(
                    agent: AgentID(0), name: "a\u{1B}]0;x\u{7}\nb", kind: .bot,
                    bot: "\u{9B}31m", balances: [amount("1"), amount("1")])))
        for line in lines(script) {
            #expect(
                line.unicodeScalars.allSatisfy { scalar in
                    scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
                        && scalar != "\u{202E}"
                }, "\(line.debugDescription)")
        }
    }

    @Test("numbers are rounded to the nearest, halves away from zero")
    func numerals() {
        #expect(Numeral.amount(amount("1234567.895"), decimals: 2) == "1,234,567.90")
        #expect(Numeral.amount(amount("-0.005"), decimals: 2) == "-0.01")
        #expect(Numeral.amount(amount("-0.004"), decimals: 2) == "0.00")
        #expect(Numeral.amount(amount("0.00000001"), decimals: 8) == "0.00000001")
        #expect(Numeral.amount(nil, decimals: 2) == "–")
        #expect(Numeral.real(-0.00004, decimals: 4) == "0.0000")
        #expect(Numeral.real(12345.678, decimals: 1) == "12,345.7")
        #expect(Numeral.real(.nan, decimals: 1) == "–")
        #expect(Numeral.percent(0.12345, decimals: 2) == "12.35")
        #expect(Numeral.count(.min) == "-9,223,372,036,854,775,808")
    }
}
