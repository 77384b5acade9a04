public import Primitives

/// What an execution costs each side, as rates of the notional.
public struct FeeSchedule: Hashable, Codable, Sendable {
    /// The rate of the resting side; negative for a rebate.
    public var maker: BasisPoints
    /// The rate of the incoming side; negative for a rebate.
    public var taker: BasisPoints

    /// Creates a schedule. Loading checks that `maker + taker` is not negative.
    public init(maker: BasisPoints, taker: BasisPoints) {
        self.maker = maker
        self.taker = taker
    }

    /// The rate a reservation must cover: the dearer side, never below zero.
    public var reserved: BasisPoints { max(maker, taker, .zero) }

    /// What a bid of one lot sets aside: its notional, and the fee at the ``reserved`` rate,
    /// rounded up; as if it traded alone, the most that any splitting can cost.
    ///
    /// - Parameter notional: Of one lot; all amounts in units of 10⁻⁸ of cash.
    public func reserve(of notional: Int128) -> Int128 {
        notional + reserved.ofRoundedUp(notional)
    }
}

/// A traded pair: a base asset priced in cash, with its grid of prices and quantities.
public struct Instrument: Hashable, Codable, Sendable {
    /// Its place in the scenario's list.
    public let id: InstrumentID
    /// `BASE/QUOTE`.
    public let symbol: String
    /// The asset that is bought and sold.
    public let base: AssetID
    /// The price increment, in cash; positive.
    public let tickSize: Amount
    /// The quantity increment, in the base asset; positive.
    public let lotSize: Amount
    /// The price assumed until the market says otherwise; a multiple of the tick size.
    public let referencePrice: Amount
    /// The highest price an order may name, in cash.
    public let maxPrice: Amount
    /// The largest quantity an order may name, in the base asset.
    public let maxQuantity: Amount
    /// The fees in force at the start.
    public let fees: FeeSchedule
    /// The highest price an order may name, in tick sizes; computed once, asked at every quote.
    public let greatestTicks: Int64
    /// Whether a lot at any price costs a whole number of 10⁻⁸ units.
    public let isExact: Bool
    /// What one lot costs per tick size of its price, in units of 10⁻⁸ of cash.
    ///
    /// It means something only where ``isExact`` holds.
    public let notionalPerTick: Int128

    /// Creates an instrument; ``isExact`` and the bounds are checked by whoever reads it.
    public init(
        id: InstrumentID, symbol: String, base: AssetID, tickSize: Amount, lotSize: Amount,
        referencePrice: Amount, maxPrice: Amount = Instrument.greatestBound,
        maxQuantity: Amount = Instrument.greatestBound, fees: FeeSchedule
    ) {
        self.id = id
        self.symbol = symbol
        self.base = base
        self.tickSize = tickSize
        self.lotSize = lotSize
        self.referencePrice = referencePrice
        self.maxPrice = maxPrice
        self.maxQuantity = maxQuantity
        self.fees = fees
        let tickUnits = max(tickSize.units, 1)
        greatestTicks = Int64(clamping: maxPrice.units / tickUnits)
        let (product, overflow) = tickSize.units.multipliedReportingOverflow(by: lotSize.units)
        notionalPerTick = overflow ? 0 : product / Int128(Amount.unitsPerWhole)
        isExact = !overflow && product % Int128(Amount.unitsPerWhole) == 0
    }

    /// The greatest `maxPrice` and `maxQuantity`, 10⁹ units: every notional then fits 128 bits.
    public static let greatestBound = Amount(whole: 1_000_000_000)

    /// The price in cash.
    public func amount(of price: Price) -> Amount {
        Amount(units: Int128(price.units) * tickSize.units)
    }

    /// The quantity in the base asset.
    public func amount(of quantity: Lots) -> Amount {
        Amount(units: Int128(quantity.units) * lotSize.units)
    }
}

/// The assets and instruments of a run, by their numbers.
public struct MarketDescription: Hashable, Sendable {
    /// Names of the assets; the first is cash.
    public let assets: [String]
    /// The instruments, in the scenario's order.
    public let instruments: [Instrument]

    /// Describes a market.
    public init(assets: [String], instruments: [Instrument]) {
        self.assets = assets
        self.instruments = instruments
    }

    /// The instrument that prices an asset: the first with it as base; `nil` for cash.
    public func pricing(of asset: AssetID) -> Instrument? {
        instruments.first { $0.base == asset }
    }
}

extension MarketDescription {
    /// What is traded in every laboratory: good `A` for money `M`, both in whole units.
    public static let laboratory = MarketDescription(
        assets: ["M", "A"],
        instruments: [
            Instrument(
                id: InstrumentID(0), symbol: "A/M", base: AssetID(1), tickSize: Amount(whole: 1),
                lotSize: Amount(whole: 1), referencePrice: Amount(whole: 1),
                fees: FeeSchedule(maker: .zero, taker: .zero))
        ])
}
