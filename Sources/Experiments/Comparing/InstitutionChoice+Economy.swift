import Institutions
import Kernel
import Primitives

extension InstitutionChoice {
    /// Every institution of an economy.
    private static let ofEconomies = [
        "bilateral", "posted_price", "call_auction", "double_auction", "posted_offer", "amm",
        "walrasian",
    ]

    /// The institution in an economy: with the parameters of its own if it is that one, and with
    /// the same markets whichever it is.
    ///
    /// - Parameter defaultPools: What a pool starts with where the scenario has none.
    /// - Throws: ``ExperimentFault`` for one there is none of.
    func economy(
        own: EconomyInstitution, defaultPools: MarketPoolRules
    ) throws(ExperimentFault) -> EconomyInstitution {
        var chosen: EconomyInstitution
        switch name {
        case "bilateral" where rule == nil: return .bilateral
        case "posted_price": chosen = .postedPrice(try priceRules(own))
        case "call_auction" where rule == nil: chosen = .callAuction(MarketBounds())
        case "double_auction": chosen = .doubleAuction(try auctionRules(own))
        case "posted_offer" where rule == nil:
            chosen = .postedOffer(MarketOfferRules())
            if case .postedOffer = own { chosen = own }
        case "amm" where rule == nil:
            chosen = .pool(defaultPools)
            if case .pool = own { chosen = own }
        case "walrasian" where rule == nil: chosen = .walrasian(MarketBounds())
        default: throw unknown(Self.ofEconomies)
        }
        chosen.bounds = own.bounds
        return chosen
    }

    private func priceRules(
        _ own: EconomyInstitution
    ) throws(ExperimentFault) -> MarketPriceRules {
        var rules = MarketPriceRules()
        if case .postedPrice(let found) = own { rules = found }
        guard let rule else { return rules }
        guard let chosen = MarketPriceRules.Rule(rawValue: rule) else {
            throw unknown(MarketPriceRules.Rule.allCases.map { "\(name)/\($0.rawValue)" })
        }
        if chosen == .fixed, rules.price.isEmpty {
            throw ExperimentFault(
                "posted_price/fixed needs the price that only the scenario's own has")
        }
        rules.rule = chosen
        return rules
    }

    /// A rule names the quoting or what a trade leaves of the book.
    private func auctionRules(
        _ own: EconomyInstitution
    ) throws(ExperimentFault) -> MarketAuctionRules {
        var rules = MarketAuctionRules()
        if case .doubleAuction(let found) = own { rules = found }
        guard let rule else { return rules }
        if let quoting = CallQuoting(rawValue: rule) {
            rules.quoting = quoting
        } else if let book = MarketAuctionRules.Book(rawValue: rule) {
            rules.book = book
        } else {
            let words =
                CallQuoting.allCases.map(\.rawValue)
                + MarketAuctionRules.Book.allCases.map(\.rawValue)
            throw unknown(words.map { "\(name)/\($0)" })
        }
        return rules
    }
}
