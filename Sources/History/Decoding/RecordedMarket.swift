public import Determinism
public import MarketModel
import Primitives

extension MarketDescription {
    /// Reads what is traded from the scenario in a `RUN_CREATED`.
    ///
    /// Cash is the quote asset of the first instrument; the other assets follow in the order in
    /// which instruments name them first. Bounds are those of a scenario that may be loaded.
    ///
    /// - Throws: The first thing that cannot be the market of a run.
    public init(recordedIn scenario: JSONValue) throws(AuditFinding) {
        // In an economy goods have their own events, and nothing is traded in a book.
        if scenario["kind"]?.stringValue?.utf8.elementsEqual("economy".utf8) == true {
            self.init(assets: [], instruments: [])
            return
        }
        if scenario["kind"]?.stringValue?.utf8.elementsEqual("laboratory".utf8) == true {
            self = .laboratory
            return
        }
        var assets: [String] = []
        var instruments: [Instrument] = []
        for entry in try RecordedScenario(scenario).children("instruments") {
            let instrument = try Self.instrument(entry, InstrumentID(instruments.count), &assets)
            if instruments.count == RecordLimits.instruments {
                throw .scenario("at most \(RecordLimits.instruments) instruments", "more")
            }
            instruments.append(instrument)
        }
        // Without instruments nothing names the cash.
        if assets.isEmpty { assets = ["CASH"] }
        let symbols = NameTable(instruments.map(\.symbol))
        for (number, instrument) in instruments.enumerated()
        where symbols.number(of: instrument.symbol) != number {
            throw .scenario("every instrument once", Excerpt.of(instrument.symbol))
        }
        self.init(assets: assets, instruments: instruments)
    }

    private static func instrument(
        _ entry: RecordedScenario, _ id: InstrumentID, _ assets: inout [String]
    ) throws(AuditFinding) -> Instrument {
        let symbol = try entry.text("symbol")
        let fees = try entry.child("fees")
        let instrument = Instrument(
            id: id, symbol: symbol, base: try base(in: symbol, &assets),
            tickSize: try entry.size("tick_size"), lotSize: try entry.size("lot_size"),
            referencePrice: try entry.size("reference_price"),
            maxPrice: try entry.size("max_price"),
            maxQuantity: try entry.size("max_quantity"),
            fees: FeeSchedule(
                maker: BasisPoints(units: try fees.rate("maker_bps")),
                taker: BasisPoints(units: try fees.rate("taker_bps"))))
        guard instrument.isExact, instrument.fees.maker.units + instrument.fees.taker.units >= 0,
            instrument.referencePrice.units % instrument.tickSize.units == 0
        else {
            throw .scenario("an instrument whose sizes and fees fit", Excerpt.of(entry.document))
        }
        return instrument
    }

    /// The asset that an instrument is about, added if it is new.
    private static func base(
        in symbol: String, _ assets: inout [String]
    ) throws(AuditFinding) -> AssetID {
        let names = symbol.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty else {
            throw .scenario("a symbol BASE/QUOTE", Excerpt.of(symbol))
        }
        let base = String(decoding: names[0], as: UTF8.self)
        let quote = String(decoding: names[1], as: UTF8.self)
        if assets.isEmpty { assets = [quote] }
        guard assets[0].utf8.elementsEqual(quote.utf8), !base.utf8.elementsEqual(quote.utf8)
        else { throw .scenario("another asset priced in \(Excerpt.of(assets[0]))", symbol) }
        if let known = assets.firstIndex(where: { $0.utf8.elementsEqual(base.utf8) }) {
            return AssetID(known)
        }
        assets.append(base)
        return AssetID(assets.count - 1)
    }
}

/// What a scenario may ask for at most. Within these bounds no sum or product of an audit is
/// too large for its type, whoever wrote the record.
///
/// They are those of a scenario file, but for amounts, which a world without a file may exceed.
enum RecordLimits {
    static let instruments = 1_000
    static let agents: Int64 = 1_000_000
    static let balances: Int64 = 10_000_000
    static let ticks: Int64 = 1_000_000_000_000
    static let actions: Int64 = 1_000_000_000
    /// Of an asset: all that was ever issued. Times a rate or a mark it still fits 128 bits.
    static let supply = Amount(units: 10_000_000_000_000_000_000_000_000_000)
}
