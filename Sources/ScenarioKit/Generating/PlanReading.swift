import Determinism
import Institutions

/// Reads the parts of a generator's command line, noting everything that is wrong.
struct PlanReading {
    private(set) var faults: [GeneratorFault] = []
    private let options: GeneratorOptions
    private var preset: EconomyPreset?

    init(_ options: GeneratorOptions) { self.options = options }

    /// The plan, if nothing is wrong.
    mutating func plan() -> EconomyPlan? {
        readPreset()
        let agents = whole("--agents", options.agents ?? preset?.agents, in: EconomyLimits.agents)
        let grid = whole("--grid", options.grid ?? preset?.grid, in: EconomyLimits.gridSize)
        let inventoryText = options.inventoryRange ?? preset?.inventoryRange
        let inventory = range("--inventory-range", inventoryText, EconomyLimits.goods)
        let money =
            options.moneyRange.map {
                range("--money-range", $0, EconomyLimits.money)
            } ?? inventory
        let mixText = options.utilities ?? preset?.utilities
        let mix = mix(mixText)
        let resourceText = options.resources ?? preset?.resources
        let resources = resources(resourceText)
        let regime = regime()
        checkInstitution()
        let settings = options.settings.compactMap { setting($0) }
        guard let agents, let grid, let inventory, let money, let mix, let resources, let regime,
            let mixText, let resourceText, let inventoryText
        else { return nil }
        if options.moneyRange != nil, regime == .barterOnly {
            note("--money-range", "has no effect with exchange regime barter_only")
        }
        let words: [(flag: String, value: String?)] = [
            ("--agents", String(agents)), ("--grid", String(grid)),
            ("--inventory-range", inventoryText), ("--money-range", options.moneyRange),
            ("--utilities", mixText), ("--resources", resourceText),
            ("--exchange-regime", regime.rawValue), ("--institution", options.institution),
        ]
        var command = words.compactMap { word in word.value.map { "\(word.flag) \($0)" } }
        command += settings.map { "--set '\($0.path)=\($0.value)'" }
        return EconomyPlan(
            agents: Int(agents), grid: grid, inventory: inventory, money: money, mix: mix,
            resources: resources, regime: regime, institution: options.institution,
            settings: settings, command: command.joined(separator: " "))
    }

    private mutating func readPreset() {
        guard let name = options.preset else { return }
        preset = EconomyPreset.all.first { $0.name == name }
        if preset == nil { unknown("--preset", name, EconomyPreset.all.map(\.name)) }
    }

    private mutating func regime() -> ExchangeRegime? {
        guard let word = options.regime else { return preset?.regime ?? .barterOnly }
        if let regime = ExchangeRegime(rawValue: word) { return regime }
        unknown("--exchange-regime", word, ExchangeRegime.allCases.map(\.rawValue))
        return nil
    }

    private mutating func checkInstitution() {
        let known = EconomySections.institution
        guard let word = options.institution, known.section(named: word) == nil else { return }
        unknown("--institution", word, known.names)
    }

    // MARK: - Values

    private mutating func whole(
        _ flag: String, _ text: String?, in most: Int64
    ) -> Int64? {
        guard let text = written(flag, text) else { return nil }
        let value = try? StrictNumber.integer(text)
        if let value, value >= 1, value <= most { return value }
        found(flag, text, "a whole number from 1 to \(most)")
        return nil
    }

    private mutating func range(
        _ flag: String, _ text: String?, _ most: Int64
    ) -> ClosedRange<Int64>? {
        guard let text = written(flag, text) else { return nil }
        let ends = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { try? StrictNumber.integer(String($0)) }
        if ends.count == 2, let low = ends[0], let high = ends[1], low >= 1, high > low,
            high <= most
        {
            return low...high
        }
        found(flag, text, "MIN,MAX with 1 ≤ MIN < MAX ≤ \(most)")
        return nil
    }

    private mutating func resources(_ text: String?) -> EconomyPlan.Resources? {
        guard let text = written("--resources", text) else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        if parts.count == 3, let density = try? StrictNumber.real(parts[0]),
            let most = try? StrictNumber.integer(parts[1]),
            let growth = try? StrictNumber.integer(parts[2]), density >= 0, density <= 1,
            most >= 1, most <= EconomyLimits.goods, growth >= 0, growth <= EconomyLimits.goods
        {
            return EconomyPlan.Resources(density: density, most: most, growth: growth)
        }
        found("--resources", text, "DENSITY,MAX,REGEN with 0 ≤ DENSITY ≤ 1, MAX ≥ 1, REGEN ≥ 0")
        return nil
    }

    private mutating func setting(_ text: String) -> EconomyPlan.Setting? {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let isOneLine = !text.unicodeScalars.contains { TerminalText.isHarmful($0) }
        if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, isOneLine {
            return EconomyPlan.Setting(path: String(parts[0]), value: String(parts[1]))
        }
        found("--set", text, "PATH=VALUE on one line, such as params.vision_radius=10")
        return nil
    }

    // MARK: - Faults

    /// The text, if there is any; only without a preset may there be none.
    mutating func written(_ flag: String, _ text: String?) -> String? {
        if text == nil, options.preset == nil {
            note(flag, "missing; without --preset it is required")
        }
        return text
    }

    mutating func found(_ flag: String, _ text: String, _ allowed: String) {
        note(flag, "found \(TerminalText.quoted(text)), expected \(allowed)")
    }

    mutating func unknown(_ flag: String, _ word: String, _ known: [String]) {
        let hint = DiagnosticLog(file: "").hint(for: word, among: known)
        found(flag, word, FieldType.choice(known).summary + hint)
    }

    mutating func note(_ flag: String, _ message: String) {
        faults.append(GeneratorFault(flag: flag, message: message))
    }
}
