import Kernel
import MarketModel

/// Builds a laboratory from a document, checking what no single field can tell.
struct LaboratoryReader {
    /// Where errors are noted.
    var reader: SectionReader
    /// The top level.
    let top: SectionValues
    /// How many periods the run will have, after overrides.
    let periods: Int64?

    init(_ top: SectionValues, periods: Int64?, reader: SectionReader) {
        self.top = top
        self.periods = periods
        self.reader = reader
    }

    /// The scenario, if nothing is wrong with it.
    mutating func scenario() -> LaboratoryScenario? {
        let institution = readInstitution()
        let range = readPriceRange()
        let buyers = readTraders("buyers", limits: "values", descending: true)
        let sellers = readTraders("sellers", limits: "costs", descending: false)
        if let range, let buyers, let sellers {
            warnOfNoTrade(range, buyers, sellers)
            checkPriceCount(range, of: buyers + sellers)
        }
        guard !reader.log.hasErrors, let name = top.text("name"), let periods, let institution,
            let steps = top.integer("steps"), let range, let buyers, let sellers,
            let replications = top.integer("replications")
        else { return nil }
        var scenario = LaboratoryScenario(
            name: name, institution: institution, periods: periods, steps: steps,
            priceRange: range, buyers: buyers, sellers: sellers)
        scenario.replications = replications
        return scenario
    }

    private mutating func readPriceRange() -> ClosedRange<Int64>? {
        guard case .list(let ends)? = top["price_range"], ends.count == 2,
            case .integer(let lowest)? = ends[0], case .integer(let highest)? = ends[1]
        else { return nil }
        if lowest <= highest { return lowest...highest }
        wrong(
            "found [\(lowest), \(highest)], expected the lowest price first", top, "price_range")
        return nil
    }

    private mutating func readTraders(
        _ key: String, limits: String, descending: Bool
    ) -> [LaboratoryTrader]? {
        guard let sections = top.sections(key) else { return nil }
        if sections.isEmpty {
            wrong("found an empty list, expected at least one", top, key)
            return nil
        }
        var traders: [LaboratoryTrader] = []
        for case let section? in sections {
            let units = readUnits(section, limits, descending: descending)
            guard let units, let strategy = section.section("trader").flatMap(strategy) else {
                continue
            }
            traders.append(LaboratoryTrader(strategy, limits: units))
        }
        return traders.count == sections.count ? traders : nil
    }

    private mutating func readUnits(
        _ section: SectionValues, _ key: String, descending: Bool
    ) -> [Int64]? {
        guard case .list(let items)? = section[key] else { return nil }
        let units = items.compactMap { item -> Int64? in
            guard case .integer(let value)? = item else { return nil }
            return value
        }
        guard units.count == items.count else { return nil }
        for (index, pair) in zip(units, units.dropFirst()).enumerated()
        where descending ? pair.1 > pair.0 : pair.1 < pair.0 {
            let bound = descending ? "at most" : "at least"
            reader.log.error(
                "found \(pair.1) after \(pair.0), expected \(bound) \(pair.0): \(key) come best "
                    + "first", at: section.position(of: key),
                path: "\(section.path(of: key))[\(index + 1)]")
        }
        return units
    }

    private func strategy(_ section: SectionValues) -> TraderStrategy? {
        switch section.variant {
        case "zi_u": return .zeroIntelligenceUnconstrained
        case "zi_c": return .zeroIntelligenceConstrained
        case "giveaway": return .giveaway
        case "shaver": return .shaver
        case "sniper": return .sniper
        case "kaplan": return .kaplan
        case "zip":
            guard let relative = section.real("c_r"), let absolute = section.real("c_a") else {
                return nil
            }
            var parameters = ZIPParameters()
            parameters.relativeChange = relative
            parameters.absoluteChange = absolute
            return .zeroIntelligencePlus(parameters)
        case "gd": return section.integer("memory").map { .gjerstadDickhaut(memory: $0) }
        case "gdx":
            guard let memory = section.integer("memory"), let discount = section.real("gamma")
            else { return nil }
            return .gjerstadDickhautExtended(memory: memory, discount: discount)
        case "aa": return .adaptiveAggressive
        case "przi": return section.real("s").map { .parameterizedResponse(strategy: $0) }
        default: preconditionFailure("no trader is described as \(section.variant)")
        }
    }

    /// Notes an error about a field.
    mutating func wrong(_ message: String, _ section: SectionValues, _ key: String) {
        reader.log.error(message, at: section.position(of: key), path: section.path(of: key))
    }

    /// Notes an odd but legal setting of a field.
    mutating func odd(_ message: String, _ section: SectionValues, _ key: String) {
        reader.log.warning(message, at: section.position(of: key), path: section.path(of: key))
    }
}
