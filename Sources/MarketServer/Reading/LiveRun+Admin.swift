import Determinism
import Kernel
import MarketModel
import Primitives
import Runner

extension LiveRun {
    /// Lets an agent join at the opening of the next tick, and gives it a key.
    func createAgent(_ agent: JoiningAgent) -> HTTPAnswer {
        guard run.isTickOpen, tick.index + 1 < run.scenario.ticks else {
            return Problem(.runNotActive, "there is no next tick to join in").answer
        }
        let id: AgentID
        do throws(JoiningRefusal) {
            id = try run.join(agent)
        } catch {
            return refusal(error).answer
        }
        keeper.keep(RunInput(in: Tick(tick.index + 1), .joining(agent)))
        let issued = IssuedKey(for: id)
        keep(issued.key)
        return HTTPAnswer(
            [
                "agent_id": .integer(Int64(id.index)), "name": .string(agent.name),
                "active_from_tick": .integer(tick.index + 1),
                "key_id": .string(issued.key.id), "api_key": .string(issued.token),
            ], status: 201)
    }

    private func refusal(_ refusal: JoiningRefusal) -> Problem {
        switch refusal {
        case .nameTaken:
            Problem(.conflict, "an agent of that name is there already")
        case .tooMuch(let asset):
            Problem(
                .conflict,
                "balances.\(market.assets[asset.index]): with all others and all mints that is "
                    + "more than 10^15")
        case .belowFloor(let equity, let floor):
            Problem(
                .conflict,
                "balances: equity \(equity) at reference prices is at or below the floor "
                    + "\(floor): it would be bankrupt at once")
        }
    }

    /// Gives a remote agent a key.
    func createKey(for agent: AgentID, lifeSeconds: Int64?) -> HTTPAnswer {
        let isJoining = agent.index >= run.agentCount
        guard agent.index < run.agentCount + run.joining.count else {
            return Problem(.notFound, "there is no agent \(agent.index)").answer
        }
        guard isJoining || run.isRemote(agent) else {
            return Problem(.conflict, "agent \(agent.index) is a bot and needs no key").answer
        }
        let issued = IssuedKey(for: agent, expiresAt: lifeSeconds.map { keys.now + $0 })
        keep(issued.key)
        var members = [
            JSONMember("agent_id", .integer(Int64(agent.index))),
            JSONMember("key_id", .string(issued.key.id)),
            JSONMember("api_key", .string(issued.token)),
        ]
        if let end = issued.key.expiresAt {
            members.append(JSONMember("expires_at", .integer(end)))
        }
        return HTTPAnswer(.object(members), status: 201)
    }

    /// Revokes a key of an agent; one that is revoked stays so.
    func revokeKey(_ id: String, of agent: AgentID) -> HTTPAnswer {
        guard var key = keys.key(id), key.agent == agent else {
            return Problem(.notFound, "agent \(agent.index) has no such key").answer
        }
        if key.revokedAt == nil {
            key.revokedAt = keys.now
            keep(key)
        }
        return .noContent
    }

    private func keep(_ key: APIKey) {
        keeper.keep(key)
        keys.insert(key)
    }
}
