import Analytics
import MarketModel
import Primitives
import RealModule
import Testing

@Suite("What is said of an instrument")
struct InstrumentFigureTests {
    @Test("open, high, low, last, volume and the price weighted by it")
    func prices() {
        let script = RunScript()
        script.createAgents("a", "b")
        for (quantity, price) in [("1", "100"), ("2", "103"), ("0.3", "98"), ("1", "101")] {
            script.sell(quantity, at: price, from: 0, to: 1)
        }
        let figures = script.summary().instruments[0]
        let prices = [figures.open, figures.high, figures.low, figures.last]
        #expect(prices == [amount("100"), amount("103"), amount("98"), amount("101")])
        #expect(figures.volume == amount("4.3") && figures.trades == 4)
        // 436.4 / 4.3 = 101.488372093…
        #expect(figures.volumeWeightedPrice == amount("101.48837209"))
    }

    @Test("spreads and depth are those of closings where both sides stand")
    func spreads() {
        let script = RunScript()
        script.createAgents("a", "b")
        script.place(0, .bid, "1", at: "99")
        script.endTick()  // one side: not counted
        let far = script.place(0, .ask, "2", at: "103")
        script.endTick()  // 4, depth 1 and 2
        let near = script.place(0, .ask, "4", at: "100")
        script.place(0, .bid, "0.5", at: "99")
        script.endTick()  // 1, depth 1.5 and 4
        script.cancel(near, of: 0, open: "4")
        script.endTick()  // 4, depth 1.5 and 2
        script.show(.orderExpired(order: far, agent: AgentID(0), open: amount("2")))
        script.endTick()
        let figures = script.summary().instruments[0]
        #expect(figures.meanSpread == amount("3"))
        #expect(figures.medianSpread == amount("4"))
        #expect(figures.quotedShare == 0.6)
        // (3 + 5.5 + 3.5) / 6
        #expect(figures.meanDepthAtBest == amount("2"))
    }

    @Test("of an even number of spreads the median is the mean of the middle two")
    func evenMedian() {
        let script = RunScript()
        script.createAgents("a", "b")
        script.place(0, .bid, "1", at: "99")
        for price in ["107", "103", "101.01", "100"] {
            script.place(0, .ask, "1", at: price)
            script.endTick()
        }
        let figures = script.summary().instruments[0]
        #expect(figures.medianSpread == amount("3.005"))
        #expect(figures.meanSpread == amount("3.7525"))
    }

    @Test("volatility is the root of the summed squares of log changes of the closing mark")
    func volatility() throws {
        let script = RunScript()
        script.createAgents("a", "b")
        #expect(script.summary().instruments[0].volatility == nil)
        for price in ["100", "110", "110", "99"] {
            script.sell("1", at: price, from: 0, to: 1)
            script.endTick()
        }
        let up = Double.log(1.1)
        let down = Double.log(0.9)
        let volatility = try #require(script.summary().instruments[0].volatility)
        #expect(abs(volatility - (up * up + down * down).squareRoot()) < 1e-15)
    }

    @Test("before the first trade the mark is the mid, else the reference price")
    func marks() {
        let script = RunScript()
        script.createAgents("a")
        script.show(
            .scenarioEvent(.referencePrice(instrument: InstrumentID(0), price: amount("101"))))
        script.endTick()
        #expect(script.agent(0).equity == amount("20100"))
        script.place(0, .bid, "1", at: "99.01")
        script.place(0, .ask, "1", at: "99.02")
        script.endTick()
        #expect(script.agent(0).equity == amount("19901.5"))
    }

    @Test("an instrument nobody trades has no prices")
    func untraded() {
        let script = RunScript(RunScript.market(2))
        script.createAgents("a", "b")
        script.sell("1", at: "100", from: 0, to: 1)
        script.endTick()
        let figures = script.summary().instruments[1]
        #expect(figures.open == nil && figures.last == nil && figures.meanSpread == nil)
        #expect(figures.volumeWeightedPrice == nil && figures.meanDepthAtBest == nil)
        #expect(figures.volume == .zero && figures.trades == 0)
    }
}
