import Institutions
import Kernel
import MarketModel

extension LaboratorySections {
    /// Who decides what is quoted.
    public static let strategy = NamedDescription(
        "trader",
        [
            SectionDescription("zi_u", "Any price of the range, gain or loss.", []),
            SectionDescription("zi_c", "Any price of the range that makes no loss.", []),
            SectionDescription("giveaway", "The limit price itself.", []),
            SectionDescription("shaver", "One unit better than the own side's best quote.", []),
            SectionDescription("sniper", "Silent until late, then a shaver.", []),
            SectionDescription("kaplan", "Lets others talk, then takes a good quote.", []),
            SectionDescription(
                "zip", "A margin that learns from what trades and what does not.",
                [
                    FieldDescription(
                        "c_r", .real(.within(0...1)), .real(zip.relativeChange),
                        "The greatest relative change of a target."),
                    FieldDescription(
                        "c_a", .real(.within(0...1_000_000)), .real(zip.absoluteChange),
                        unit: "price units", "The greatest absolute change of a target."),
                ]),
            SectionDescription("gd", "The greatest expected gain, by belief.", [memory]),
            SectionDescription(
                "gdx", "The same with an eye to later chances.",
                [
                    memory,
                    FieldDescription(
                        "gamma", .real(.within(0...1)), .real(0.9),
                        "What a later gain is worth of a present one."),
                ]),
            SectionDescription("aa", "An adaptive aggressiveness about an estimate.", []),
            SectionDescription(
                "przi", "A price distribution between shaver, zero intelligence and giveaway.",
                [
                    FieldDescription(
                        "s", .real(.within(-1...1)), .real(0),
                        "−1 as a shaver, 0 as zi_c, 1 as giveaway.")
                ]),
        ],
        aliases: [("gvwy", "giveaway"), ("shvr", "shaver"), ("snpr", "sniper"), ("zic", "zi_c")])

    private static let zip = ZIPParameters()
    private static let memory = FieldDescription(
        "memory", .integer(1...1_000), .integer(5), unit: "trades",
        "How many trades back the belief reaches.")

    /// The rules of trade.
    public static let institution = NamedDescription(
        "institution",
        [
            SectionDescription(
                "double_auction", "A continuous auction in an order book.",
                [
                    FieldDescription(
                        "book", EconomySections.words(DoubleAuctionRules.Book.self),
                        .text(auction.book.rawValue), "What a trade leaves of other quotes."),
                    FieldDescription(
                        "improvement_rule", .boolean, .boolean(auction.hasImprovementRule),
                        "Whether a quote that does not improve the standing one is ignored."),
                    FieldDescription(
                        "price_rule", .choice(["maker"]), .text("maker"),
                        "Whose price holds where quotes cross: that of the earlier."),
                    FieldDescription(
                        "rejections", .integer(1...LaboratoryLimits.steps),
                        .integer(auction.rejectionsToEnd), unit: "quotes",
                        "With book: outcry, after how many in a row that nobody took a period "
                            + "ends."),
                ]),
            SectionDescription(
                "call_auction", "Sealed quotes and one price.",
                [
                    FieldDescription(
                        "quoting", EconomySections.words(CallQuoting.self),
                        .text(CallQuoting.truthful.rawValue), "What traders hand in.")
                ]),
            SectionDescription(
                "posted_offer", "Sellers post prices, buyers come in random order.",
                [
                    FieldDescription(
                        "rule", EconomySections.words(PostedOfferRules.Rule.self),
                        .text(offers.rule.rawValue), "How a seller comes to a price."),
                    FieldDescription(
                        "step", .integer(1...LaboratoryLimits.price), .integer(offers.step),
                        unit: "price units", "By how much an adaptive price changes."),
                ]),
            SectionDescription("posted_price", "One price for all.", postedPrice),
            SectionDescription(
                "amm", "A constant-product pool.",
                [
                    FieldDescription("pool", .section(pool), "What the pool starts with."),
                    FieldDescription(
                        "fee_bps", .integer(0...9_999), .integer(30), unit: "basis points",
                        "What the pool keeps of every payment."),
                ]),
            SectionDescription("walrasian", "Everybody trades at the equilibrium price.", []),
        ], unavailable: ["bilateral"])

    /// What a pool starts with.
    public static let pool = SectionDescription(
        "a pool", "What a pool starts with.",
        [
            FieldDescription(
                "A", .integer(2...LaboratoryLimits.price), unit: "units",
                "Of the good; the last unit is not for sale."),
            FieldDescription(
                "M", .integer(1...LaboratoryLimits.price), unit: "price units", "Money."),
        ])

    private static let postedPrice = [
        FieldDescription(
            "price_rule", .choice(["midpoint", "clearing", "tatonnement", "fixed"]),
            .text("midpoint"), "Where the price comes from."),
        FieldDescription(
            "price", price, .absent("the midpoint of the first period"), unit: "price units",
            "With fixed the price, required; with tatonnement the first."),
        FieldDescription(
            "speed", .real(.above(0, atMost: 1)), .real(defaultSpeed),
            "With tatonnement, how strongly the price follows excess demand."),
        FieldDescription(
            "ceiling", price, .absent("none"), unit: "price units", "The highest price allowed."),
        FieldDescription(
            "floor", price, .absent("none"), unit: "price units", "The lowest price allowed."),
    ]

    /// How strongly a tâtonnement price follows excess demand where nothing is said.
    static let defaultSpeed = 0.1

    private static let price = FieldType.real(
        .above(0, atMost: Double(LaboratoryLimits.price)))
    private static let auction = DoubleAuctionRules()
    private static let offers = PostedOfferRules()
}
