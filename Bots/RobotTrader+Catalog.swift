import Determinism
import MarketModel
import Primitives

// The robots of the laboratory as an exchange's scenario names them.
extension BotCatalog {
    /// One description for each robot.
    static let robots: [BotDescription] = [
        plain("zi_u", "Any price of its range, gain or loss.", ZeroIntelligenceUnconstrained.self),
        plain("zi_c", "Any price that makes no loss.", ZeroIntelligenceConstrained.self),
        plain("giveaway", "Quotes what a lot is worth to it.", Giveaway.self),
        plain("shaver", "One tick size better than the best quote of its side.", Shaver.self),
        plain("sniper", "Silent until late in a period, then a shaver.", Sniper.self),
        plain("kaplan", "Lets others talk, then takes a good quote.", Kaplan.self),
        plain("zip", "A margin that learns from what trades.", ZeroIntelligencePlus.self),
        plain("aa", "An adaptive aggressiveness about an estimate.", AdaptiveAggressive.self),
        believing("gd", "The greatest expected gain, by belief.", GjerstadDickhaut.self, []),
        believing(
            "gdx", "The same with an eye to later chances.", GjerstadDickhautExtended.self,
            [.real("gamma", 0.9, in: 0...1, "What a later gain is worth of a present one.")]),
        BotDescription(
            name: "przi", summary: "A price distribution between shaver and giveaway.",
            parameters: RobotTrader<ParameterizedResponse>.parameters + [
                .real("s", 0, in: -1...1, "−1 as a shaver, 0 as zi_c, 1 as giveaway.")
            ],
            make: { parameters in
                var character = RobotCharacter()
                character.strategy = parameters.real("s")
                return RobotTrader<ParameterizedResponse>(parameters, character)
            }),
    ]

    private static func plain<Robot: ExchangeRobot>(
        _ name: String, _ summary: String, _ robot: Robot.Type
    ) -> BotDescription {
        BotDescription(
            name: name, summary: summary, parameters: RobotTrader<Robot>.parameters,
            make: { RobotTrader<Robot>($0) })
    }

    private static func believing<Robot: ExchangeRobot>(
        _ name: String, _ summary: String, _ robot: Robot.Type, _ more: [ParameterDescription]
    ) -> BotDescription {
        let memory = ParameterDescription.integer(
            "memory", 5, in: 1...1_000, "How many trades back its belief reaches.")
        return BotDescription(
            name: name, summary: summary,
            parameters: RobotTrader<Robot>.parameters + [memory] + more,
            make: { parameters in
                var character = RobotCharacter()
                character.memory = parameters.integer("memory")
                if !more.isEmpty { character.discount = parameters.real("gamma") }
                return RobotTrader<Robot>(parameters, character)
            })
    }
}

extension ZeroIntelligenceUnconstrained: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) { self.init() }
}

extension ZeroIntelligenceConstrained: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) { self.init() }
}

extension Giveaway: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) { self.init() }
}

extension Shaver: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) { self.init() }
}

extension Sniper: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) { self.init() }
}

extension Kaplan: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) { self.init() }
}

extension ZeroIntelligencePlus: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) {
        self.init(ZIPParameters(), side: side, random: &random)
    }
}

extension AdaptiveAggressive: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) {
        self.init(side: side, random: &random)
    }
}

extension GjerstadDickhaut: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) {
        self.init(memory: character.memory)
    }
}

extension GjerstadDickhautExtended: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) {
        self.init(memory: character.memory, discount: character.discount)
    }
}

extension ParameterizedResponse: ExchangeRobot {
    init(_ character: RobotCharacter, side: Side, random: inout RandomStream) {
        self.init(strategy: character.strategy, random: &random)
    }
}
