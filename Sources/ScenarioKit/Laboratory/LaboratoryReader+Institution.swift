import Determinism
import Institutions
import Kernel
import MarketModel

extension LaboratoryReader {
    /// Reads the rules of trade.
    mutating func readInstitution() -> LaboratoryInstitution? {
        guard let section = top.section("institution") else { return nil }
        switch section.variant {
        case "double_auction":
            guard let book = section.choice("book", as: DoubleAuctionRules.Book.self),
                let improves = section.boolean("improvement_rule"),
                let rejections = section.integer("rejections")
            else { return nil }
            var rules = DoubleAuctionRules()
            rules.book = book
            rules.hasImprovementRule = improves
            rules.rejectionsToEnd = rejections
            return .doubleAuction(rules)
        case "call_auction":
            return section.choice("quoting", as: CallQuoting.self)
                .map { .callAuction(quoting: $0) }
        case "posted_offer":
            guard let rule = section.choice("rule", as: PostedOfferRules.Rule.self),
                let step = section.integer("step")
            else { return nil }
            var rules = PostedOfferRules()
            rules.rule = rule
            rules.step = step
            return .postedOffer(rules)
        case "posted_price": return readPostedPrice(section).map { .postedPrice($0) }
        case "amm": return pool(section).map { .pool($0) }
        case "walrasian": return .walrasian
        default: preconditionFailure("no institution is described as \(section.variant)")
        }
    }

    private func pool(_ section: SectionValues) -> PoolRules? {
        guard let pool = section.section("pool"), let good = pool.integer("A"),
            let money = pool.integer("M"), let fee = section.integer("fee_bps")
        else { return nil }
        var rules = PoolRules(good: good, money: money)
        rules.feeBasisPoints = fee
        return rules
    }

    private mutating func readPostedPrice(_ section: SectionValues) -> PostedPriceRules? {
        var rules = PostedPriceRules()
        rules.ceiling = section.real("ceiling")
        rules.floor = section.real("floor")
        if let floor = rules.floor, let ceiling = rules.ceiling, floor > ceiling {
            wrong(
                "found \(CanonicalJSON.shortestText(floor)), expected at most the ceiling, "
                    + CanonicalJSON.shortestText(ceiling), section, "floor")
        }
        let price = section.real("price")
        guard let rule = section.text("price_rule"), let speed = section.real("speed") else {
            return nil
        }
        switch rule {
        case "midpoint": rules.rule = .midpoint
        case "clearing": rules.rule = .clearing
        case "tatonnement": rules.rule = .tatonnement(start: price, speed: speed)
        case "fixed":
            guard let price else {
                if !section.isWritten("price") {
                    wrong("missing; expected a price, as price_rule is fixed", section, "price")
                }
                return nil
            }
            rules.rule = .fixed(price)
        default: preconditionFailure("no price rule is described as \(rule)")
        }
        warnOfIdlePrices(section, rule)
        return rules
    }

    private mutating func warnOfIdlePrices(_ section: SectionValues, _ rule: String) {
        if section.isWritten("price"), rule == "midpoint" || rule == "clearing" {
            odd("has no effect with price_rule: \(rule)", section, "price")
        }
        if section.real("speed") != LaboratorySections.defaultSpeed, rule != "tatonnement" {
            odd("has no effect without price_rule: tatonnement", section, "speed")
        }
    }

    /// Notes a market in which nobody can gain, and units that no price can move.
    mutating func warnOfNoTrade(
        _ range: ClosedRange<Int64>, _ buyers: [LaboratoryTrader], _ sellers: [LaboratoryTrader]
    ) {
        let values = buyers.flatMap(\.limits)
        let costs = sellers.flatMap(\.limits)
        guard let best = values.max(), let cheapest = costs.min() else {
            odd("nobody has anything to trade", top, values.isEmpty ? "buyers" : "sellers")
            return
        }
        if best <= cheapest {
            odd(
                "there is nothing to gain: the highest value is \(best), the lowest cost "
                    + "\(cheapest)", top, "buyers")
        }
        if best < range.lowerBound || cheapest > range.upperBound {
            let key = best < range.lowerBound ? "buyers" : "sellers"
            odd(
                "no price from \(range.lowerBound) to \(range.upperBound) suits any of them",
                top, key)
        }
    }
}
