import Determinism
import MarketModel
import Primitives

// What the robots of the laboratory are made of on an exchange.
extension RobotCharacter {
    /// How far back a belief reaches.
    static let memory = ParameterDescription.integer(
        "memory", 5, in: 1...1_000, "How many trades back its belief reaches.")

    init(memory: Int64) { self.memory = memory }

    init(memory: Int64, discount: Double) {
        self.memory = memory
        self.discount = discount
    }

    init(strategy: Double) { self.strategy = strategy }
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
