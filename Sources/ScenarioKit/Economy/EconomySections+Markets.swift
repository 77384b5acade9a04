import Institutions
import Kernel
import Primitives

extension EconomySections {
    /// What decides the price of a local market.
    static let marketPrice =
        marketBounds + [
            FieldDescription(
                "price_rule", words(MarketPriceRules.Rule.self), .text(market.rule.rawValue),
                "Where the price comes from."),
            FieldDescription(
                "price", perGood, .absent("the midpoint of the first tick"),
                unit: "minor units per unit",
                "With fixed the price, required; with tatonnement the first. One number for both "
                    + "goods, or a map."),
            FieldDescription(
                "speed", .real(.above(0, atMost: 1)), .real(market.speed),
                "With tatonnement, how strongly the price follows excess demand."),
            FieldDescription(
                "ceiling", perGood, .absent("none"), unit: "minor units per unit",
                "The highest price allowed; one number for both goods, or a map."),
            FieldDescription(
                "floor", perGood, .absent("none"), unit: "minor units per unit",
                "The lowest price allowed; one number for both goods, or a map."),
            FieldDescription(
                "pairs", .list(of: .choice(Good.allCases.map(\.rawValue)), atMost: 2),
                .absent("both goods"), "Which goods have a market; A comes before B."),
        ]

    /// The prices of every market are in money, so that there must be some.
    static let marketsNeedMoney = SectionCondition(
        field: "institution",
        names: institution.names.filter { $0 != EconomyInstitution.bilateral.name },
        section: "params", key: "exchange_regime",
        words: ExchangeRegime.allCases.filter { $0 != .barterOnly }.map(\.rawValue))

    /// Who is one market, whatever the institution.
    static let marketBounds = [
        FieldDescription(
            "market_min_size", .integer(2...EconomyScenario.greatestParameter),
            .integer(market.bounds.leastSize), unit: "agents",
            "How many agents near each other make a market; fewer trade two by two."),
        FieldDescription(
            "scope", words(MarketScope.self), .text(market.bounds.scope.rawValue),
            "Whether whoever is near makes a market, or all agents are one."),
    ]

    /// A number for each good.
    public static let goodsPrices = SectionDescription(
        "prices by good", "A price for each good, or for one of them.",
        [
            FieldDescription(
                "A", marketBound, .absent("none"), unit: "minor units per unit", "Of good A."),
            FieldDescription(
                "B", marketBound, .absent("none"), unit: "minor units per unit", "Of good B."),
        ])

    private static let perGood = FieldType.alternatives([marketBound, .section(goodsPrices)])
    private static let marketBound = FieldType.real(.above(0, atMost: 1e15))
    private static let market = MarketPriceRules()
}
