import Kernel

/// Reads scenario files: YAML in, a checked scenario or everything that is wrong out.
public enum ScenarioReader {
    /// Reads an exchange scenario.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - file: What the file is called in messages.
    ///   - overrides: What the command line says instead.
    public static func readExchange(
        bytes: [UInt8], file: String, overrides: ScenarioOverrides = ScenarioOverrides()
    ) -> ScenarioReading {
        var log = DiagnosticLog(file: file)
        guard let source = SourceText(bytes, into: &log),
            var root = YAMLComposer.compose(source, into: &log),
            isExchange(root, into: &log)
        else { return ScenarioReading(failed: log) }
        let settingPaths = root.apply(overrides.settings, into: &log)
        var reader = SectionReader(log: log)
        let top = reader.section(root, as: ExchangeSections.exchange, path: "")
        let seed = reader.override(overrides.seed, named: "seed", in: ExchangeSections.exchange)
        let ticks = reader.override(overrides.ticks, named: "ticks", in: ExchangeSections.exchange)
        guard let top else { return ScenarioReading(failed: reader.log) }
        var exchange = ExchangeReader(
            top, ticks: ticks ?? top.integer("ticks"), reader: reader)
        let scenario = exchange.scenario()
        let finalSeed = (seed ?? top.integer("seed")).flatMap { UInt32(exactly: $0) }
        return ScenarioReading(
            scenario: scenario, seed: scenario == nil ? nil : finalSeed,
            description: top.text("description"), text: source.text,
            settingPaths: settingPaths,
            diagnostics: exchange.reader.log.ordered)
    }

    /// Whether the document is meant as an exchange scenario; an error if it is clearly not.
    private static func isExchange(_ root: YAMLNode, into log: inout DiagnosticLog) -> Bool {
        guard case .mapping(let entries) = root.content else { return true }
        let keys = entries.map(\.key)
        if let kind = entries.first(where: { $0.key == "kind" }) {
            guard case .scalar(let word, _) = kind.value.content,
                word == "economy" || word == "laboratory"
            else { return true }
            log.error(
                "found '\(word)', which is not available in this version; expected exchange",
                at: kind.value.position, path: "kind")
            return false
        }
        // The form of an economy that needs no kind.
        guard keys.contains("N"), keys.contains("utilities") || keys.contains("agents") else {
            return true
        }
        log.error(
            "found the form of an economy, which is not available in this version; "
                + "expected kind: exchange", at: root.position, path: "kind")
        return false
    }
}

extension ScenarioReading {
    /// A reading that came to nothing.
    init(failed log: DiagnosticLog) {
        self.init(
            scenario: nil, seed: nil, description: nil, text: nil, settingPaths: [],
            diagnostics: log.ordered)
    }
}

extension SectionReader {
    /// Reads a value of the command line by the rule of the field it replaces.
    mutating func override(
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
