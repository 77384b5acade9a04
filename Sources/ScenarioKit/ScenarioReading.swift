/// What reading a scenario came to.
public struct ScenarioReading<Scenario: Sendable>: Sendable {
    /// The scenario, checked, with every default filled in and overrides applied; `nil` if
    /// there is any error.
    public let scenario: Scenario?
    /// The seed: the override's, else the file's, else 0; `nil` if there is any error.
    public let seed: UInt32?
    /// What the file says about itself; no part of the run.
    public let description: String?
    /// The paths of the settings that were applied, names of list entries replaced by places.
    public let settingPaths: [String]
    /// Everything wrong or odd, in order of position.
    public let diagnostics: [ScenarioDiagnostic]
    /// Every field with its value, written or by default; `nil` if there is any error.
    let document: ScenarioDocument?

    /// Whether anything forbids a run.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// The same reading with its scenario seen as something else.
    func map<Other: Sendable>(_ transform: (Scenario) -> Other) -> ScenarioReading<Other> {
        ScenarioReading<Other>(
            scenario: scenario.map(transform), seed: seed, description: description,
            settingPaths: settingPaths, diagnostics: diagnostics, document: document)
    }
}

extension ScenarioReading {
    /// A reading that came to nothing.
    init(failed log: DiagnosticLog) {
        self.init(
            scenario: nil, seed: nil, description: nil, settingPaths: [],
            diagnostics: log.ordered, document: nil)
    }

    /// A reading of a document's top level.
    init(
        _ scenario: Scenario?, of document: ScenarioDocument, seed: Int64?,
        settingPaths: [String], log: DiagnosticLog
    ) {
        let stands = scenario != nil
        self.init(
            scenario: scenario, seed: stands ? seed.flatMap { UInt32(exactly: $0) } : nil,
            description: document.values.text("description"), settingPaths: settingPaths,
            diagnostics: log.ordered, document: stands ? document : nil)
    }
}

/// The top level of a scenario file as it was read, and what describes it.
struct ScenarioDocument: Sendable {
    var section: SectionDescription
    var values: SectionValues
}

/// What the command line says instead of the file, unread: it is checked as the file is.
public struct ScenarioOverrides: Hashable, Sendable {
    /// The value of `--seed`.
    public var seed: String?
    /// The value of `--ticks`.
    public var ticks: String?
    /// What stands elsewhere, in the order of `--set`.
    public var settings: [ScenarioSetting]

    /// Takes values as they were typed.
    public init(seed: String?, ticks: String? = nil, settings: [ScenarioSetting] = []) {
        self.seed = seed
        self.ticks = ticks
        self.settings = settings
    }

    /// Takes values as numbers.
    public init(seed: UInt32? = nil, ticks: Int64? = nil) {
        self.seed = seed.map { String($0) }
        self.ticks = ticks.map { String($0) }
        settings = []
    }
}

extension ScenarioReading {
    /// The scenario as a file with every default filled in, comments saying units; `nil` if
    /// there is any error. It reads back to the same scenario.
    public var completedText: String? { document.map { ScenarioText.text(of: $0) } }
}
