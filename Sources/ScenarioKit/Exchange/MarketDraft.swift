import MarketModel
import Primitives

/// Assets and instruments as far as they could be read.
struct MarketDraft {
    /// The asset everything is priced in; called so where nothing is traded.
    static let nameOfCash = "CASH"

    /// Names of the assets; the first is cash.
    var assets: [String] = []
    /// The symbols by instrument number; `nil` where it could not be read.
    var symbols: [String?] = []
    /// The instruments by number; `nil` where something was wrong.
    private(set) var instruments: [Instrument?] = []
    /// The reference prices by asset number, each of the first instrument that prices it.
    private(set) var marks: [Mark?] = []
    /// Whether every symbol is known: only then is a name that is not among them an error.
    var isComplete = true {
        didSet { isPriced = isPriced && isComplete }
    }
    /// Whether every asset's mark is known.
    private(set) var isPriced = true

    /// Adds an instrument, or a place for one where something was wrong.
    mutating func append(_ instrument: Instrument?) {
        instruments.append(instrument)
        guard let instrument else {
            isPriced = false
            return
        }
        while marks.count < assets.count { marks.append(nil) }
        let base = instrument.base.index
        if marks[base] == nil { marks[base] = Mark(instrument.referencePrice) }
    }

    /// The instrument with this symbol.
    func instrument(_ symbol: String) -> InstrumentID? {
        symbols.firstIndex(of: symbol).map { InstrumentID($0) }
    }

    /// The asset with this name.
    func asset(_ name: String) -> AssetID? { assets.firstIndex(of: name).map { AssetID($0) } }

    /// The market, if nothing was wrong with it.
    var description: MarketDescription? {
        let whole = instruments.compactMap { $0 }
        guard isComplete, whole.count == instruments.count else { return nil }
        return MarketDescription(assets: assets, instruments: whole)
    }
}
