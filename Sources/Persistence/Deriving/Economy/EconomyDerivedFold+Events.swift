import Analytics
import Determinism
import Institutions
import MarketModel
import Preferences
import Primitives

// The rows of what events tell themselves: trades, pairs, modes and λ.
extension EconomyDerivedFold {
    mutating func add(_ trade: GoodsTraded, in tick: Tick) throws {
        let amounts = trade.amounts
        try sink.add(
            [
                .integer(tick.index), .integer(Int64(trade.position.x)),
                .integer(Int64(trade.position.y)), .agent(trade.buyer), .agent(trade.seller),
                .integer(amounts.a), .integer(amounts.b), .integer(amounts.money),
                .real(trade.price), .text(trade.pair.direction), .text(trade.pair.rawValue),
                .real(lambda(of: trade.buyer)), .real(lambda(of: trade.seller)),
                .real(trade.gainOfBuyer), .real(trade.gainOfSeller),
            ], to: .economyTrades)
    }

    /// An agent's value of money; a pool has none, and the column wants a number.
    private func lambda(of party: AgentID) -> Double {
        fold.agents.indices.contains(party.index) ? fold.agents[party.index].taste.lambda : 0
    }

    mutating func add(_ market: MarketCleared, in tick: Tick) throws {
        let members = JSONValue.array(market.members.map { .integer(Int64($0.index)) })
        try sink.add(
            [
                .integer(tick.index), .integer(market.market), .text(market.pair.rawValue),
                .text(CanonicalJSON.text(members)), .real(market.price),
                .integer(Int64(market.buyers.count)), .integer(Int64(market.sellers.count)),
                .integer(market.volume), .integer(market.unfilledDemand),
                .integer(market.unfilledSupply), .real(market.surplus),
            ], to: .marketEvents)
    }

    mutating func add(_ pair: PairMade, in tick: Tick) throws {
        try sink.add(
            [
                .integer(tick.index), .agent(pair.first), .agent(pair.second), .text("pair"),
                .text(pair.reason.rawValue), .real(pair.surplus), .real(pair.surplus),
            ], to: .pairings)
    }

    mutating func add(_ pair: PairEnded, in tick: Tick) throws {
        try sink.add(
            [
                .integer(tick.index), .agent(pair.first), .agent(pair.second), .text("unpair"),
                .text(pair.reason.name), .none, .none,
            ], to: .pairings)
    }

    mutating func addTickState(in tick: Tick) throws {
        let regime = rules.parameters.regime
        let pairs = fold.mode == .forage ? [] : regime.activePairs
        let list = JSONValue.array(pairs.map { .string($0.rawValue) })
        try sink.add(
            [
                .integer(tick.index), .text(fold.mode.rawValue), .text(regime.rawValue),
                .text(CanonicalJSON.text(list)),
            ], to: .tickStates)
    }

    /// What λ was learned from: asks of the tick, and what its agent has when it learns.
    mutating func addLambda(
        of agent: AgentID, _ old: Double, _ new: Double, in tick: Tick
    ) throws {
        guard let perceived else { return }
        let folded = fold.agents[agent.index]
        let parameters = rules.parameters
        let marginal = folded.taste.utility.marginalUtilities(
            a: Double(folded.holding.a), b: Double(folded.holding.b))
        func suggested(_ utility: Double, _ pair: ExchangePair) -> Double? {
            guard utility > 0 else { return nil }
            return perceived.perceivedPrice(of: agent.index, pair).map {
                utility * Double(parameters.moneyScale) / max($0, parameters.epsilon)
            }
        }
        let fromA = suggested(marginal.a, .aForMoney)
        let fromB = suggested(marginal.b, .bForMoney)
        let least = [fromA, fromB].compactMap { $0 }.min()
        let rate = parameters.lambdaUpdateRate
        let mixed = least.map { (1 - rate) * old + rate * $0 } ?? old
        let isLow = mixed < parameters.lambdaMin
        let isHigh = mixed > parameters.lambdaMax
        try sink.add(
            [
                .integer(tick.index), .agent(agent), .real(old), .real(new), .real(fromA),
                .real(fromB), .real(least), .integer(isLow || isHigh ? 1 : 0),
                isLow ? .text("lower") : isHigh ? .text("upper") : .none,
            ], to: .lambdaUpdates)
    }
}

extension DerivedValue {
    static func agent(_ agent: AgentID) -> DerivedValue { .integer(Int64(agent.index)) }

    static func real(_ value: Double?) -> DerivedValue { value.map { .real($0) } ?? .none }

    static func flag(_ isSo: Bool) -> DerivedValue { .integer(isSo ? 1 : 0) }
}

extension ExchangePair {
    /// What the seller gives for what, as the telemetry names it.
    var direction: String {
        switch self {
        case .aForB: "A_traded_for_B"
        case .aForMoney: "A_traded_for_M"
        case .bForMoney: "B_traded_for_M"
        }
    }
}

extension ExchangeRegime {
    /// What may be exchanged for what, money first.
    var activePairs: [ExchangePair] {
        switch self {
        case .barterOnly: [.aForB]
        case .moneyOnly: [.aForMoney, .bForMoney]
        case .mixed, .mixedLiquidityGated: [.aForMoney, .bForMoney, .aForB]
        }
    }
}
