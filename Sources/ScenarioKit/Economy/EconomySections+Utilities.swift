extension EconomySections {
    /// What the agents want where that is drawn.
    public static let utilities = SectionDescription(
        "utilities", "What the agents want, each drawn from a mix.",
        [
            FieldDescription(
                "mix", .list(of: .variants(mixed), atMost: 1_000),
                "The utilities and their weights, which sum to 1; at least one.")
        ])

    /// A utility of a mix.
    public static let mixed = VariantsDescription(
        by: "type",
        kinds.map { SectionDescription($0.name, $0.summary, [weight, parameters(of: $0)]) })

    /// The utility of a listed agent.
    public static let utility = VariantsDescription(
        by: "type", kinds.map { SectionDescription($0.name, $0.summary, [parameters(of: $0)]) })

    /// The parameters of each kind of utility.
    public static let kinds = [ces, linear, quadratic, translog, stoneGeary]

    private static let weight = FieldDescription(
        "weight", .real(.atLeast(0)), "The probability that an agent gets this one.")

    private static func parameters(of kind: SectionDescription) -> FieldDescription {
        FieldDescription("params", .section(kind), "Its parameters.")
    }

    private static let ces = SectionDescription(
        "ces", "Constant elasticity of substitution: (wA·A^rho + wB·B^rho)^(1/rho).",
        [
            FieldDescription(
                "rho", .real(.below(1, not: [0])),
                "Substitutes near 1, complements far below 0; elasticity 1/(1−rho)."),
            FieldDescription("wA", .real(.above(0)), "The weight of good A."),
            FieldDescription("wB", .real(.above(0)), "The weight of good B."),
            FieldDescription(
                "epsilon", .real(.above(0)), .real(1e-9),
                "What stands for no units where rho is negative."),
        ])

    private static let linear = SectionDescription(
        "linear", "Perfect substitutes: vA·A + vB·B.",
        [
            FieldDescription("vA", .real(.above(0)), unit: "utility per unit", "Of good A."),
            FieldDescription("vB", .real(.above(0)), unit: "utility per unit", "Of good B."),
        ])

    private static let quadratic = SectionDescription(
        "quadratic", "A bliss point: −(A−A*)²/σA² − (B−B*)²/σB² − γ(A−A*)(B−B*).",
        [
            FieldDescription("A_star", .real(.above(0)), unit: "units", "The best amount of A."),
            FieldDescription("B_star", .real(.above(0)), unit: "units", "The best amount of B."),
            FieldDescription(
                "sigma_A", .real(.above(0)), unit: "units", "How wide the peak is along A."),
            FieldDescription(
                "sigma_B", .real(.above(0)), unit: "units", "How wide the peak is along B."),
            FieldDescription(
                "gamma", .real(.atLeast(0)), .real(0), "How the goods get in each other's way."),
        ])

    private static let translog = SectionDescription(
        "translog", "A quadratic in logarithms.",
        [
            FieldDescription("alpha_0", .real(.any), "The level."),
            FieldDescription("alpha_A", .real(.above(0)), "The slope along ln A."),
            FieldDescription("alpha_B", .real(.above(0)), "The slope along ln B."),
            FieldDescription("beta_AA", .real(.any), "The curvature along ln A."),
            FieldDescription("beta_BB", .real(.any), "The curvature along ln B."),
            FieldDescription("beta_AB", .real(.any), "The interaction of ln A and ln B."),
        ])

    private static let stoneGeary = SectionDescription(
        "stone_geary", "Subsistence first: αA·ln(A−γA) + αB·ln(B−γB).",
        [
            FieldDescription("alpha_A", .real(.above(0)), "The weight of good A."),
            FieldDescription("alpha_B", .real(.above(0)), "The weight of good B."),
            FieldDescription(
                "gamma_A", .real(.atLeast(0)), unit: "units",
                "What is needed of A; every agent starts with more."),
            FieldDescription(
                "gamma_B", .real(.atLeast(0)), unit: "units",
                "What is needed of B; every agent starts with more."),
        ])
}
