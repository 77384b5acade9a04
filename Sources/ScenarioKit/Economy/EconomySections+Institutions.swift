import Institutions
import Kernel
import MarketModel
import Primitives

extension EconomySections {
    /// How agents trade with each other.
    public static let institution = NamedDescription(
        "institution",
        [
            SectionDescription("bilateral", "Two by two.", []),
            SectionDescription(
                "posted_price", "One price per local market, good and tick.", marketPrice),
            SectionDescription(
                "call_auction", "Sealed unit quotes, one price per local market, good and tick.",
                marketBounds),
            SectionDescription(
                "double_auction", "Unit quotes by chance, in an order book per local market.",
                auctionFields),
            SectionDescription(
                "posted_offer", "Sellers post prices, buyers come in random order.",
                offerFields),
            SectionDescription(
                "amm", "Units from and to constant-product pools of the house.", poolFields),
            SectionDescription(
                "walrasian", "All are moved to what they demand at equilibrium prices.",
                marketBounds),
        ])

    private static let auctionFields =
        marketBounds + [
            FieldDescription(
                "steps", .integer(1...EconomyLimits.span),
                .absent("20 for each member"), unit: "draws",
                "How many draws a market has for a good in a tick."),
            FieldDescription(
                "quoting", words(CallQuoting.self), .text(auction.quoting.rawValue),
                "Whether members quote their reservation prices, or any that make no loss."),
            FieldDescription(
                "price_range", .row(priceRange),
                .absent("1 to twice the highest reservation price of the tick"),
                unit: "minor units per unit",
                "With zero_intelligence, the lowest and the highest price that are drawn."),
            FieldDescription(
                "book", words(MarketAuctionRules.Book.self), .text(auction.book.rawValue),
                "What a trade leaves of the quotes of others."),
        ]

    private static let priceRange = [
        FieldDescription(
            "lowest", .integer(1...EconomyLimits.money), "The lowest price."),
        FieldDescription(
            "highest", .integer(1...EconomyLimits.money), "The highest price."),
    ]

    private static let offerFields =
        marketBounds + [
            FieldDescription(
                "margin", .real(.within(0...100)), .real(offers.margin),
                "How far above its reservation price a seller first asks, as a share of it."),
            FieldDescription(
                "step", .real(.within(0...100)), .real(offers.step),
                "How much a margin rises after a sale and falls after none."),
        ]

    private static let poolFields =
        marketBounds + [
            FieldDescription(
                "pool", .alternatives([.section(pool), .list(of: .section(pool), atMost: 2)]),
                "What the house endows: a pool of one good and money, or a list of one for each."),
            FieldDescription(
                "fee_bps", .integer(0...9_999), .integer(MarketPoolRules([]).feeBasisPoints),
                unit: "basis points", "What a pool keeps of every payment."),
        ]

    /// What a pool starts with.
    public static let pool = SectionDescription(
        "a pool", "What a pool starts with: money, and one of the goods.",
        [
            FieldDescription(
                "A", units, .absent("none"), unit: "units",
                "Of good A; the last unit is not for sale."),
            FieldDescription(
                "B", units, .absent("none"), unit: "units",
                "Of good B; the last unit is not for sale."),
            FieldDescription(
                "M", .integer(1...EconomyLimits.money), unit: "minor units",
                "Money."),
        ])

    private static let units = FieldType.integer(1...EconomyLimits.goods)
    private static let auction = MarketAuctionRules()
    private static let offers = MarketOfferRules()
}
