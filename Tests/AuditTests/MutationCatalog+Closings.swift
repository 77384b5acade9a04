import MarketModel
import Primitives

extension Mutation {
    static let closings: [Mutation] = [
        .removing("an expiry missing") {
            if case .orderExpired = $0 { true } else { false }
        },
        .removing("a decay missing") {
            if case .decayApplied = $0 { true } else { false }
        },
        .changing("a decay one unit less") {
            guard case .decayApplied(let agent, let asset, let amount, let due) = $0 else {
                return nil
            }
            return .decayApplied(
                agent: agent, asset: asset, amount: amount.shifted(by: -1), due: due)
        },
        .removing("a bid cancelled for decay missing") {
            guard case .orderCancelled(let order) = $0 else { return false }
            return order.reason == .decay
        },
        .removing("a bankruptcy missing") {
            if case .agentBankrupt = $0 { true } else { false }
        },
        .changing("a bankrupt agent's equity one unit more") {
            guard case .agentBankrupt(var agent) = $0 else { return nil }
            agent.equity = agent.equity.shifted(by: 1)
            return .agentBankrupt(agent)
        },
        .changing("another cause of bankruptcy") {
            guard case .agentBankrupt(var agent) = $0 else { return nil }
            agent.cause = agent.cause == .equity ? .obligation : .equity
            return .agentBankrupt(agent)
        },
        .changing("a bankrupt agent's balance one unit more") {
            guard case .agentBankrupt(var agent) = $0 else { return nil }
            agent.balances[0] = agent.balances[0].shifted(by: 1)
            return .agentBankrupt(agent)
        },
        .changing("a refusal of a bankrupt agent for another reason") {
            guard case .orderRejected(var refusal) = $0, refusal.reason == .agentBankrupt else {
                return nil
            }
            refusal.reason = .invalidAction
            return .orderRejected(refusal)
        },
        .changing("a payment one unit more") {
            guard case .balanceUpdated(var update) = $0 else { return nil }
            update.amount = update.amount.shifted(by: 1)
            return .balanceUpdated(update)
        },
        .changing("a payment to somebody else") {
            guard case .balanceUpdated(var update) = $0 else { return nil }
            update.holder = update.holder == .house ? .agent(AgentID(0)) : .house
            return .balanceUpdated(update)
        },
        .removing("a planned event missing") {
            if case .scenarioEvent = $0 { true } else { false }
        },
        .removing("a halt that never ends") {
            if case .scenarioEvent(.resume) = $0 { true } else { false }
        },
        .changing("a limit that was not hit") {
            guard case .rateLimitHit(let agent, _, let limit) = $0 else { return nil }
            return .rateLimitHit(agent: agent, attempted: limit, limit: limit)
        },
        .changing("one trade too many counted") {
            guard case .tickEnded(let actions, let trades) = $0 else { return nil }
            return .tickEnded(actions: actions, trades: trades + 1)
        },
        .changing("fewer actions counted than show") {
            guard case .tickEnded(let actions, let trades) = $0, actions > 0 else { return nil }
            return .tickEnded(actions: -1, trades: trades)
        },
        .changing("an endowment one unit more") {
            guard case .agentCreated(var agent) = $0 else { return nil }
            agent.balances[0] = agent.balances[0].shifted(by: 1)
            return .agentCreated(agent)
        },
    ]

    static let order: [Mutation] = [
        .removing("the end of a tick missing") {
            if case .tickEnded = $0 { true } else { false }
        },
        .removing("the start of a tick missing") { $0 == .tickStarted },
        .inserting("a second start of a tick") { $0 == .tickStarted ? .tickStarted : nil },
        .inserting("something after the end") {
            if case .runStopped = $0 { .runStarted } else { nil }
        },
        .changing("stopped for want of agents that are there") {
            $0 == .runStopped(.completed) ? .runStopped(.allBankrupt) : nil
        },
        .swapping("a limit before the action") {
            guard case .rateLimitHit = $1 else { return false }
            switch $0 {
            case .orderPlaced, .orderReplaced, .orderRejected: return true
            default: return false
            }
        },
        .inserting("an action after the closing began") {
            guard case .decayApplied(let agent, _, _, _) = $0 else { return nil }
            return .orderRejected(
                Rejection(.cancelOrder(OrderID(1)), of: agent, because: .orderNotFound))
        },
        Mutation("a tick number too high") { record in
            guard let place = record.indices.last else { return false }
            record[place].tick = Tick(record[place].tick.index + 1)
            return true
        },
        Mutation("an event of a bankrupt agent") { record in
            for index in record.indices {
                guard case .agentBankrupt(let agent) = record[index].event else { continue }
                for later in record.indices.dropFirst(index) {
                    guard case .orderPlaced(var order) = record[later].event else { continue }
                    order.agent = agent.agent
                    record[later].event = .orderPlaced(order)
                    return !order.isEstate
                }
            }
            return false
        },
    ]
}
