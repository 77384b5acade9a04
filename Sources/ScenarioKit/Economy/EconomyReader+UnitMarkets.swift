import Institutions
import Kernel
import Primitives

// The institutions of an economy in which single units change hands.
extension EconomyReader {
    mutating func readAuction(
        _ section: SectionValues, _ bounds: MarketBounds
    ) -> MarketAuctionRules? {
        guard let quoting = section.choice("quoting", as: CallQuoting.self),
            let book = section.choice("book", as: MarketAuctionRules.Book.self)
        else { return nil }
        var rules = MarketAuctionRules()
        rules.bounds = bounds
        rules.steps = section.integer("steps")
        rules.quoting = quoting
        rules.book = book
        if case .list(let ends)? = section["price_range"], ends.count == 2,
            case .integer(let lowest)? = ends[0], case .integer(let highest)? = ends[1]
        {
            guard lowest <= highest else {
                let message = "found [\(lowest), \(highest)], expected the lowest price first"
                wrong(message, section, "price_range")
                return nil
            }
            rules.priceRange = lowest...highest
            if quoting == .truthful {
                odd("has no effect without quoting: zero_intelligence", section, "price_range")
            }
        }
        return rules
    }

    mutating func readOffers(
        _ section: SectionValues, _ bounds: MarketBounds
    ) -> MarketOfferRules? {
        guard let margin = section.real("margin"), let step = section.real("step") else {
            return nil
        }
        var rules = MarketOfferRules()
        rules.bounds = bounds
        rules.margin = margin
        rules.step = step
        return rules
    }

    mutating func readPools(
        _ section: SectionValues, _ bounds: MarketBounds
    ) -> MarketPoolRules? {
        guard let fee = section.integer("fee_bps") else { return nil }
        var pools: [MarketPoolRules.Endowment] = []
        switch section["pool"] {
        case .section(let pool)?: pools = [readPool(pool, section)].compactMap { $0 }
        case .list(let entries)?:
            for case .section(let pool)?? in entries.map(Optional.some) {
                if let pool = readPool(pool, section) { pools.append(pool) }
            }
        default: return nil
        }
        if pools.count == 2, pools[0].good == pools[1].good {
            wrong(
                "found two pools of \(pools[0].good.rawValue), expected one for each good",
                section, "pool")
            return nil
        }
        // That of A comes first, whatever the file's order.
        var rules = MarketPoolRules(
            Good.allCases.flatMap { good in
                pools.filter { $0.good == good }
            })
        rules.bounds = bounds
        rules.feeBasisPoints = fee
        if pools.isEmpty { odd("no good has a market", section, "pool") }
        return rules
    }

    private mutating func readPool(
        _ pool: SectionValues, _ section: SectionValues
    ) -> MarketPoolRules.Endowment? {
        guard let money = pool.integer("M") else { return nil }
        switch (pool.integer("A"), pool.integer("B")) {
        case (let units?, nil):
            return MarketPoolRules.Endowment(good: .a, units: units, money: money)
        case (nil, let units?):
            return MarketPoolRules.Endowment(good: .b, units: units, money: money)
        case (nil, nil), (.some, .some):
            wrong("expected A or B and M, one good to a pool", section, "pool")
            return nil
        }
    }
}
