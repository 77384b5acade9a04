import Kernel

/// The sections of a laboratory, described: keys, types, defaults, units, ranges.
public enum LaboratorySections {
    /// The top level of the file.
    public static let laboratory = SectionDescription(
        "a laboratory", "Buyers with values and sellers with costs, in trading periods.",
        [
            FieldDescription(
                "schema_version", .integer(1...1), "The version of this form of scenarios."),
            FieldDescription("name", .text(.scenarioName), "What runs of it are called."),
            FieldDescription(
                "kind", .choice([ScenarioKind.laboratory.rawValue]), "What is simulated."),
            FieldDescription(
                "description", .text(.prose), .absent("no description"),
                "What it shows, for people; changes nothing."),
            FieldDescription(
                "seed", .integer(0...Int64(UInt32.max)), .integer(0),
                "Of every random stream; overridden by --seed."),
            FieldDescription(
                "ticks", .integer(0...ScenarioLimits.tick), unit: "periods",
                "How often values, costs and stocks are renewed; overridden by --ticks."),
            FieldDescription(
                "institution", .named(institution), .name(institution.names[0]),
                "The rules of trade."),
            FieldDescription(
                "steps", .integer(1...LaboratoryLimits.steps), .integer(5_000), unit: "draws",
                "How often in a period somebody is drawn to quote."),
            FieldDescription(
                "price_range", .row(range), unit: "price units",
                "The prices that may be quoted."),
            FieldDescription(
                "buyers", .list(of: .section(buyer), atMost: LaboratoryLimits.traders),
                "Who buys; at least one."),
            FieldDescription(
                "sellers", .list(of: .section(seller), atMost: LaboratoryLimits.traders),
                "Who sells; at least one."),
            FieldDescription(
                "replications", .integer(1...LaboratoryLimits.replications), .integer(1),
                "How often it is repeated, with seeds that follow from the run's."),
        ])

    /// A buyer.
    public static let buyer = SectionDescription(
        "a buyer", "Somebody with a redemption value for each unit.",
        [
            trader,
            FieldDescription(
                "values", limits, unit: "price units",
                "What each unit is worth, best first: none above the one before."),
        ])

    /// A seller.
    public static let seller = SectionDescription(
        "a seller", "Somebody with a cost for each unit.",
        [
            trader,
            FieldDescription(
                "costs", limits, unit: "price units",
                "What each unit costs, best first: none below the one before."),
        ])

    private static let trader = FieldDescription(
        "trader", .named(strategy), "Who decides what is quoted.")
    private static let limits = FieldType.list(
        of: .integer(0...LaboratoryLimits.price), atMost: LaboratoryLimits.units)
    private static let range = [
        FieldDescription("lowest", .integer(1...LaboratoryLimits.price), "The lowest price."),
        FieldDescription("highest", .integer(1...LaboratoryLimits.price), "The highest price."),
    ]
}

/// The bounds that keep every sum of a laboratory within its types, and memory finite.
public enum LaboratoryLimits {
    /// The greatest price, value or cost, in price units.
    public static let price: Int64 = 1_000_000_000
    /// How many prices the range may have where robots weigh each of them for every quote.
    static let pricesOfRobots: Int64 = 1_000_000
    /// How many prices all robots together may keep a number for: 160 MB.
    static let keptPrices: Int64 = 20_000_000
    /// How many buyers, and how many sellers, there may be.
    public static let traders = 10_000
    /// How many units a trader may have.
    public static let units = 1_000
    /// How many draws a period may have.
    static let steps: Int64 = 1_000_000_000
    /// How often an experiment may be repeated.
    static let replications: Int64 = 1_000_000
}
