import Kernel
import MarketModel
public import Primitives

/// The sections of an exchange scenario, described: keys, types, defaults, units, ranges.
///
/// Defaults come from the types they fill, so that each is written once.
public enum ExchangeSections {
    /// The top level of the file.
    public static let exchange = SectionDescription(
        "an exchange scenario", "A continuous double auction with bots and remote agents.",
        [
            FieldDescription(
                "schema_version", .integer(1...1), "The version of this form of scenarios."),
            FieldDescription("name", .text(.scenarioName), "What runs of it are called."),
            FieldDescription("kind", .choice(["exchange"]), "What is simulated."),
            FieldDescription(
                "description", .text(.prose), .absent("no description"),
                "What it shows, for people; changes nothing."),
            FieldDescription(
                "seed", .integer(0...Int64(UInt32.max)), .integer(0),
                "Of every random stream; overridden by --seed."),
            FieldDescription(
                "ticks", .integer(0...ScenarioLimits.tick), unit: "ticks",
                "How long a run lasts; overridden by --ticks."),
            FieldDescription(
                "instruments",
                .list(of: .section(instrument), atMost: ScenarioLimits.instruments),
                "What is traded; may be empty."),
            FieldDescription(
                "incentives", .section(incentives), .section, "What keeps agents honest."),
            FieldDescription(
                "activation", .choice(Activation.allCases.map(\.rawValue)),
                .text(defaults.activation.rawValue), "In which order a tick's bots act."),
            FieldDescription(
                "self_trade_prevention", .choice(SelfTradePrevention.allCases.map(\.rawValue)),
                .text(defaults.selfTradePrevention.rawValue),
                "What happens when an agent's orders meet each other."),
            FieldDescription(
                "metrics_every", .integer(1...ScenarioLimits.tick),
                .integer(defaults.metricsEveryTicks), unit: "ticks",
                "Between two metrics snapshots."),
            FieldDescription(
                "ticks_per_year", .integer(1...ScenarioLimits.tick),
                .integer(defaults.ticksPerYear), unit: "ticks",
                "What annualises a Sharpe ratio."),
            FieldDescription(
                "agents", .list(of: .variants(agent), atMost: ScenarioLimits.agents),
                "Who takes part; may be empty."),
            FieldDescription(
                "events", .list(of: .variants(event), atMost: ScenarioLimits.events), .empty,
                "What is planned, due in file order within a tick."),
        ])

    /// An instrument.
    public static let instrument = SectionDescription(
        "an instrument", "A base asset priced in cash, with its grid of prices and quantities.",
        [
            FieldDescription("symbol", .text(.symbol), "The base and the quote asset."),
            FieldDescription("tick_size", .amount(bound), unit: "cash", "The price increment."),
            FieldDescription(
                "lot_size", .amount(bound), unit: "base asset", "The quantity increment."),
            FieldDescription(
                "reference_price", .amount(bound), unit: "cash",
                "The price assumed until the market says otherwise."),
            FieldDescription(
                "max_price", .amount(bound), .amount(Instrument.greatestBound), unit: "cash",
                "The highest price an order may name."),
            FieldDescription(
                "max_quantity", .amount(bound), .amount(Instrument.greatestBound),
                unit: "base asset", "The largest quantity an order may name."),
            FieldDescription("fees", .section(fees), .section, "What an execution costs."),
        ])

    /// The fees of an instrument.
    public static let fees = SectionDescription(
        "fees", "Rates of the notional; negative for a rebate, their sum not negative.",
        [
            FieldDescription(
                "maker_bps", .rate(anyRate), .rate(.zero), unit: "basis points",
                "What the resting side pays."),
            FieldDescription(
                "taker_bps", .rate(anyRate), .rate(BasisPoints(units: 10 * 10_000)),
                unit: "basis points", "What the incoming side pays."),
        ])

    /// Limits, decay and bankruptcy.
    public static let incentives = SectionDescription(
        "incentives", "What keeps agents honest.",
        [
            FieldDescription(
                "max_actions_per_tick", .integer(0...1_000_000_000),
                .integer(honest.maxActionsPerTick), "How many actions an agent may submit."),
            FieldDescription("decay", .section(decay), .section, "How cash decays."),
            FieldDescription(
                "bankruptcy", .section(bankruptcy), .section, "Who is bankrupt when."),
        ])

    /// How cash decays.
    public static let decay = SectionDescription(
        "decay", "A share of the cash, and a fixed sum, are due now and then.",
        [
            FieldDescription(
                "every", .integer(0...ScenarioLimits.tick), .integer(honest.decay.everyTicks),
                unit: "ticks", "Between two decays; 0 is never."),
            FieldDescription(
                "rate_bps", .rate(share), .rate(honest.decay.rate),
                unit: "basis points", "The share that is due."),
            FieldDescription(
                "fixed", .amount(.zero...ScenarioLimits.supply), .amount(honest.decay.fixed),
                unit: "cash", "What is due besides."),
        ])

    /// Who is bankrupt when, and what follows.
    public static let bankruptcy = SectionDescription(
        "bankruptcy", "Who is bankrupt when, and what follows.",
        [
            FieldDescription(
                "enabled", .boolean, .boolean(honest.bankruptcy.isEnabled),
                "Whether anybody can go bankrupt."),
            FieldDescription(
                "equity_floor", .amount(ScenarioLimits.debt...ScenarioLimits.supply),
                .amount(honest.bankruptcy.equityFloor), unit: "cash",
                "The equity at or below which an agent is bankrupt."),
            FieldDescription(
                "estate", .choice(EstatePolicy.allCases.map(\.rawValue)),
                .text(honest.bankruptcy.estate.rawValue), "What becomes of the balances."),
            FieldDescription(
                "estate_discount_bps", .rate(share),
                .rate(honest.bankruptcy.estateDiscount), unit: "basis points",
                "How far below the mark an estate may be sold."),
        ])

    static let bound = Amount(units: 1)...Instrument.greatestBound
    static let anyRate = BasisPoints(units: -BasisPoints.limit.units)...BasisPoints.limit
    private static let share = BasisPoints.zero...BasisPoints.limit
    private static let honest = Incentives()
    private static let defaults = ExchangeScenario(
        name: "", ticks: 0, market: MarketDescription(assets: [], instruments: []), agents: [])
}

/// The bounds that keep every sum and product of a run within its types, and memory finite.
public enum ScenarioLimits {
    /// The greatest count of ticks: two of them still fit a 64-bit integer.
    public static let tick: Int64 = 1_000_000_000_000
    /// The greatest sum of endowments and mints of an asset.
    public static let supply = Amount(whole: 1_000_000_000_000_000)
    /// The least equity floor.
    static let debt = Amount(whole: -1_000_000_000_000_000)
    /// How many agents a run may have.
    public static let agents = 1_000_000
    /// How many balances all agents together may have: agents times assets.
    public static let balances = 10_000_000
    /// How many instruments a run may have.
    public static let instruments = 1_000
    /// How many events may be planned.
    public static let events = 200_000
    /// The greatest latency: views of as many past ticks are kept.
    public static let latency: Int64 = 1_000_000
    /// How many such views all instruments together may need.
    public static let pastViews: Int64 = 1_000_000
}
