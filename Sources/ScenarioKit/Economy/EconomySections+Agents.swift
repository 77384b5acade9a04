extension EconomySections {
    /// What the agents start with where they are drawn.
    public static let inventories = SectionDescription(
        "initial_inventories", "One number for all agents, or a list with one for each.",
        [
            FieldDescription("A", each(goods), unit: "units", "Of good A."),
            FieldDescription("B", each(goods), unit: "units", "Of good B."),
            FieldDescription(
                "M", each(money), .integer(0), unit: "major units of money",
                "Money; required where the regime has any."),
            FieldDescription(
                "lambda_money", each(lambda), .absent("that of params"),
                unit: "utility per major unit", "The marginal utility of money."),
            FieldDescription(
                "M_0", each(offset), .absent("that of params"), unit: "major units of money",
                "What the logarithmic form adds to money."),
        ])

    /// An agent that is listed.
    public static let agent = SectionDescription(
        "an agent", "An agent as written.",
        [
            FieldDescription(
                "id", .integer(0...EconomyLimits.agents - 1), "From 0, each once."),
            FieldDescription(
                "position", .row(cell), unit: "cells", "Where it starts, and its home."),
            FieldDescription("inventory", .section(inventory), "What it starts with."),
            FieldDescription("utility", .variants(utility), "What it wants."),
            FieldDescription(
                "lambda_money", lambda, .absent("that of params"),
                unit: "utility per major unit", "The marginal utility of money."),
            FieldDescription(
                "M_0", offset, .absent("that of params"), unit: "major units of money",
                "What the logarithmic form adds to money."),
        ])

    /// What a listed agent starts with.
    public static let inventory = SectionDescription(
        "an inventory", "What an agent starts with.",
        [
            FieldDescription("A", goods, unit: "units", "Of good A."),
            FieldDescription("B", goods, unit: "units", "Of good B."),
            FieldDescription(
                "M", money, .integer(0), unit: "minor units of money",
                "Money, not multiplied by money_scale."),
        ])

    /// A cell that something grows on.
    public static let resource = SectionDescription(
        "a resource", "A cell that something grows on.",
        [
            FieldDescription("position", .row(cell), unit: "cells", "Where; no cell twice."),
            FieldDescription("good", .choice(["A", "B"]), "What grows there."),
            FieldDescription(
                "amount", goods, unit: "units",
                "How much there is, and the most it regrows to."),
        ])

    /// What grows on the grid where that is drawn.
    public static let resourceSeed = SectionDescription(
        "resource_seed", "What grows on the grid, drawn cell by cell, A or B evenly.",
        [
            FieldDescription(
                "density", .real(.within(0...1)), "The share of cells that something grows on."),
            FieldDescription(
                "amount", goods, unit: "units",
                "How much there is on each; greater than 0 if density is."),
        ])

    private static let cell = [
        FieldDescription("x", .integer(0...EconomyLimits.gridSize - 1), "Less than N."),
        FieldDescription("y", .integer(0...EconomyLimits.gridSize - 1), "Less than N."),
    ]
    private static let goods = FieldType.integer(0...EconomyLimits.goods)
    private static let money = FieldType.integer(0...EconomyLimits.money)
    private static let lambda = FieldType.real(.above(0))
    private static let offset = FieldType.real(.atLeast(0))

    private static func each(_ type: FieldType) -> FieldType {
        .alternatives([type, .list(of: type, atMost: Int(EconomyLimits.agents))])
    }
}
