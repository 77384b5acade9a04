import Institutions

/// An economy to be drawn: what the command line says, a preset filling the gaps.
public struct EconomyPlan: Sendable {
    let agents: Int
    let grid: Int64
    let inventory: ClosedRange<Int64>
    let money: ClosedRange<Int64>
    let mix: [MixEntry]
    let resources: Resources
    let regime: ExchangeRegime
    let institution: String?
    let settings: [Setting]
    /// The command line that says the same without a preset, name and seed left out.
    let command: String

    /// A kind of utility and its weight.
    struct MixEntry: Sendable {
        var kind: String
        /// As the file will have it.
        var weight: String
    }

    /// What grows.
    struct Resources: Sendable {
        var density: Double
        var most: Int64
        var growth: Int64
    }

    /// A field that is to have another value.
    struct Setting: Sendable {
        var path: String
        var value: String
    }

    /// Understands the command line.
    ///
    /// - Returns: The plan, or everything wrong with it.
    public static func understand(
        _ options: GeneratorOptions
    ) -> Result<EconomyPlan, GeneratorFaults> {
        var reading = PlanReading(options)
        let plan = reading.plan()
        if let plan, reading.faults.isEmpty { return .success(plan) }
        return .failure(GeneratorFaults(all: reading.faults))
    }
}

/// Everything wrong with a command line.
public struct GeneratorFaults: Error, Sendable {
    /// In the order of the flags.
    public let all: [GeneratorFault]
}
