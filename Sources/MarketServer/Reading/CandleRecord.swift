import MarketModel
import Primitives

/// What a stretch of ticks traded at.
struct Candle: Hashable, Sendable {
    /// The first of its ticks.
    var tick: Int64
    var open: Amount
    var high: Amount
    var low: Amount
    var close: Amount
    var volume: Amount
    var trades: Int64

    /// A stretch without trades, at the price before it.
    init(flat price: Amount, at tick: Int64) {
        self.tick = tick
        (open, high, low, close) = (price, price, price, price)
        volume = .zero
        trades = 0
    }

    /// Adds a later stretch.
    mutating func add(_ other: Candle) {
        if other.trades == 0 { return }
        if trades == 0 {
            (open, high, low) = (other.open, other.high, other.low)
        } else {
            high = max(high, other.high)
            low = min(low, other.low)
        }
        close = other.close
        volume = Amount(units: volume.units + other.volume.units)
        trades += other.trades
    }
}

/// The trades of every tick that had any, by instrument, folded from the events.
final class CandleRecord: EventConsumer {
    private var ticks: [[Candle]]
    private(set) var lastTick: Int64 = 0

    init(instruments: Int) { ticks = Array(repeating: [], count: instruments) }

    func consume(_ event: Event, in tick: Tick) {
        lastTick = max(lastTick, tick.index)
        guard case .tradeExecuted(let trade) = event else { return }
        let index = trade.instrument.index
        var candle = Candle(flat: trade.price, at: tick.index)
        (candle.volume, candle.trades) = (trade.quantity, 1)
        if let last = ticks[index].last, last.tick == tick.index {
            ticks[index][ticks[index].count - 1].add(candle)
        } else {
            ticks[index].append(candle)
        }
    }

    /// Candles of so many ticks each, the newest first; the first one starts with tick 0.
    ///
    /// - Parameters:
    ///   - tick: Only candles that start before this tick.
    ///   - first: Only candles that end at this tick or later.
    ///   - reference: The price before any trade.
    func candles(
        of instrument: InstrumentID, every count: Int64, before tick: Int64, from first: Int64,
        reference: Amount, limit: Int
    ) -> [Candle] {
        let traded = ticks[instrument.index]
        var found: [Candle] = []
        var start = min(tick - 1, lastTick)
        guard start >= 0 else { return [] }
        start -= start % count
        var end = Self.place(of: start + count, in: traded)
        while start >= 0, start + count > first, found.count < limit {
            let begin = Self.place(of: start, in: traded)
            let before = begin > 0 ? traded[begin - 1].close : reference
            var candle = Candle(flat: before, at: start)
            for part in traded[begin..<end] { candle.add(part) }
            found.append(candle)
            end = begin
            start -= count
        }
        return found
    }

    /// How many of the ticks are before one.
    private static func place(of tick: Int64, in ticks: [Candle]) -> Int {
        var low = 0
        var high = ticks.count
        while low < high {
            let middle = (low + high) / 2
            if ticks[middle].tick < tick { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
