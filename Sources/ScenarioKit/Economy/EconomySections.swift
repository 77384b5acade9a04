import Kernel

/// The sections of an economy, described: keys, types, defaults, units, ranges.
public enum EconomySections {
    /// The top level of a file whose agents and resources are drawn.
    public static let drawn = SectionDescription(
        "an economy", "Agents with utilities on a grid; endowments by list, the rest drawn.",
        heading + [
            FieldDescription(
                "agents", .integer(1...EconomyLimits.agents), "How many agents there are."),
            FieldDescription(
                "initial_inventories", .section(inventories), "What the agents start with."),
            FieldDescription("utilities", .section(utilities), "What the agents want."),
            FieldDescription("resource_seed", .section(resourceSeed), "What grows on the grid."),
        ] + rules, conditions: [marketsNeedMoney])

    /// The top level of a file that lists its agents and resources.
    public static let listed = SectionDescription(
        "an economy with listed agents",
        "Agents with utilities on a grid; every agent and resource as written.",
        heading + [
            FieldDescription(
                "agents", .list(of: .section(agent), atMost: Int(EconomyLimits.agents)),
                "Every agent, ids 0 to n−1 once each."),
            FieldDescription(
                "resources", .list(of: .section(resource), atMost: EconomyLimits.resources),
                .empty, "Every cell that something grows on."),
        ] + rules, conditions: [marketsNeedMoney])

    private static let heading = [
        FieldDescription(
            "schema_version", .integer(1...1), "The version of this form of scenarios."),
        FieldDescription("name", .text(.economyName), "What runs of it are called."),
        FieldDescription(
            "kind", .choice([ScenarioKind.economy.rawValue]),
            .text(ScenarioKind.economy.rawValue), "What is simulated."),
        FieldDescription(
            "description", .text(.prose), .absent("no description"),
            "What it shows, for people; changes nothing."),
        FieldDescription(
            "seed", .integer(0...Int64(UInt32.max)), .integer(0),
            "Of every random stream; overridden by --seed."),
        FieldDescription(
            "ticks", .integer(0...ScenarioLimits.tick), .integer(EconomyScenario.defaultTicks),
            unit: "ticks", "How long a run lasts; overridden by --ticks."),
        FieldDescription(
            "N", .integer(1...EconomyLimits.gridSize), unit: "cells",
            "The side of the square grid."),
    ]

    private static let rules = [
        FieldDescription("params", .section(parameters), .section, "The rules of the world."),
        FieldDescription(
            "mode_schedule",
            .alternatives([
                .variants(modeCycle),
                .list(of: .row(modeSpan), atMost: EconomyLimits.modeSpans),
            ]), .absent("both in every tick"), "When agents forage, trade, or do both."),
        FieldDescription(
            "search_protocol", .named(search), .name(search.names[0]),
            "How agents choose a partner or a cell."),
        FieldDescription(
            "matching_protocol", .named(matching), .name(matching.names[0]),
            "How choices become pairs."),
        FieldDescription(
            "bargaining_protocol", .named(bargaining), .name(bargaining.names[0]),
            "What the two of a pair agree on."),
        FieldDescription(
            "institution", .named(institution), .name(institution.names[0]),
            "How agents trade with each other."),
    ]
}

/// The bounds that keep every sum of an economy within its types, and memory finite.
public enum EconomyLimits {
    /// The greatest side of a grid, in cells.
    public static let gridSize: Int64 = 2_048
    /// How many agents an economy may have.
    public static let agents: Int64 = 100_000
    /// How many resource cells may be listed.
    static let resources = 200_000
    /// How many spans of modes may be listed.
    static let modeSpans = 100_000
    /// The most an agent or a cell holds of a good, in units.
    public static let goods: Int64 = 1_000_000_000
    /// The most an agent holds of money, in minor units.
    public static let money: Int64 = 1_000_000_000_000
    /// How many minor units make a major one, at most.
    static let moneyScale: Int64 = 1_000_000
    /// The greatest distance or number of ticks that a rule may name.
    static let span: Int64 = 1_000_000_000
}
