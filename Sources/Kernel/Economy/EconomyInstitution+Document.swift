import Determinism
import Institutions
import Preferences
import Primitives

extension EconomyInstitution {
    var document: JSONValue {
        let members: [JSONMember]
        switch self {
        case .bilateral: return ["name": .string(name)]
        case .postedPrice(let rules): members = rules.members
        case .callAuction, .walrasian: members = []
        case .doubleAuction(let rules): members = rules.members
        case .postedOffer(let rules): members = rules.members
        case .pool(let rules): members = rules.members
        }
        let all = (bounds?.members ?? []) + members
        return ["name": .string(name), "params": .object(all)]
    }
}

extension MarketBounds {
    fileprivate var members: [JSONMember] {
        [
            JSONMember("market_min_size", .integer(leastSize)),
            JSONMember("scope", .string(scope.rawValue)),
        ]
    }
}

extension MarketPriceRules {
    fileprivate var members: [JSONMember] {
        var members = [
            JSONMember("price_rule", .string(rule.rawValue)),
            JSONMember("pairs", .array(goods.map { .string($0.rawValue) })),
            JSONMember("speed", .real(speed)),
        ]
        for (key, bound) in [("price", price), ("ceiling", ceiling), ("floor", floor)]
        where !bound.isEmpty {
            let values = Good.allCases.compactMap { good in
                bound[good].map { JSONMember(good.rawValue, .real($0)) }
            }
            members.append(JSONMember(key, .object(values)))
        }
        return members
    }
}

extension MarketAuctionRules {
    fileprivate var members: [JSONMember] {
        var members = [
            JSONMember("quoting", .string(quoting.rawValue)),
            JSONMember("book", .string(book.rawValue)),
        ]
        if let steps { members.append(JSONMember("steps", .integer(steps))) }
        if let range = priceRange {
            members.append(
                JSONMember(
                    "price_range", [.integer(range.lowerBound), .integer(range.upperBound)]))
        }
        return members
    }
}

extension MarketOfferRules {
    fileprivate var members: [JSONMember] {
        [JSONMember("margin", .real(margin)), JSONMember("step", .real(step))]
    }
}

extension MarketPoolRules {
    fileprivate var members: [JSONMember] {
        let endowments = pools.map { pool -> JSONValue in
            .object([
                JSONMember(pool.good.rawValue, .integer(pool.units)),
                JSONMember("M", .integer(pool.money)),
            ])
        }
        return [
            JSONMember("pool", .array(endowments)),
            JSONMember("fee_bps", .integer(feeBasisPoints)),
        ]
    }
}
