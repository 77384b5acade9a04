import Determinism
import MarketModel
import Primitives

extension ScenarioDraw {
    /// Sizes in units of 10⁻⁸ whose product is a whole number of such units.
    private static var grids: [(tick: Int64, lot: Int64)] {
        [
            (1_000_000, 10_000_000), (1_000_000, 100_000_000), (100_000_000, 100_000_000),
            (1, 100_000_000), (100_000_000, 1), (37_000_000, 300_000_000), (25_000_000, 4),
            (12_500_000, 8_000), (700_000_000, 300_000_000), (1_000_000_000, 10_000_000),
            (10_000, 10_000), (1, 700_000_000),
        ]
    }

    /// Rates in basis points: makers', takers'; never negative together.
    private static var feePairs: [(maker: Double, taker: Double)] {
        [
            (0, 10), (0, 10), (0, 0), (-2, 5), (5, -5), (10_000, 10_000), (0.0001, 0.0001),
            (-3.3333, 3.3333), (25.5, 12.25), (-10_000, 10_000), (10_000, -10_000), (30, -1),
            (0.5, 33.3331),
        ]
    }

    mutating func fees() -> FeeSchedule {
        let pair = random.pick(Self.feePairs)
        func rate(_ value: Double) -> BasisPoints {
            BasisPoints(units: Int64((value * 10_000).rounded()))
        }
        return FeeSchedule(maker: rate(pair.maker), taker: rate(pair.taker))
    }

    mutating func market() -> MarketDescription {
        let count = random.chance(0.03) ? 0 : random.pick([1, 1, 1, 1, 2, 2, 2, 3])
        var instruments: [Instrument] = []
        for index in 0..<count { instruments.append(instrument(index)) }
        let names = ["CASH"] + instruments.map { "ASSET\($0.id.index)" }
        return MarketDescription(assets: names, instruments: instruments)
    }

    private mutating func instrument(_ index: Int) -> Instrument {
        let grid = random.pick(Self.grids)
        let bound = Int64(Instrument.greatestBound.units)
        let mostTicks = bound / grid.tick
        let reference = min(
            random.pick([1, 2, 10, 100, 100, 1_000, 12_345, 1_000_000_000]), mostTicks)
        let highest =
            random.chance(0.7)
            ? bound : min(bound, grid.tick * reference * random.whole(1...3))
        let largest =
            random.chance(0.7)
            ? bound : min(bound, grid.lot * random.whole(1...100))
        return Instrument(
            id: InstrumentID(index), symbol: "ASSET\(index)/CASH", base: AssetID(index + 1),
            tickSize: Amount(units: Int128(grid.tick)),
            lotSize: Amount(units: Int128(grid.lot)),
            referencePrice: Amount(units: Int128(grid.tick * reference)),
            maxPrice: Amount(units: Int128(highest)),
            maxQuantity: Amount(units: Int128(largest)), fees: fees())
    }

    /// From nothing to 10¹² units; often what a few or a thousand lots cost.
    mutating func cash(in market: MarketDescription) -> Amount {
        let instrument = market.instruments.first
        let ticks = instrument.map { $0.referencePrice.units / $0.tickSize.units } ?? 1
        let lot = ticks * (instrument?.notionalPerTick ?? 1_000)
        let most = Amount(whole: 1_000_000_000_000).units
        switch random.below(8) {
        case 0: return Amount(units: Int128(random.whole(0...2)))
        case 1: return Amount(units: most)
        case 2, 3: return Amount(units: min(most, lot * Int128(random.whole(1...20))))
        default:
            return Amount(units: min(most, lot * Int128(random.whole(100...10_000)) + 7))
        }
    }

    mutating func holding(of asset: AssetID, in market: MarketDescription) -> Amount {
        let lot = market.pricing(of: asset)?.lotSize.units ?? 1
        switch random.below(8) {
        case 0: return .zero
        case 1: return Amount(whole: random.magnitude(digits: 9))
        case 2: return Amount(units: lot * Int128(random.whole(0...10)) + 1)
        default: return Amount(units: lot * Int128(random.whole(10...2_000)))
        }
    }
}
