public import Kernel

/// Reads scenario files: YAML in, a checked scenario or everything that is wrong out.
public enum ScenarioReader {
    /// Reads a scenario of any kind.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - file: What the file is called in messages.
    ///   - overrides: What the command line says instead.
    public static func read(
        bytes: [UInt8], file: String, overrides: ScenarioOverrides = ScenarioOverrides()
    ) -> ScenarioReading<AnyScenario> {
        var log = DiagnosticLog(file: file)
        guard var root = root(bytes, into: &log), let kind = kind(of: root, into: &log) else {
            return ScenarioReading(failed: log)
        }
        switch kind {
        case .exchange: return exchange(&root, overrides, log).map { .exchange($0) }
        case .economy: return economy(&root, overrides, log).map { .economy($0) }
        case .laboratory: return laboratory(&root, overrides, log).map { .laboratory($0) }
        }
    }

    /// Reads an exchange scenario; one of another kind is an error.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - file: What the file is called in messages.
    ///   - overrides: What the command line says instead.
    public static func readExchange(
        bytes: [UInt8], file: String, overrides: ScenarioOverrides = ScenarioOverrides()
    ) -> ScenarioReading<ExchangeScenario> {
        var log = DiagnosticLog(file: file)
        guard var root = root(bytes, into: &log), isMeant(root, as: .exchange, into: &log) else {
            return ScenarioReading(failed: log)
        }
        return exchange(&root, overrides, log)
    }

    /// Reads the scenario of an economy; one of another kind is an error.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - file: What the file is called in messages.
    ///   - overrides: What the command line says instead.
    public static func readEconomy(
        bytes: [UInt8], file: String, overrides: ScenarioOverrides = ScenarioOverrides()
    ) -> ScenarioReading<EconomyScenario> {
        var log = DiagnosticLog(file: file)
        guard var root = root(bytes, into: &log), isMeant(root, as: .economy, into: &log) else {
            return ScenarioReading(failed: log)
        }
        return economy(&root, overrides, log)
    }

    static func root(_ bytes: [UInt8], into log: inout DiagnosticLog) -> YAMLNode? {
        SourceText(bytes, into: &log).flatMap { YAMLComposer.compose($0, into: &log) }
    }
}

extension ScenarioReader {
    private static func exchange(
        _ root: inout YAMLNode, _ overrides: ScenarioOverrides, _ log: DiagnosticLog
    ) -> ScenarioReading<ExchangeScenario> {
        var log = log
        let settingPaths = root.apply(overrides.settings, into: &log)
        var reader = SectionReader(log: log)
        let section = ExchangeSections.exchange
        let top = reader.section(root, as: section, path: "")
        let (seed, ticks) = reader.read(overrides, in: section)
        guard let top else { return ScenarioReading(failed: reader.log) }
        var exchange = ExchangeReader(top, ticks: ticks ?? top.integer("ticks"), reader: reader)
        let scenario = exchange.scenario()
        return ScenarioReading(
            scenario, of: ScenarioDocument(section: section, values: top),
            seed: seed ?? top.integer("seed"), settingPaths: settingPaths,
            log: exchange.reader.log)
    }

    private static func economy(
        _ root: inout YAMLNode, _ overrides: ScenarioOverrides, _ log: DiagnosticLog
    ) -> ScenarioReading<EconomyScenario> {
        var log = log
        let settingPaths = root.apply(overrides.settings, into: &log)
        var reader = SectionReader(log: log)
        let form = EconomyForm(of: root)
        let section = form.section
        let top = reader.section(
            root, as: section, path: "", others: form.other.section.fields.map(\.key))
        let (seed, ticks) = reader.read(overrides, in: section)
        guard let top else { return ScenarioReading(failed: reader.log) }
        var economy = EconomyReader(
            top, form: form, ticks: ticks ?? top.integer("ticks"), reader: reader)
        let scenario = economy.scenario()
        return ScenarioReading(
            scenario, of: ScenarioDocument(section: section, values: top),
            seed: seed ?? top.integer("seed"), settingPaths: settingPaths,
            log: economy.reader.log)
    }

    private static func laboratory(
        _ root: inout YAMLNode, _ overrides: ScenarioOverrides, _ log: DiagnosticLog
    ) -> ScenarioReading<LaboratoryScenario> {
        var log = log
        let settingPaths = root.apply(overrides.settings, into: &log)
        var reader = SectionReader(log: log)
        let section = LaboratorySections.laboratory
        let top = reader.section(root, as: section, path: "")
        let (seed, ticks) = reader.read(overrides, in: section)
        guard let top else { return ScenarioReading(failed: reader.log) }
        var laboratory = LaboratoryReader(
            top, periods: ticks ?? top.integer("ticks"), reader: reader)
        let scenario = laboratory.scenario()
        return ScenarioReading(
            scenario, of: ScenarioDocument(section: section, values: top),
            seed: seed ?? top.integer("seed"), settingPaths: settingPaths,
            log: laboratory.reader.log)
    }
}

extension SectionReader {
    /// Reads what the command line says instead of a file's seed and ticks.
    mutating func read(
        _ overrides: ScenarioOverrides, in section: SectionDescription
    ) -> (seed: Int64?, ticks: Int64?) {
        (
            override(overrides.seed, named: "seed", in: section),
            override(overrides.ticks, named: "ticks", in: section)
        )
    }

    /// Reads a value of the command line by the rule of the field it replaces.
    private mutating func override(
        _ text: String?, named key: String, in section: SectionDescription
    ) -> Int64? {
        guard let text, let field = section[key], case .integer(let range) = field.type else {
            return nil
        }
        if let value = try? StrictNumber.integer(text), range.contains(value) { return value }
        let shown = TerminalText.quoted(text)
        log.error("found \(shown), expected \(field.type.summary)", at: nil, path: "--\(key)")
        return nil
    }
}
