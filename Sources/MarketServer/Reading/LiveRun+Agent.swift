import Determinism
import Kernel
import MarketModel
import Primitives
import Runner

extension LiveRun {
    /// `GET /v1/agent`.
    func agentAnswer(_ agent: AgentID) -> HTTPAnswer {
        guard agent.index < run.agentCount else { return joiningAnswer(agent) }
        let assets = market.assets.indices.map { AssetID($0) }
        let balances = assets.map { asset -> JSONMember in
            let balance = run.balance(of: agent, asset)
            return JSONMember(
                market.assets[asset.index],
                ["available": balance.available.json, "reserved": balance.reserved.json])
        }
        let open = records.orders.openOrders(run.openOrders(of: agent).map(\.order))
        return HTTPAnswer([
            "agent_id": .integer(Int64(agent.index)),
            "name": .string(run.name(of: agent)),
            "status": run.isBankrupt(agent) ? "bankrupt" : "active",
            "tick_id": .integer(tick.index),
            "event_seq": .integer(lastEvent),
            "balances": .object(balances),
            "equity": equity(of: agent).json,
            "open_orders": .array(open.map { $0.document(in: market) }),
            "actions_left": .integer(isActive ? run.actionsLeft(of: agent) : 0),
        ])
    }

    /// An agent that waits for the next tick has what it will start with.
    private func joiningAnswer(_ agent: AgentID) -> HTTPAnswer {
        let place = agent.index - run.agentCount
        guard run.joining.indices.contains(place) else {
            return Problem(.notFound, "there is no agent \(agent.index)").answer
        }
        let joining = run.joining[place]
        let balances = zip(market.assets, joining.balances).map {
            JSONMember($0, ["available": $1.json, "reserved": Amount.zero.json])
        }
        return HTTPAnswer([
            "agent_id": .integer(Int64(agent.index)),
            "name": .string(joining.name),
            "status": "joining",
            "tick_id": .integer(tick.index),
            "event_seq": .integer(lastEvent),
            "balances": .object(balances),
            "equity": worth(joining.balances).json,
            "open_orders": [],
            "actions_left": 0,
        ])
    }

    /// Cash, and goods at their marks.
    func equity(of agent: AgentID) -> Amount { worth(run.balances(agent)) }

    private func worth(_ balances: [Amount]) -> Amount {
        var valuation = Valuation(cash: balances[0])
        for (index, balance) in balances.enumerated().dropFirst() {
            guard let pricing = market.pricing(of: AssetID(index)) else { continue }
            valuation.add(balance, at: run.mark(of: pricing.id))
        }
        return valuation.total
    }
}
