public import Kernel

/// What reading an exchange scenario came to.
public struct ScenarioReading: Sendable {
    /// The scenario, checked, with every default filled in and overrides applied; `nil` if
    /// there is any error.
    public let scenario: ExchangeScenario?
    /// The seed: the override's, else the file's, else 0; `nil` if there is any error.
    public let seed: UInt32?
    /// What the file says about itself; no part of the run.
    public let description: String?
    /// The text that was read, without a byte order mark; `nil` if it is none.
    public let text: String?
    /// The paths of the settings that were applied, names of list entries replaced by places.
    public let settingPaths: [String]
    /// Everything wrong or odd, in order of position.
    public let diagnostics: [ScenarioDiagnostic]

    /// Whether anything forbids a run.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
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
