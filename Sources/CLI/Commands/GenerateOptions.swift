import ArgumentParser
import ScenarioKit

/// What `generate` may be told of the economy; everything is checked by the generator itself.
struct GenerateOptions: ParsableArguments {
    @Option(help: "A ready choice: minimal, standard, large, money_demo or mixed_economy.")
    var preset: String?

    @Option(parsing: .unconditional, help: "How many agents.")
    var agents: String?

    @Option(parsing: .unconditional, help: "The side of the square grid, in cells.")
    var grid: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What holdings of goods are drawn from.", valueName: "min,max"))
    var inventoryRange: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What holdings of money are drawn from; as goods by default.", valueName: "min,max"))
    var moneyRange: String?

    @Option(help: "Utilities, equally likely, or with weights: ces:0.6,linear:0.4.")
    var utilities: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What grows on the grid.", valueName: "density,max,regen"))
    var resources: String?

    @Option(help: "barter_only, money_only, mixed or mixed_liquidity_gated.")
    var exchangeRegime: String?

    @Option(help: "How agents trade.")
    var institution: String?

    @Option(
        help: ArgumentHelp(
            "Any field of the scenario, such as params.vision_radius=10; may be repeated.",
            valueName: "path=value"))
    var set: [String] = []

    /// What was said, unread.
    var said: GeneratorOptions {
        var said = GeneratorOptions()
        said.preset = preset
        said.agents = agents
        said.grid = grid
        said.inventoryRange = inventoryRange
        said.moneyRange = moneyRange
        said.utilities = utilities
        said.resources = resources
        said.regime = exchangeRegime
        said.institution = institution
        said.settings = set
        return said
    }
}
