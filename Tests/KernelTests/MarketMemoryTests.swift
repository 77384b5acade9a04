import MarketModel
import Primitives
import TestSupport
import Testing

@testable import Kernel

@Suite("What is remembered of past markets")
struct MarketMemoryTests {
    @Test("every age has its own view and the prices up to then", arguments: [0, 1, 3, 7] as [Int])
    func ages(lookBack: Int) {
        var memory = MarketMemory(instruments: 1, lookBackTicks: lookBack, greatestLatency: 4)
        memory.rememberStart([view(at: 1_000, past: [1_000])])
        for tick in 0..<40 {
            let past = memory.remember(price: Double(tick), of: 0)
            memory.remember([view(at: Int64(tick + 1), past: past)])
            for age in 0...4 {
                let seen = memory.views(ticksAgo: Int64(age))[0]
                let then = tick - age
                let expected =
                    then < 0 ? [1_000] : (max(0, then - lookBack)...then).map { Double($0) }
                #expect(seen.pastPrices == expected, "tick \(tick), age \(age)")
                #expect(seen.referencePrice.units == (then < 0 ? 1_000 : Int64(then + 1)))
            }
        }
    }

    private func view(at price: Int64, past: [Double]) -> MarketView {
        let instrument = MarketDescription.assetCash().instruments[0]
        return MarketView(
            instrument: instrument, fees: instrument.fees, referencePrice: Price(units: price),
            isHalted: false, bids: [], asks: [], recentTrades: [], pastPrices: past)
    }
}
