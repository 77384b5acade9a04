import Determinism
import Primitives

/// What each instrument's market was like.
struct MarketTable {
    private let instruments: [InstrumentSummary]

    init(_ instruments: [InstrumentSummary]) { self.instruments = instruments }

    func lines() -> [String] {
        if instruments.isEmpty { return [] }
        var table = TextTable()
        table.add(
            "instrument", .left,
            instruments.map { TerminalText.shortened($0.symbol, to: 24) })
        for (title, path) in Self.prices { table.add(title, prices(path)) }
        table.add("VWAP", prices(\.volumeWeightedPrice, extraDecimals: 2))
        table.add("volume", volumes())
        table.add("trades", instruments.map { Numeral.count($0.trades) })
        table.add("mean spread", prices(\.meanSpread, extraDecimals: 2))
        table.add("median", prices(\.medianSpread))
        table.add("quoted %", instruments.map { Numeral.percent($0.quotedShare, decimals: 1) })
        table.add(
            "depth at best",
            instruments.map { Numeral.amount($0.meanDepthAtBest, decimals: 2) })
        table.add(
            "volatility %", instruments.map { Numeral.percent($0.volatility, decimals: 2) })
        return table.lines()
    }

    private static var prices: [(String, KeyPath<InstrumentSummary, Amount?>)] {
        [("open", \.open), ("high", \.high), ("low", \.low), ("last", \.last)]
    }

    /// Prices with the decimals their instrument's trades have, two or more.
    private func prices(
        _ path: KeyPath<InstrumentSummary, Amount?>, extraDecimals: Int = 0
    ) -> [String] {
        instruments.map { instrument in
            let traded = Self.prices.compactMap { instrument[keyPath: $0.1] }
            let decimals = max(2, Self.decimals(of: traded)) + extraDecimals
            return Numeral.amount(instrument[keyPath: path], decimals: min(8, decimals))
        }
    }

    private func volumes() -> [String] {
        instruments.map { instrument in
            let decimals = min(2, Self.decimals(of: [instrument.volume]))
            return Numeral.amount(instrument.volume, decimals: decimals)
        }
    }

    /// How many decimals the amounts need.
    private static func decimals(of amounts: [Amount]) -> Int {
        var decimals = 0
        for amount in amounts {
            var rest = amount.units.magnitude % UInt128(Amount.unitsPerWhole)
            var needed = 8
            while needed > 0 && rest % 10 == 0 {
                rest /= 10
                needed -= 1
            }
            decimals = max(decimals, needed)
        }
        return decimals
    }
}
