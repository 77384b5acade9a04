import Determinism
import Institutions

/// A ready choice of everything a generated economy needs.
public struct EconomyPreset: Sendable {
    /// As `--preset` names it.
    public let name: String
    let agents: String
    let grid: String
    let inventoryRange: String
    let utilities: String
    let resources: String
    let regime: ExchangeRegime

    /// Every preset, small ones first.
    public static let all = [
        EconomyPreset(
            name: "minimal", agents: "10", grid: "20", inventoryRange: "10,50",
            utilities: "ces,linear", resources: "0.3,5,1", regime: .barterOnly),
        EconomyPreset(
            name: "standard", agents: "30", grid: "40", inventoryRange: "15,60",
            utilities: EconomySections.kinds.map(\.name).joined(separator: ","),
            resources: "0.35,6,2", regime: .barterOnly),
        EconomyPreset(
            name: "large", agents: "80", grid: "80", inventoryRange: "10,100",
            utilities: "ces,linear", resources: "0.4,8,3", regime: .barterOnly),
        EconomyPreset(
            name: "money_demo", agents: "20", grid: "30", inventoryRange: "10,50",
            utilities: "linear", resources: "0.2,5,1", regime: .moneyOnly),
        EconomyPreset(
            name: "mixed_economy", agents: "40", grid: "50", inventoryRange: "20,80",
            utilities: "ces,linear,quadratic", resources: "0.3,6,2", regime: .mixed),
    ]
}

/// What the command line says of an economy to be generated, as it was typed.
public struct GeneratorOptions: Sendable {
    /// The name of a preset; what else is said wins over it.
    public var preset: String?
    /// How many agents.
    public var agents: String?
    /// The side of the grid.
    public var grid: String?
    /// `MIN,MAX`: what goods are drawn from.
    public var inventoryRange: String?
    /// `MIN,MAX`: what money is drawn from.
    public var moneyRange: String?
    /// `ces,linear` or, with weights, `ces:0.6,linear:0.4`.
    public var utilities: String?
    /// `DENSITY,MAX,REGEN`.
    public var resources: String?
    /// What may be traded for what.
    public var regime: String?
    /// How agents trade.
    public var institution: String?
    /// `path=value`, applied in order, last of all.
    public var settings: [String] = []

    /// Says nothing.
    public init() {}
}

/// A part of the command line that is wrong.
public struct GeneratorFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The flag.
    public let flag: String
    /// What was found, and what is allowed.
    public let message: String

    /// `--grid: found 'x', expected a whole number …`.
    public var description: String { TerminalText.escaped("\(flag): \(message)") }
}
