import MarketModel

/// What markets looked like at the bots' step of past ticks, as far back as anyone looks.
struct MarketMemory {
    private let lookBackTicks: Int
    private let greatestLatency: Int64
    private var prices: [[Double]]
    private var start: [MarketView] = []
    /// The views of the last ticks, the present one last.
    private var recent: [[MarketView]] = []

    init(instruments: Int, lookBackTicks: Int, greatestLatency: Int64) {
        self.lookBackTicks = lookBackTicks
        self.greatestLatency = greatestLatency
        prices = Array(repeating: [], count: instruments)
    }

    /// Notes the price of an instrument at the present tick, and returns it with those before.
    mutating func remember(price: Double, of instrument: Int) -> [Double] {
        if prices[instrument].count > lookBackTicks { prices[instrument].removeFirst() }
        prices[instrument].append(price)
        return prices[instrument]
    }

    /// Notes how the markets looked before the first tick.
    mutating func rememberStart(_ views: [MarketView]) { start = views }

    /// Notes how the markets look at the present tick.
    mutating func remember(_ views: [MarketView]) {
        if Int64(recent.count) > greatestLatency { recent.removeFirst() }
        recent.append(views)
    }

    /// The markets as they were `latency` ticks ago; in the first ticks as at the start.
    func views(ticksAgo latency: Int64) -> [MarketView] {
        let index = Int64(recent.count) - 1 - latency
        return index < 0 ? start : recent[Int(index)]
    }
}
