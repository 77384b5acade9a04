import MarketModel
import Primitives

/// What markets looked like at the bots' step of past ticks, as far back as anyone looks.
///
/// Past prices are kept once per instrument, not with every view: a long look-back and a long
/// latency would multiply.
struct MarketMemory: Codable, Sendable {
    private let lookBackTicks: Int
    private let greatestLatency: Int
    /// By instrument, the present one last: as many as the oldest view may need.
    private var prices: [[Double]]
    private var start: [MarketView] = []
    /// The views of the present tick, past prices included.
    private var present: [MarketView] = []
    /// The views of the last ticks without past prices, in a ring.
    private var ring: [[MarketView]] = []
    /// The place in the ring of the present tick's views.
    private var newest = -1

    init(instruments: Int, lookBackTicks: Int, greatestLatency: Int64) {
        self.lookBackTicks = lookBackTicks
        self.greatestLatency = Int(greatestLatency)
        prices = Array(repeating: [], count: instruments)
    }

    /// Goes on with what a memory of the same instruments and latencies holds.
    ///
    /// It may have looked back less far: a branch of a run may give a bot a longer look-back.
    mutating func restore(_ kept: MarketMemory) throws(SnapshotError) {
        let count = prices.count
        guard kept.prices.count == count, kept.greatestLatency == greatestLatency,
            kept.ring.count <= greatestLatency + 1, kept.newest < max(1, kept.ring.count),
            kept.newest >= -1,
            ([kept.start, kept.present] + kept.ring)
                .allSatisfy({ $0.isEmpty || $0.count == count })
        else { throw SnapshotError("a memory of other markets") }
        prices = kept.prices
        start = kept.start
        present = kept.present
        ring = kept.ring
        newest = kept.newest
    }

    /// Notes the price of an instrument at the present tick, and returns it with those before.
    mutating func remember(price: Double, of instrument: Int) -> [Double] {
        let kept = lookBackTicks + 1 + greatestLatency
        // Dropped many at once, so that a tick costs the same however far back anyone looks.
        if prices[instrument].count >= 2 * kept { prices[instrument].removeFirst(kept) }
        prices[instrument].append(price)
        return pastPrices(of: instrument, ticksAgo: 0)
    }

    /// Notes how the markets looked before the first tick.
    mutating func rememberStart(_ views: [MarketView]) { start = views }

    /// Notes how the markets look at the present tick.
    mutating func remember(_ views: [MarketView]) {
        present = views
        if greatestLatency == 0 { return }
        var bare = views
        for index in bare.indices { bare[index].pastPrices = [] }
        newest = newest == greatestLatency ? 0 : newest + 1
        if ring.count <= greatestLatency { ring.append(bare) } else { ring[newest] = bare }
    }

    /// The markets as they were `latency` ticks ago; in the first ticks as at the start.
    func views(ticksAgo latency: Int64) -> [MarketView] {
        if latency == 0 { return present }
        guard latency < ring.count else { return start }
        let place = newest - Int(latency)
        var views = ring[place < 0 ? place + ring.count : place]
        for index in views.indices {
            views[index].pastPrices = pastPrices(of: index, ticksAgo: Int(latency))
        }
        return views
    }

    private func pastPrices(of instrument: Int, ticksAgo latency: Int) -> [Double] {
        Array(prices[instrument].dropLast(latency).suffix(lookBackTicks + 1))
    }
}
