import Determinism
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
        case .exchange: return exchange(&root, overrides, log).of(bytes).map { .exchange($0) }
        case .economy: return economy(&root, overrides, log).of(bytes).map { .economy($0) }
        case .laboratory:
            return laboratory(&root, overrides, log).of(bytes).map { .laboratory($0) }
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
        return exchange(&root, overrides, log).of(bytes)
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
        return economy(&root, overrides, log).of(bytes)
    }

    static func root(_ bytes: [UInt8], into log: inout DiagnosticLog) -> YAMLNode? {
        SourceText(bytes, into: &log).flatMap { YAMLComposer.compose($0, into: &log) }
    }
}

extension ScenarioReader {
    private static func exchange(
        _ root: inout YAMLNode, _ overrides: ScenarioOverrides, _ log: DiagnosticLog
    ) -> ScenarioReading<ExchangeScenario> {
        read(&root, as: ExchangeSections.exchange, overrides, log) { top, ticks, reader in
            var exchange = ExchangeReader(top, ticks: ticks, reader: reader)
            return (exchange.scenario(), exchange.reader.log)
        }
    }

    private static func economy(
        _ root: inout YAMLNode, _ overrides: ScenarioOverrides, _ log: DiagnosticLog
    ) -> ScenarioReading<EconomyScenario> {
        let form = EconomyForm(of: root)
        let others = form.other.section.fields.map(\.key)
        return read(&root, as: form.section, others: others, overrides, log) {
            top, ticks, reader in
            var economy = EconomyReader(top, form: form, ticks: ticks, reader: reader)
            return (economy.scenario(), economy.reader.log)
        }
    }

    private static func laboratory(
        _ root: inout YAMLNode, _ overrides: ScenarioOverrides, _ log: DiagnosticLog
    ) -> ScenarioReading<LaboratoryScenario> {
        read(&root, as: LaboratorySections.laboratory, overrides, log) { top, periods, reader in
            var laboratory = LaboratoryReader(top, periods: periods, reader: reader)
            return (laboratory.scenario(), laboratory.reader.log)
        }
    }

    /// Reads a document of a kind: the settings of the command line first, then its sections.
    ///
    /// - Parameters:
    ///   - others: Keys that another form of the kind has.
    ///   - build: Makes the scenario of the top level, and the ticks after overrides.
    private static func read<Scenario>(
        _ root: inout YAMLNode, as section: SectionDescription, others: [String] = [],
        _ overrides: ScenarioOverrides, _ log: DiagnosticLog,
        build: (SectionValues, Int64?, SectionReader) -> (Scenario?, DiagnosticLog)
    ) -> ScenarioReading<Scenario> {
        var log = log
        let settingPaths = root.apply(overrides.settings, into: &log)
        var reader = SectionReader(log: log)
        let top = reader.section(root, as: section, path: "", others: others)
        let (seed, ticks) = reader.read(overrides, in: section)
        guard let top else { return ScenarioReading(failed: reader.log) }
        let (scenario, said) = build(top, ticks ?? top.integer("ticks"), reader)
        return ScenarioReading(
            scenario, of: ScenarioDocument(section: section, values: top),
            seed: seed ?? top.integer("seed"), settingPaths: settingPaths, log: said)
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
