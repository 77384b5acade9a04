import Kernel
public import MarketModel
import Primitives

extension ExchangeSections {
    /// An entry of the agents: some agents alike but for their names.
    public static let agent = VariantsDescription(
        by: "kind", default: "bot",
        [
            SectionDescription(
                "bot", "Agents run in this process.",
                [
                    FieldDescription("bot", .text(.reference), "The strategy's catalogue name."),
                    FieldDescription(
                        "parameters", .botParameters, .empty, "The strategy's parameters."),
                    agentName(.absent("the bot's")),
                ] + everyAgent),
            SectionDescription(
                "remote", "Agents run by programs elsewhere.",
                [agentName(.text("remote"))] + everyAgent),
        ])

    private static func agentName(_ defaultValue: FieldDefault) -> FieldDescription {
        FieldDescription(
            "name", .text(.agentName), defaultValue,
            "The n-th agent of a name is called name-n, n from 1 over the whole file.")
    }

    private static let everyAgent = [
        FieldDescription(
            "count", .integer(0...Int64(ScenarioLimits.agents)), .integer(1), "How many."),
        FieldDescription(
            "cash", .amount(.zero...ScenarioLimits.supply), .amount(.zero), unit: "cash",
            "What each starts with."),
        FieldDescription(
            "holdings", .amounts(.zero...ScenarioLimits.supply), .empty,
            "What each starts with, by base asset."),
        FieldDescription(
            "latency", .integer(0...ScenarioLimits.latency), .integer(0), unit: "ticks",
            "How old what they see is, and how long their actions take."),
        FieldDescription(
            "wake_rate", .real(.within(0...1)), .real(1),
            "With activation: poisson, the probability of acting in a tick."),
    ]

    /// A planned event.
    public static let event = VariantsDescription(
        by: "kind",
        [
            SectionDescription(
                "shock", "Bots that choose a side at random choose one side more often.",
                [
                    tick,
                    FieldDescription(
                        "instrument", .text(.reference), .absent("every instrument"), "Where."),
                    FieldDescription("bots", .names, "Catalogue names or agent names."),
                    FieldDescription("side", .choice(["bid", "ask"]), "The favoured side."),
                    FieldDescription(
                        "probability", .real(.within(0...1)), "How often that side is chosen."),
                    FieldDescription(
                        "ticks", .integer(1...ScenarioLimits.tick), unit: "ticks", "How long."),
                ]),
            SectionDescription("mint", "Balances grow by decree.", balanceChange),
            SectionDescription(
                "burn", "Balances shrink by decree, as far as they are available.",
                balanceChange),
            SectionDescription(
                "halt", "Nothing trades for a while.",
                [
                    tick, place,
                    FieldDescription(
                        "ticks", .integer(1...ScenarioLimits.tick), unit: "ticks", "How long."),
                    FieldDescription(
                        "cancel_orders", .boolean, .boolean(false),
                        "Whether open orders are cancelled."),
                ]),
            SectionDescription(
                "fee_change", "New fees from now on.",
                [
                    tick, place,
                    FieldDescription(
                        "maker_bps", .rate(anyRate), unit: "basis points",
                        "What the resting side pays."),
                    FieldDescription(
                        "taker_bps", .rate(anyRate), unit: "basis points",
                        "What the incoming side pays."),
                ]),
            SectionDescription(
                "reference_price", "A new fallback for marks and bots.",
                [
                    tick, place,
                    FieldDescription("price", .amount(bound), unit: "cash", "The new price."),
                ]),
        ])

    private static let tick = FieldDescription(
        "tick", .integer(0...ScenarioLimits.tick), unit: "ticks", "In whose opening it applies.")
    private static let place = FieldDescription("instrument", .text(.reference), "Where.")
    private static let balanceChange = [
        tick,
        FieldDescription("agents", .names, "Agent names, or all."),
        FieldDescription("asset", .text(.reference), "Which balance."),
        FieldDescription(
            "amount", .amount(Amount(units: 1)...ScenarioLimits.supply), unit: "asset",
            "For each of them."),
    ]

    /// The parameters of a bot as a section.
    public static func parameters(of bot: BotDescription) -> SectionDescription {
        let fields = bot.parameters.map { parameter in
            let (type, defaultValue) = field(of: parameter)
            return FieldDescription(parameter.name, type, defaultValue, parameter.summary)
        }
        return SectionDescription("the parameters of \(bot.name)", bot.summary, fields)
    }

    private static func field(
        of parameter: ParameterDescription
    ) -> (FieldType, FieldDefault) {
        switch (parameter.defaultValue, parameter.minimum, parameter.maximum) {
        case (.real(let value), .real(let low), .real(let high)):
            return (.real(.within(low...high)), .real(value))
        case (.integer(let value), .integer(let low), .integer(let high)):
            return (.integer(low...high), .integer(value))
        case (.amount(let value), .amount(let low), .amount(let high)):
            return (.amount(low...high), .amount(value))
        case (.real, _, _), (.integer, _, _), (.amount, _, _):
            preconditionFailure("\(parameter.name): the bounds are of another type")
        }
    }
}
