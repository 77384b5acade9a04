import Determinism
import Institutions
import Kernel
import MarketModel

/// Builds an economy from a document, checking what no single field can tell.
struct EconomyReader {
    /// Where errors are noted.
    var reader: SectionReader
    /// The top level.
    let top: SectionValues
    /// How the file says who takes part.
    let form: EconomyForm
    /// How many ticks the run will have, after overrides.
    let ticks: Int64?
    /// The rules, as far as they could be read.
    var parameters: EconomyParameters?

    init(_ top: SectionValues, form: EconomyForm, ticks: Int64?, reader: SectionReader) {
        self.top = top
        self.form = form
        self.ticks = ticks
        self.reader = reader
    }

    /// The scenario, if nothing is wrong with it.
    mutating func scenario() -> EconomyScenario? {
        parameters = readParameters()
        let origin = readOrigin()
        let schedule = readSchedule()
        let institution = readInstitution()
        if let parameters, let origin { warnOfIdleSettings(parameters, origin) }
        if let least = institution?.bounds?.leastSize, let origin,
            least > Int64(origin.agentCount), let section = top.section("institution")
        {
            odd("there are only \(origin.agentCount) agents", section, "market_min_size")
        }
        guard !reader.log.hasErrors, let name = top.text("name"), let ticks, let gridSize,
            let origin, let parameters, let search = search, let matching = matching,
            let bargaining = bargaining, let institution
        else { return nil }
        var scenario = EconomyScenario(
            name: name, description: top.text("description") ?? "", ticks: ticks,
            gridSize: gridSize, origin: origin)
        scenario.parameters = parameters
        scenario.schedule = schedule
        scenario.search = search
        scenario.matching = matching
        scenario.bargaining = bargaining
        scenario.institution = institution
        return scenario
    }

    /// Cells along each side of the grid.
    var gridSize: Int? { top.integer("N").map { Int($0) } }

    private mutating func readOrigin() -> EconomyOrigin? {
        switch form {
        case .drawn: readDrawnOrigin().map { .drawn($0) }
        case .listed: readExplicitOrigin().map { .explicit($0) }
        }
    }

    /// A real number as a message shows it.
    static func text(_ value: Double) -> String { CanonicalJSON.shortestText(value) }

    /// Notes an error about a field.
    mutating func wrong(_ message: String, _ section: SectionValues, _ key: String) {
        reader.log.error(message, at: section.position(of: key), path: section.path(of: key))
    }

    /// Notes an odd but legal setting of a field.
    mutating func odd(_ message: String, _ section: SectionValues, _ key: String) {
        reader.log.warning(message, at: section.position(of: key), path: section.path(of: key))
    }
}
