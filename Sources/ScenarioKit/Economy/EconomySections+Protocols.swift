import Institutions
import Kernel
import MarketModel

extension EconomySections {
    /// Foraging and trade in turn.
    public static let modeCycle = VariantsDescription(
        by: "type",
        [
            SectionDescription(
                "global_cycle", "Foraging and trade in turn, for ever.",
                [
                    FieldDescription(
                        "forage_ticks", positive, unit: "ticks", "How long foraging lasts."),
                    FieldDescription(
                        "trade_ticks", positive, unit: "ticks", "How long trade lasts."),
                    FieldDescription(
                        "start_mode",
                        .choice([EconomyMode.forage.rawValue, EconomyMode.trade.rawValue]),
                        .text(EconomyMode.forage.rawValue), "Which of them is first."),
                ])
        ])

    /// Some ticks in a row, and their mode.
    public static let modeSpan = [
        FieldDescription(
            "start", .integer(0...ScenarioLimits.tick), unit: "ticks", "The first tick."),
        FieldDescription(
            "end", .integer(0...ScenarioLimits.tick), unit: "ticks", "The first tick after it."),
        FieldDescription("mode", words(EconomyMode.self), "What may be done."),
    ]

    /// How agents choose a partner or a cell.
    public static let search = NamedDescription(
        "search protocol",
        SearchProtocol.allCases.map { SectionDescription($0.rawValue, summary(of: $0), []) },
        aliases: SearchProtocol.aliases.map { ($0.key, $0.value.rawValue) }
            .sorted { $0.0 < $1.0 })

    private static func summary(of search: SearchProtocol) -> String {
        switch search {
        case .distanceDiscounted: "The best in view, worth less the farther away it is."
        case .myopic: "The best within one step."
        case .randomWalk: "Any cell in view."
        }
    }

    /// How choices become pairs.
    public static let matching = NamedDescription(
        "matching protocol",
        [
            SectionDescription(
                "three_pass", "Mutual first choices, then whoever is left, best first.",
                [
                    FieldDescription(
                        "skip_committed", .boolean, .boolean(threePass.skipsCommitted),
                        "Whether agents who seek nobody are left alone."),
                    FieldDescription(
                        "fallback_to_forage", .boolean, .boolean(threePass.fallsBackToForage),
                        "Whether who finds no partner goes foraging, or home."),
                ]),
            SectionDescription(
                "greedy_surplus", "The pairs with the largest gains first.",
                [
                    FieldDescription(
                        "matching_scope", words(MatchingScope.self),
                        .text(MatchingScope.global.rawValue), "Who may be matched with whom.")
                ]),
            SectionDescription("random_matching", "By lot, among those who seek anybody.", []),
        ], aliases: ordered(MatchingProtocol.aliases))

    /// What the two of a pair agree on.
    public static let bargaining = NamedDescription(
        "bargaining protocol",
        [
            SectionDescription(
                "compensating_block", "The first block that helps both.",
                [
                    FieldDescription(
                        "rank_by_surplus", .boolean, .boolean(false),
                        "Whether goods are ranked by surplus also where the regime is not mixed.")
                ]),
            SectionDescription(
                "split_difference", "The trade that divides the surplus most evenly.",
                [enumerate]),
            SectionDescription(
                "take_it_or_leave_it", "One proposes, the other accepts or not.",
                [
                    FieldDescription(
                        "proposer_power", .real(.within(0...1)), .real(terms.proposerPower),
                        "The share of the surplus that the proposer asks for."),
                    FieldDescription(
                        "proposer_selection", words(ProposerSelection.self),
                        .text(terms.selection.rawValue), "Who proposes."),
                    enumerate,
                ]),
        ], aliases: ordered(BargainingProtocol.aliases))

    private static let enumerate = FieldDescription(
        "enumerate", words(Enumeration.self), .text(Enumeration.block.rawValue),
        "Whether one block of each kind is considered, or every quantity.")
    private static let threePass = ThreePassOptions()
    private static let terms = TakeItOrLeaveIt()

    private static func ordered(_ aliases: [String: String]) -> [(alias: String, name: String)] {
        aliases.map { (alias: $0.key, name: $0.value) }.sorted { $0.alias < $1.alias }
    }
}
