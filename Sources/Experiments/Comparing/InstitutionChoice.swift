import Institutions
import Kernel

/// An institution as a comparison names it: `posted_offer`, or `posted_offer/cost` with the
/// rule that matters most.
public struct InstitutionChoice: Hashable, Sendable {
    /// The institution's name in a scenario.
    public let name: String
    /// Its rule, if one was named.
    public let rule: String?

    /// Reads a choice.
    public init(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        name = parts.first.map(String.init) ?? ""
        rule = parts.count > 1 ? String(parts[1]) : nil
    }

    /// As it was written.
    public var text: String { rule.map { "\(name)/\($0)" } ?? name }

    func unknown(_ known: [String]) -> ExperimentFault {
        ExperimentFault(
            "'\(text)' is no institution here; expected \(known.joined(separator: ", "))")
    }

    /// The institution in a laboratory: with the parameters of its own if it is that one.
    ///
    /// - Throws: ``ExperimentFault`` for one there is none of.
    func laboratory(
        own: LaboratoryInstitution
    ) throws(ExperimentFault) -> LaboratoryInstitution {
        let isOwn = own.name == name
        switch name {
        case "double_auction":
            var rules = DoubleAuctionRules()
            if isOwn, case .doubleAuction(let found) = own { rules = found }
            if let rule {
                guard let book = DoubleAuctionRules.Book(rawValue: rule) else {
                    throw unknown(DoubleAuctionRules.Book.allCases.map { "\(name)/\($0.rawValue)" })
                }
                rules.book = book
            }
            return .doubleAuction(rules)
        case "call_auction":
            var quoting = CallQuoting.truthful
            if isOwn, case .callAuction(let found) = own { quoting = found }
            guard let chosen = rule.map({ CallQuoting(rawValue: $0) }) ?? quoting else {
                throw unknown(CallQuoting.allCases.map { "\(name)/\($0.rawValue)" })
            }
            return .callAuction(quoting: chosen)
        case "posted_offer":
            var rules = PostedOfferRules()
            if isOwn, case .postedOffer(let found) = own { rules = found }
            if let rule {
                guard let chosen = PostedOfferRules.Rule(rawValue: rule) else {
                    throw unknown(
                        PostedOfferRules.Rule.allCases.map { "\(name)/\($0.rawValue)" })
                }
                rules.rule = chosen
            }
            return .postedOffer(rules)
        case "posted_price": return .postedPrice(try postedPrice(own))
        case "amm":
            if isOwn, rule == nil { return own }
            throw ExperimentFault(
                "amm has no default pool in a laboratory; make it the scenario's institution, "
                    + "with a pool")
        case "walrasian" where rule == nil: return .walrasian
        default:
            throw unknown([
                "double_auction", "call_auction", "posted_offer", "posted_price", "amm",
                "walrasian",
            ])
        }
    }

    private func postedPrice(
        _ own: LaboratoryInstitution
    ) throws(ExperimentFault) -> PostedPriceRules {
        var rules = PostedPriceRules()
        if case .postedPrice(let found) = own { rules = found }
        switch rule {
        case nil: break
        case "midpoint": rules.rule = .midpoint
        case "clearing": rules.rule = .clearing
        case "tatonnement":
            if case .tatonnement = rules.rule { break }
            rules.rule = .tatonnement(start: nil, speed: 0.1)
        case "fixed":
            guard case .fixed = rules.rule else {
                throw ExperimentFault(
                    "posted_price/fixed needs the price that only the scenario's own has")
            }
        default:
            throw unknown(["midpoint", "clearing", "tatonnement", "fixed"].map { "\(name)/\($0)" })
        }
        return rules
    }
}
