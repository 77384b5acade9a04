import Determinism
import MarketModel
import Primitives

/// The payloads of events that happen seldom, as JSON values.
enum EventDocument {
    /// The type and payload of an event.
    ///
    /// - Precondition: One of the seldom ones; ``EventEncoder`` writes the others itself.
    static func describe(
        _ event: Event, in market: MarketDescription
    ) -> (type: String, payload: JSONValue) {
        switch event {
        case .runCreated(let origin):
            return ("RUN_CREATED", document(of: origin))
        case .agentCreated(let agent):
            return ("AGENT_CREATED", document(of: agent, in: market))
        case .runStarted:
            return ("RUN_STARTED", [:])
        case .runStopped(let reason):
            return ("RUN_STOPPED", ["reason": .string(reason.rawValue)])
        case .rateLimitHit(let agent, let attempted, let limit):
            return (
                "RATE_LIMIT_HIT",
                [
                    "agent_id": .integer(Int64(agent.index)),
                    "attempted": .integer(attempted), "limit": .integer(limit),
                ]
            )
        case .decayApplied(let agent, let asset, let amount, let due):
            let rest = due.map { [JSONMember("due", text($0))] } ?? []
            return (
                "DECAY_APPLIED",
                .object(
                    [
                        JSONMember("agent_id", .integer(Int64(agent.index))),
                        JSONMember("asset", .string(market.assets[asset.index])),
                        JSONMember("amount", text(amount)),
                    ] + rest)
            )
        case .agentBankrupt(let agent):
            return ("AGENT_BANKRUPT", document(of: agent, in: market))
        case .balanceUpdated(let update):
            return ("BALANCE_UPDATED", document(of: update, in: market))
        case .runBranched(let branched):
            return ("RUN_BRANCHED", ["path": .string(branched.path), "value": branched.value])
        case .scenarioEvent(let planned):
            return ("SCENARIO_EVENT", planned.document(in: market))
        case .tickStarted, .tickEnded, .orderPlaced, .orderReplaced, .tradeExecuted,
            .orderCancelled, .orderExpired, .orderRejected, .economy:
            preconditionFailure("frequent events are written by EventEncoder")
        }
    }

    private static func document(of origin: RunCreated) -> JSONValue {
        [
            "event_schema": .integer(RunCreated.eventSchema),
            "scenario": origin.scenario,
            "seed": .integer(Int64(origin.seed)),
        ]
    }

    private static func document(
        of agent: AgentCreated, in market: MarketDescription
    ) -> JSONValue {
        let bot = agent.bot.map { [JSONMember("bot", .string($0))] } ?? []
        return .object(
            [
                JSONMember("agent_id", .integer(Int64(agent.agent.index))),
                JSONMember("name", .string(agent.name)),
                JSONMember("kind", .string(agent.kind.rawValue)),
                JSONMember("balances", balances(agent.balances, in: market)),
            ] + bot)
    }

    private static func document(
        of agent: AgentBankrupt, in market: MarketDescription
    ) -> JSONValue {
        [
            "agent_id": .integer(Int64(agent.agent.index)),
            "balances": balances(agent.balances, in: market),
            "cause": .string(agent.cause.rawValue),
            "equity": text(agent.equity),
        ]
    }

    private static func document(
        of update: BalanceUpdated, in market: MarketDescription
    ) -> JSONValue {
        let holder: JSONValue =
            switch update.holder {
            case .agent(let agent): .integer(Int64(agent.index))
            case .house: "house"
            }
        return [
            "agent_id": holder,
            "amount": text(update.amount),
            "asset": .string(market.assets[update.asset.index]),
            "reason": .string(update.reason.rawValue),
        ]
    }

    private static func balances(
        _ amounts: [Amount], in market: MarketDescription
    ) -> JSONValue {
        .object(zip(market.assets, amounts).map { JSONMember($0, text($1)) })
    }

    private static func text(_ amount: Amount) -> JSONValue { .string(amount.description) }
}
