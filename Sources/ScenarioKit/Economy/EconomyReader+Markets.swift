import Determinism
import Institutions
import Kernel
import Primitives

extension EconomyReader {
    /// Reads how agents trade with each other.
    mutating func readInstitution() -> EconomyInstitution? {
        guard let section = top.section("institution") else { return nil }
        if section.variant == "bilateral" { return .bilateral }
        needMoney(section.variant)
        guard let bounds = bounds(section) else { return nil }
        switch section.variant {
        case "posted_price": return readMarket(section).map { .postedPrice($0) }
        case "call_auction": return .callAuction(bounds)
        case "double_auction": return readAuction(section, bounds).map { .doubleAuction($0) }
        case "posted_offer": return readOffers(section, bounds).map { .postedOffer($0) }
        case "amm": return readPools(section, bounds).map { .pool($0) }
        case "walrasian": return .walrasian(bounds)
        default: preconditionFailure("no institution is described as \(section.variant)")
        }
    }

    private mutating func needMoney(_ name: String) {
        guard parameters?.regime == .barterOnly else { return }
        let message =
            "found \(name) with exchange_regime: barter_only, expected a regime with "
            + "money: its prices are in money"
        wrong(message, top, "institution")
    }

    private func bounds(_ section: SectionValues) -> MarketBounds? {
        guard let least = section.integer("market_min_size"),
            let scope = section.choice("scope", as: MarketScope.self)
        else { return nil }
        var bounds = MarketBounds()
        bounds.leastSize = least
        bounds.scope = scope
        return bounds
    }

    private mutating func readMarket(_ section: SectionValues) -> MarketPriceRules? {
        guard let bounds = bounds(section),
            let rule = section.choice("price_rule", as: MarketPriceRules.Rule.self),
            let speed = section.real("speed")
        else { return nil }
        var rules = MarketPriceRules()
        rules.bounds = bounds
        rules.rule = rule
        rules.speed = speed
        rules.price = prices(section, "price")
        rules.ceiling = prices(section, "ceiling")
        rules.floor = prices(section, "floor")
        rules.goods = goods(section)
        checkPrices(rules, section)
        warnOfMarket(rules, section)
        return rules
    }

    private func prices(_ section: SectionValues, _ key: String) -> PerGood {
        switch section[key] {
        case .real(let price)?: PerGood(a: price, b: price)
        case .section(let prices)?: PerGood(a: prices.real("A"), b: prices.real("B"))
        default: PerGood()
        }
    }

    private func goods(_ section: SectionValues) -> [Good] {
        guard case .list(let items)? = section["pairs"] else { return Good.allCases }
        return Good.allCases.filter { good in
            items.contains { item in
                guard case .text(let name)? = item else { return false }
                return name == good.rawValue
            }
        }
    }

    private mutating func checkPrices(_ rules: MarketPriceRules, _ section: SectionValues) {
        for good in Good.allCases {
            guard let floor = rules.floor[good], let ceiling = rules.ceiling[good],
                floor > ceiling
            else { continue }
            let most = Self.text(ceiling)
            wrong(
                "found \(Self.text(floor)) for \(good.rawValue), expected at most the ceiling, "
                    + most, section, "floor")
        }
        if rules.rule == .fixed, rules.price.isEmpty, !section.isWritten("price") {
            wrong("missing; expected a price, as price_rule is fixed", section, "price")
        }
    }

    private mutating func warnOfMarket(_ rules: MarketPriceRules, _ section: SectionValues) {
        if rules.rule != .tatonnement, rules.speed != MarketPriceRules().speed {
            odd("has no effect without price_rule: tatonnement", section, "speed")
        }
        if section.isWritten("price"), rules.rule == .midpoint || rules.rule == .clearing {
            odd("has no effect with price_rule: \(rules.rule.rawValue)", section, "price")
        }
        if rules.rule == .fixed, !rules.price.isEmpty {
            for good in rules.goods where rules.price[good] == nil {
                odd("names no price of \(good.rawValue), which has no market", section, "price")
            }
        }
        if rules.goods.isEmpty { odd("no good has a market", section, "pairs") }
    }
}
