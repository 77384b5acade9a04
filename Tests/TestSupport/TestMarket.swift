public import MarketModel
public import Primitives

/// The amount a test writes as text.
public func amount(_ text: some StringProtocol) -> Amount {
    guard let amount = try? Amount(parsing: text) else {
        preconditionFailure("a test wrote '\(text)' for an amount")
    }
    return amount
}

/// The rate a test writes as text, in basis points.
public func basisPoints(_ text: String) -> BasisPoints {
    guard let rate = BasisPoints(amount(text)) else {
        preconditionFailure("a test wrote '\(text)' for a rate")
    }
    return rate
}

/// The fees a test writes as text, in basis points.
public func fees(maker: String, taker: String) -> FeeSchedule {
    FeeSchedule(maker: basisPoints(maker), taker: basisPoints(taker))
}

extension MarketDescription {
    /// One instrument `ASSET/CASH`; by default as most scenarios have it.
    public static func assetCash(
        tick: String = "0.01", lot: String = "0.1", reference: String = "100",
        maker: String = "0", taker: String = "10", maxPrice: String = "1000000000",
        maxQuantity: String = "1000000000"
    ) -> MarketDescription {
        MarketDescription(
            assets: ["CASH", "ASSET"],
            instruments: [
                Instrument(
                    id: InstrumentID(0), symbol: "ASSET/CASH", base: AssetID(1),
                    tickSize: amount(tick), lotSize: amount(lot),
                    referencePrice: amount(reference), maxPrice: amount(maxPrice),
                    maxQuantity: amount(maxQuantity),
                    fees: FeeSchedule(maker: basisPoints(maker), taker: basisPoints(taker)))
            ])
    }

    /// `ASSET/CASH` as in ``assetCash(tick:lot:reference:maker:taker:maxPrice:maxQuantity:)``,
    /// and `GOLD/CASH` in whole lots and halves of cash, without fees.
    public static func assetAndGold() -> MarketDescription {
        let asset = assetCash().instruments[0]
        let gold = Instrument(
            id: InstrumentID(1), symbol: "GOLD/CASH", base: AssetID(2),
            tickSize: amount("0.5"), lotSize: amount("1"), referencePrice: amount("2000"),
            fees: FeeSchedule(maker: .zero, taker: .zero))
        return MarketDescription(assets: ["CASH", "ASSET", "GOLD"], instruments: [asset, gold])
    }

    /// The instrument with a symbol; one that nobody trades keeps its symbol.
    public func reference(to symbol: String) -> InstrumentReference {
        let found = instruments.first { $0.symbol == symbol }
        return found.map { .listed($0.id) } ?? .unlisted(symbol)
    }
}
