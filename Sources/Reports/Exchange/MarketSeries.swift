import Determinism
import MarketModel
import Primitives

/// What one point of a market's series stands for.
struct MarketPoint {
    var tick: Int64 = 0
    var open: Amount?
    var high: Amount?
    var low: Amount?
    var close: Amount?
    var volume: Int128 = 0
    var trades: Int64 = 0
    /// Best ask less best bid, summed over the closings that had both.
    var spreadSum: Int128 = 0
    var widestSpread: Int128 = 0
    var quotedTicks: Int64 = 0
    /// Of all trades of the run so far.
    var volumeWeightedPrice: Amount?
    /// The best levels at the last closing, best first.
    var bids: [(price: Amount, open: Amount)] = []
    var asks: [(price: Amount, open: Amount)] = []

    mutating func trade(_ price: Amount, _ quantity: Amount) {
        open = open ?? price
        high = max(high ?? price, price)
        low = min(low ?? price, price)
        close = price
        volume += quantity.units
        trades += 1
    }

    mutating func quote(bid: Amount, ask: Amount) {
        let spread = ask.units - bid.units
        spreadSum += spread
        widestSpread = max(widestSpread, spread)
        quotedTicks += 1
    }
}

/// A market over time: prices, volume, spread and the book, a point for so many ticks.
struct MarketSeries {
    /// How many levels of a side every point carries.
    static let levels = 12
    /// How many the last book has.
    static let finalLevels = 50

    private(set) var points: [MarketPoint] = []
    private(set) var current = MarketPoint()

    /// What all trades so far cost together, in units of 10⁻⁸ of cash.
    private var turnover: Int128 = 0
    /// How much they moved, in units of 10⁻⁸.
    private var traded: Int128 = 0
    /// The tick in which the highest price of all was first paid.
    private(set) var peak: (price: Amount, tick: Int64)?
    /// The tick in which the lowest was.
    private(set) var trough: (price: Amount, tick: Int64)?

    mutating func trade(_ price: Amount, _ quantity: Amount, in tick: Int64) {
        current.trade(price, quantity)
        turnover += price.units * quantity.units / Int128(Amount.unitsPerWhole)
        traded += quantity.units
        if price > peak?.price ?? Amount(units: .min) { peak = (price, tick) }
        if price < trough?.price ?? Amount(units: .max) { trough = (price, tick) }
    }

    mutating func quote(bid: Amount, ask: Amount) { current.quote(bid: bid, ask: ask) }

    /// Ends the point at hand.
    mutating func close(
        _ tick: Int64, vwap: Amount?, bids: [(price: Amount, open: Amount)],
        asks: [(price: Amount, open: Amount)]
    ) {
        current.tick = tick
        current.volumeWeightedPrice = vwap
        current.bids = bids
        current.asks = asks
        points.append(current)
        current = MarketPoint()
    }

    /// The point at hand and the sums behind it, for a page that goes on with them.
    func pending(of instrument: Instrument) -> JSONValue {
        let price = ExactNumber.decimals(of: instrument.tickSize)
        let lots = ExactNumber.decimals(of: instrument.lotSize)
        return [
            "open": ExactNumber.json(current.open, decimals: price),
            "high": ExactNumber.json(current.high, decimals: price),
            "low": ExactNumber.json(current.low, decimals: price),
            "close": ExactNumber.json(current.close, decimals: price),
            "volume": ExactNumber.json(current.volume, decimals: lots),
            "trades": .integer(current.trades), "turnover": .string(String(turnover)),
            "traded": .string(String(traded)),
        ]
    }

    /// The series in columns; prices and quantities in units of the instrument's own decimals.
    func document(of instrument: Instrument) -> [JSONMember] {
        let price = ExactNumber.decimals(of: instrument.tickSize)
        let lots = ExactNumber.decimals(of: instrument.lotSize)
        func column(_ name: String, _ value: (MarketPoint) -> JSONValue) -> JSONMember {
            JSONMember(name, .array(points.map(value)))
        }
        func levels(_ levels: [(price: Amount, open: Amount)]) -> JSONValue {
            .array(
                levels.flatMap {
                    [
                        ExactNumber.json($0.price, decimals: price),
                        ExactNumber.json($0.open, decimals: lots),
                    ]
                })
        }
        return [
            column("tick") { .integer($0.tick) },
            column("open") { ExactNumber.json($0.open, decimals: price) },
            column("high") { ExactNumber.json($0.high, decimals: price) },
            column("low") { ExactNumber.json($0.low, decimals: price) },
            column("close") { ExactNumber.json($0.close, decimals: price) },
            column("volume") { ExactNumber.json($0.volume, decimals: lots) },
            column("trades") { .integer($0.trades) },
            column("vwap") { ExactNumber.json($0.volumeWeightedPrice) },
            column("spread_mean") { point in
                guard point.quotedTicks > 0 else { return .null }
                return ExactNumber.json(
                    Amount.flooring(point.spreadSum, over: Int128(point.quotedTicks)))
            },
            column("spread_widest") {
                $0.quotedTicks > 0 ? ExactNumber.json($0.widestSpread, decimals: price) : .null
            },
            column("bids") { levels($0.bids) },
            column("asks") { levels($0.asks) },
        ]
    }
}
