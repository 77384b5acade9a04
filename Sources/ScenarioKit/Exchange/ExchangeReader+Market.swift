import MarketModel
import Primitives

extension ExchangeReader {
    /// Reads the instruments: their symbols first, so that one wrong number does not make
    /// every mention of an instrument wrong.
    mutating func readMarket() {
        guard let sections = top.sections("instruments") else {
            market.isComplete = false
            return
        }
        for section in sections {
            readSymbol(section)
        }
        if market.assets.isEmpty { market.assets = [MarketDraft.nameOfCash] }
        for (index, section) in sections.enumerated() {
            market.append(section.flatMap { instrument($0, index) })
        }
    }

    private mutating func readSymbol(_ section: SectionValues?) {
        guard let section, let symbol = section.text("symbol"),
            let (base, quote) = TextRule.assets(inSymbol: symbol)
        else {
            market.symbols.append(nil)
            market.isComplete = false
            return
        }
        if market.assets.isEmpty { market.assets = [quote] }
        let cash = market.assets[0]
        if market.symbols.contains(symbol) {
            wrong("found '\(symbol)' twice", section, "symbol")
        } else if quote != cash {
            wrong(
                "found the quote asset '\(quote)', expected '\(cash)' as in the first "
                    + "instrument: all have the same", section, "symbol")
        } else if base == quote {
            wrong("found '\(base)' on both sides, expected two assets", section, "symbol")
        } else if !market.assets.contains(base) {
            market.assets.append(base)
        }
        market.symbols.append(symbol)
    }

    private mutating func instrument(_ section: SectionValues, _ index: Int) -> Instrument? {
        checkSizes(section)
        let fees = section.section("fees").flatMap { feeSchedule($0, "taker_bps") }
        guard let symbol = section.text("symbol"), let base = asset(ofSymbol: symbol),
            let tickSize = section.amount("tick_size"),
            let lotSize = section.amount("lot_size"),
            let referencePrice = section.amount("reference_price"),
            let maxPrice = section.amount("max_price"),
            let maxQuantity = section.amount("max_quantity"), let fees
        else { return nil }
        let instrument = Instrument(
            id: InstrumentID(index), symbol: symbol, base: base, tickSize: tickSize,
            lotSize: lotSize, referencePrice: referencePrice, maxPrice: maxPrice,
            maxQuantity: maxQuantity, fees: fees)
        warnOfSmallLots(instrument, section)
        return instrument
    }

    private func asset(ofSymbol symbol: String) -> AssetID? {
        TextRule.assets(inSymbol: symbol).flatMap { market.asset($0.base) }
    }

    private mutating func checkSizes(_ section: SectionValues) {
        let tick = section.amount("tick_size")
        let lot = section.amount("lot_size")
        let maxPrice = section.amount("max_price")
        if let tick, let lot, (tick.units * lot.units) % Int128(Amount.unitsPerWhole) != 0 {
            wrong(
                "tick_size \(short(tick)) × lot_size \(short(lot)) is not a whole number "
                    + "of 10⁻⁸ units, so that notionals would not be exact", section, "lot_size")
        }
        if let tick, let maxPrice, tick > maxPrice {
            wrong(
                "found \(short(tick)), expected at most max_price, \(short(maxPrice))",
                section, "tick_size")
        }
        if let lot, let most = section.amount("max_quantity"), lot > most {
            wrong(
                "found \(short(lot)), expected at most max_quantity, \(short(most))",
                section, "lot_size")
        }
        if let price = section.amount("reference_price"), let tick, let maxPrice {
            checkPrice(price, tickSize: tick, maxPrice: maxPrice, section, "reference_price")
        }
    }

    /// Notes what is wrong with a price that the market has to fall back on.
    mutating func checkPrice(
        _ price: Amount, tickSize: Amount, maxPrice: Amount, _ section: SectionValues,
        _ key: String
    ) {
        if price.units % tickSize.units != 0 {
            wrong(
                "found \(short(price)), expected a multiple of tick_size, \(short(tickSize))",
                section, key)
        } else if price > maxPrice {
            wrong(
                "found \(short(price)), expected at most max_price, \(short(maxPrice))",
                section, key)
        }
    }

    /// The fees of a section that has both; an error if their sum is negative.
    mutating func feeSchedule(_ section: SectionValues, _ key: String) -> FeeSchedule? {
        guard let maker = section.rate("maker_bps"), let taker = section.rate("taker_bps")
        else { return nil }
        if maker.units + taker.units < 0 {
            wrong(
                "maker_bps \(maker) and taker_bps \(taker) make \(sum(maker, taker)), expected "
                    + "a sum of 0 or more", section, key)
            return nil
        }
        return FeeSchedule(maker: maker, taker: taker)
    }

    private func sum(_ left: BasisPoints, _ right: BasisPoints) -> BasisPoints {
        BasisPoints(units: left.units + right.units)
    }

    private mutating func warnOfSmallLots(_ instrument: Instrument, _ section: SectionValues) {
        guard instrument.isExact else { return }
        let worth = Valuation.worth(
            of: instrument.lotSize, at: Mark(instrument.referencePrice))
        if worth.units < 10_000 {
            reader.log.warning(
                "a lot is worth \(short(worth)) at the reference price: fees are rounded up "
                    + "per lot to 10⁻⁸, which shows below 0.0001",
                at: section.position(of: "lot_size"), path: section.path(of: "lot_size"))
        }
    }

    private func short(_ amount: Amount) -> String { amount.shortestDescription }
}
