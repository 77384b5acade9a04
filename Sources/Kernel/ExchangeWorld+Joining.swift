import Accounting
import Institutions
import MarketModel
public import Primitives

/// A remote agent that joins a run which has begun.
public struct JoiningAgent: Hashable, Codable, Sendable {
    /// Unique in the run.
    public var name: String
    /// What it starts with, by asset number; nothing is negative.
    public var balances: [Amount]

    /// Describes an agent.
    public init(name: String, balances: [Amount]) {
        self.name = name
        self.balances = balances
    }
}

/// Why an agent cannot join.
public enum JoiningRefusal: Error, Hashable, Sendable {
    /// An agent of the run has the name, or one of the scenario will.
    case nameTaken
    /// There would be more of an asset than ``ExchangeWorld/greatestSupply``.
    case tooMuch(AssetID)
    /// It would be bankrupt at once: its equity is at or below the floor.
    case belowFloor(equity: Amount, floor: Amount)
}

extension ExchangeWorld {
    /// The most there may be of an asset, endowments and mints together: every product of a
    /// run then fits 128 bits.
    public static let greatestSupply = Amount(whole: 1_000_000_000_000_000)

    /// Adds an agent; called while a tick opens.
    func join(_ agent: JoiningAgent) {
        let id = add(agent)
        events.append(
            .agentCreated(
                AgentCreated(
                    agent: id, name: agent.name, kind: .remote, bot: nil,
                    balances: agent.balances)))
    }

    /// Makes an agent's account, without a word.
    @discardableResult
    func add(_ agent: JoiningAgent) -> AgentID {
        let id = ledger.addAgent(balances: agent.balances)
        auction.addAgent()
        agents.append(
            AgentState(
                name: agent.name, group: nil, bot: nil, latencyTicks: 0, wakeRate: 1,
                initialBalances: agent.balances))
        return id
    }

    /// Checks whether agents can join one after the other.
    ///
    /// - Parameter joining: Those that wait for the next tick, the one in question last.
    /// - Throws: What is wrong with the last of them.
    /// - Complexity: O(agents + planned events).
    public func checkJoining(_ joining: [JoiningAgent]) throws(JoiningRefusal) {
        guard let last = joining.last else { return }
        let names = agents.map(\.name) + joining.dropLast().map(\.name)
        if names.contains(last.name) { throw .nameTaken }
        for index in last.balances.indices {
            let asset = AssetID(index)
            let endowed = joining.reduce(ledger.supply(of: asset).units) {
                $0 + $1.balances[index].units
            }
            let supply = endowed + plannedMints(of: asset, for: agents.count + joining.count)
            if supply > Self.greatestSupply.units { throw .tooMuch(asset) }
        }
        let rules = scenario.incentives.bankruptcy
        guard rules.isEnabled else { return }
        let equity = worth(of: last.balances)
        if equity <= rules.equityFloor {
            throw .belowFloor(equity: equity, floor: rules.equityFloor)
        }
    }

    /// What planned mints can make of an asset, if they go to so many agents.
    private func plannedMints(of asset: AssetID, for count: Int) -> Int128 {
        scenario.events.reduce(0) { sum, planned in
            guard case .mint(let change) = planned.event, change.asset == asset else { return sum }
            return sum + change.amount.units * Int128(count)
        }
    }

    /// Balances at reference prices.
    private func worth(of balances: [Amount]) -> Amount {
        var valuation = Valuation(cash: balances[0])
        for (index, balance) in balances.enumerated().dropFirst() {
            guard let pricing = scenario.market.pricing(of: AssetID(index)) else { continue }
            valuation.add(balance, at: Mark(auction.referencePrice(of: pricing.id)))
        }
        return valuation.total
    }
}
