import Bots
import Kernel
import MarketModel
import Primitives

extension ExchangeReader {
    /// Reads the planned events.
    mutating func readEvents() {
        for section in top.sections("events") ?? [] {
            guard let section else { continue }
            let event = event(section)
            warnOfLateEvent(section)
            guard let event, let tick = section.integer("tick") else { continue }
            events.append(PlannedEvent(tick: Tick(tick), event: event))
        }
    }

    private mutating func event(_ section: SectionValues) -> ScenarioEvent? {
        switch section.variant {
        case "shock": shock(section).map { .shock($0) }
        case "mint": balanceChange(section, isMint: true).map { .mint($0) }
        case "burn": balanceChange(section, isMint: false).map { .burn($0) }
        case "halt": halt(section)
        case "fee_change": feeChange(section)
        case "reference_price": referencePrice(section)
        default: preconditionFailure("no event is described as \(section.variant)")
        }
    }

    private mutating func warnOfLateEvent(_ section: SectionValues) {
        guard let tick = section.integer("tick"), let ticks, tick >= ticks else { return }
        let last = ticks == 0 ? "there are no ticks" : "the last tick is \(ticks - 1)"
        reader.log.warning(
            "never happens: tick \(tick), but \(last)", at: section.position(of: "tick"),
            path: section.path(of: "tick"))
    }

    private mutating func shock(_ section: SectionValues) -> Shock? {
        let place = section.isWritten("instrument") ? instrument(section) : nil
        let known = BotCatalog.all.map(\.name)
        let bots = selection(section, "bots", "bot or agent", known) { name, reader in
            known.contains(name) || reader.isAgent(name)
        }
        guard let bots, let side = section.text("side"),
            let probability = section.real("probability"), let ticks = section.integer("ticks"),
            !section.isWritten("instrument") || place != nil
        else { return nil }
        return Shock(
            bots: bots, side: side == "bid" ? .bid : .ask, probability: probability,
            ticks: ticks, instrument: place)
    }

    private mutating func balanceChange(
        _ section: SectionValues, isMint: Bool
    ) -> BalanceChange? {
        let asset = self.asset(section)
        let agents = selection(section, "agents", "agent", ["all"]) { name, reader in
            name == "all" || reader.isAgent(name)
        }
        guard let asset, let agents, let amount = section.amount("amount") else { return nil }
        let change = BalanceChange(agents: agents, asset: asset, amount: amount)
        if isMint { countMint(change, section) }
        return change
    }

    private mutating func halt(_ section: SectionValues) -> ScenarioEvent? {
        guard let place = instrument(section), let ticks = section.integer("ticks"),
            let cancelOrders = section.boolean("cancel_orders")
        else { return nil }
        return .halt(instrument: place, ticks: ticks, cancelOrders: cancelOrders)
    }

    private mutating func feeChange(_ section: SectionValues) -> ScenarioEvent? {
        let place = instrument(section)
        let fees = feeSchedule(section, "taker_bps")
        guard let place, let fees else { return nil }
        return .feeChange(instrument: place, fees: fees)
    }

    private mutating func referencePrice(_ section: SectionValues) -> ScenarioEvent? {
        guard let place = instrument(section), let price = section.amount("price") else {
            return nil
        }
        if let instrument = market.instruments[place.index] {
            checkPrice(
                price, tickSize: instrument.tickSize, maxPrice: instrument.maxPrice, section,
                "price")
        }
        return .referencePrice(instrument: place, price: price)
    }

    private mutating func instrument(_ section: SectionValues) -> InstrumentID? {
        guard let symbol = section.text("instrument") else { return nil }
        if let known = market.instrument(symbol) { return known }
        if market.isComplete {
            let known = market.symbols.compactMap { $0 }
            wrong(unknown("instrument", symbol, known: known), section, "instrument")
        }
        return nil
    }

    private mutating func asset(_ section: SectionValues) -> AssetID? {
        guard let name = section.text("asset") else { return nil }
        if let known = market.asset(name) { return known }
        if market.isComplete {
            wrong(unknown("asset", name, known: market.assets), section, "asset")
        }
        return nil
    }

    /// The names of a field, each of them known to somebody.
    private mutating func selection(
        _ section: SectionValues, _ key: String, _ what: String, _ words: [String],
        isKnown: (String, ExchangeReader) -> Bool
    ) -> NameSelection? {
        guard case .names(let names, let isList)? = section[key] else { return nil }
        for (index, name) in names.enumerated() where !isKnown(name.value, self) {
            // Whoever could not be read may have this name.
            guard namesAreComplete else { break }
            let path = section.path(of: key) + (isList ? "[\(index)]" : "")
            let known = words + agentExamples
            reader.log.error(unknown(what, name.value, known: known), at: name.position, path: path)
        }
        return isList ? .list(names.map(\.value)) : .one(names[0].value)
    }
}
