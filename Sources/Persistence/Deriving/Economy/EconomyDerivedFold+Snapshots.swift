import Analytics
import Institutions
import MarketModel
import Preferences
import Primitives

// The rows of how things stand at the end of a tick.
extension EconomyDerivedFold {
    mutating func addSnapshots(_ perceived: PerceivedEconomy, in tick: Tick) throws {
        let usesMoney = rules.parameters.regime != .barterOnly
        // What an agent perceived are asks of the tick, which the refreshed quotes replace.
        let prices: [(a: Double?, b: Double?)] =
            usesMoney
            ? fold.agents.indices.map {
                (
                    perceived.perceivedPrice(of: $0, .aForMoney),
                    perceived.perceivedPrice(of: $0, .bForMoney)
                )
            } : []
        perceived.refresh(fold)
        for (index, agent) in fold.agents.enumerated() {
            let price = usesMoney ? prices[index] : (a: nil, b: nil)
            try sink.add(
                standing(index, agent, tick)
                    + quotes(of: index, agent, perceived)
                    + [
                        .real(price.a), .real(price.b), .real(agent.taste.lambda),
                        .flag(hasLearned[index]), .optional(agent.targetAgent),
                        .optional(agent.target?.x), .optional(agent.target?.y),
                        .text(agent.taste.utility.typeName),
                    ], to: .agentSnapshots)
        }
        if tick.index % EconomyTelemetry.resourceEveryTicks == 0 { try addResources(in: tick) }
    }

    private func standing(_ index: Int, _ agent: FoldedAgent, _ tick: Tick) -> [DerivedValue] {
        [
            .integer(tick.index), .integer(Int64(index)), .integer(Int64(agent.position.x)),
            .integer(Int64(agent.position.y)), .integer(agent.holding.a),
            .integer(agent.holding.b), .integer(agent.holding.money),
            .real(fold.utility(of: AgentID(index))),
        ]
    }

    /// The quotes that the regime has a use for; the others are NULL.
    private func quotes(
        of index: Int, _ agent: FoldedAgent, _ perceived: PerceivedEconomy
    ) -> [DerivedValue] {
        let kinds = rules.parameters.regime.activePairs
        let quotes = perceived.quotes(of: index)
        func quoted(_ pair: ExchangePair) -> [DerivedValue] {
            guard kinds.contains(pair) else { return [.none, .none] }
            return [.real(quotes[pair].ask), .real(quotes[pair].bid)]
        }
        var bounds: [DerivedValue] = [.none, .none]
        if kinds.contains(.aForB) {
            let prices = GoodsBounds(
                agent.taste.utility, agent.holding, epsilon: rules.parameters.epsilon)
            bounds = [.real(prices.lowest), .real(prices.highest)]
        }
        return quoted(.aForB) + bounds + quoted(.aForMoney) + quoted(.bForMoney)
    }

    private mutating func addResources(in tick: Tick) throws {
        for cell in fold.cells where cell.amount > 0 {
            try sink.add(
                [
                    .integer(tick.index), .integer(Int64(cell.position.x)),
                    .integer(Int64(cell.position.y)), .text(cell.good.rawValue),
                    .integer(cell.amount),
                ], to: .resourceSnapshots)
        }
    }
}
