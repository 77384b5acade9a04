import Determinism
import History
import MarketModel
import Primitives
import Testing

/// A record of an economy of two agents, one change of which breaks one rule.
private struct EconomyRecord {
    var events: [(tick: Int64, event: Event)]

    static let scenario: JSONValue = [
        "kind": "economy", "ticks": 2, "N": 4,
        "agents": [
            ["position": [0, 0], "inventory": ["A": 5, "B": 1, "M": 0]],
            ["position": [2, 0], "inventory": ["A": 1, "B": 5, "M": 9]],
        ],
        "resources": [["position": [1, 0], "good": "A", "amount": 2]],
        "params": [
            "epsilon": "1e-12", "interaction_radius": 1, "move_budget_per_tick": 1, "dA_max": 5,
            "forage_rate": 1, "resource_growth_rate": 1, "resource_regen_cooldown": 1,
            "trade_cooldown_ticks": 3, "enforce_single_harvester": true,
            "enable_resource_claiming": true, "exchange_regime": "mixed",
            "money_mode": "kkt_lambda",
            "lambda_bounds": ["lambda_min": "0.1", "lambda_max": "10"],
        ],
    ]

    static func agent(_ id: Int, _ x: Int32, _ bundle: GoodsBundle) -> Event {
        .economy(
            .agentCreated(
                EconomyAgentCreated(
                    agent: AgentID(id), name: "agent-\(id)", position: Position(x: x, y: 0),
                    endowment: bundle,
                    utility: RecordedUtility(
                        type: "linear",
                        parameters: [
                            RecordedParameter(name: "vA", value: 1),
                            RecordedParameter(name: "vB", value: 1),
                        ]), lambdaMoney: 1)))
    }

    static let trade = GoodsTraded(
        trade: TradeID(1), buyer: AgentID(1), seller: AgentID(0), pair: .aForB, units: 1,
        payment: 2, price: 2, position: Position(x: 1, y: 0), gainOfBuyer: 0.5, gainOfSeller: 0.5)

    static let harvest = ResourceHarvested(
        agent: AgentID(1), position: Position(x: 1, y: 0), good: .a, amount: 1, left: 1)

    /// Nothing is wrong with it.
    static let sound = EconomyRecord(
        events: [
            (0, .runCreated(RunCreated(scenario: scenario, seed: 0))),
            (0, agent(0, 0, GoodsBundle(a: 5, b: 1))),
            (0, agent(1, 2, GoodsBundle(a: 1, b: 5, money: 9))),
            (0, .economy(.resourcePlaced(cell(2)))), (0, .runStarted), (0, .tickStarted),
            (0, .economy(.claimMade(agent: AgentID(0), Position(x: 1, y: 0)))),
            (
                0,
                .economy(
                    .paired(
                        PairMade(
                            first: AgentID(0), second: AgentID(1), reason: .mutualConsent,
                            surplus: 1)))
            ), (0, .economy(.targetSet(target(1)))),
            (0, .economy(.agentMoved(agent: AgentID(1), Position(x: 1, y: 0)))),
            (0, .economy(.goodsTraded(trade))), (0, .tickEnded(actions: 0, trades: 1)),
            (1, .tickStarted), (1, .economy(.modeChanged(old: .trade, new: .both))),
            (1, .economy(.claimReleased(agent: AgentID(0), Position(x: 1, y: 0)))),
            (
                1,
                .economy(
                    .unpaired(
                        PairEnded(
                            first: AgentID(0), second: AgentID(1), reason: .tradeFailed,
                            cooldownUntil: Tick(4))))
            ), (1, .economy(.resourceHarvested(harvest))),
            (1, .economy(.lambdaUpdated(agent: AgentID(0), old: 1, new: 1.5))),
            (1, .tickEnded(actions: 0, trades: 0)), (1, .runStopped(.completed)),
        ])

    static func cell(_ amount: Int64) -> ResourceAmount {
        ResourceAmount(position: Position(x: 1, y: 0), good: .a, amount: amount)
    }

    static func target(_ x: Int32) -> TargetSet {
        TargetSet(
            agent: AgentID(1), position: Position(x: x, y: 0), targetAgent: AgentID(0),
            committed: nil)
    }

    func finding() -> AuditFinding? {
        var auditor = EconomyAuditor()
        do throws(AuditFinding) {
            for (tick, event) in events { try auditor.audit(event, in: Tick(tick)) }
            try auditor.finish()
            return nil
        } catch {
            return error
        }
    }

    /// The first event of which `change` makes another is replaced by that.
    func changing(_ change: (Event) -> Event?) -> EconomyRecord {
        var changed = self
        for place in events.indices {
            guard let other = change(events[place].event) else { continue }
            changed.events[place].event = other
            break
        }
        return changed
    }
}

@Suite("The auditor of economies")
struct EconomyAuditorTests {
    @Test("passes a sound record")
    func sound() { #expect(EconomyRecord.sound.finding() == nil) }

    private func rule(_ change: (Event) -> Event?) -> AuditFinding.Rule? {
        EconomyRecord.sound.changing(change).finding()?.rule
    }

    @Test("finds actions, which an economy has none of")
    func actions() {
        let found = rule { event in
            guard case .tickEnded(_, let trades) = event else { return nil }
            return .tickEnded(actions: 1, trades: trades)
        }
        #expect(found == .counts)
    }

    private func rule(trade change: (inout GoodsTraded) -> Void) -> AuditFinding.Rule? {
        rule { event in
            guard case .economy(.goodsTraded(var trade)) = event else { return nil }
            change(&trade)
            return .economy(.goodsTraded(trade))
        }
    }

    private func rule(harvest change: (inout ResourceHarvested) -> Void) -> AuditFinding.Rule? {
        rule { event in
            guard case .economy(.resourceHarvested(var harvest)) = event else { return nil }
            change(&harvest)
            return .economy(.resourceHarvested(harvest))
        }
    }

    @Test("a trade must help both, with what they have, where they are")
    func trades() {
        #expect(rule(trade: { $0.gainOfBuyer = 1e-12 }) == .gain)
        #expect(rule(trade: { $0.gainOfSeller = -1 }) == .gain)
        #expect(rule(trade: { $0.gainOfSeller = .nan }) == .gain)
        #expect(rule(trade: { ($0.payment, $0.price) = (6, 6) }) == .solvency)
        #expect(rule(trade: { ($0.units, $0.payment) = (6, 12) }) == .counts)
        #expect(rule(trade: { $0.price = 1.9 }) == .counts)
        #expect(rule(trade: { $0.trade = TradeID(2) }) == .identifiers)
        #expect(rule(trade: { $0.seller = AgentID(7) }) == .identifiers)
        #expect(rule(trade: { $0.position = Position(x: 2, y: 0) }) == .pairing)
        #expect(rule(trade: { swap(&$0.buyer, &$0.seller) }) == .pairing)
        #expect(rule(trade: { $0.payment = 0 }) == .counts)
    }

    @Test("who trades is paired, near, and trades once a tick")
    func pairs() {
        var twice = EconomyRecord.sound
        var again = EconomyRecord.trade
        again.trade = TradeID(2)
        twice.events.insert((0, .economy(.goodsTraded(again))), at: 11)
        #expect(twice.finding()?.rule == .pairing)
        var unpaired = EconomyRecord.sound
        unpaired.events.remove(at: 7)
        #expect(unpaired.finding()?.rule == .pairing)
        var far = EconomyRecord.sound
        far.events.remove(at: 9)
        #expect(far.finding()?.rule == .pairing)
        #expect(
            rule {
                guard case .economy(.unpaired(var pair)) = $0 else { return nil }
                pair.cooldownUntil = nil
                return .economy(.unpaired(pair))
            } == .pairing)
        #expect(
            rule {
                guard case .economy(.paired(var pair)) = $0 else { return nil }
                pair.second = pair.first
                return .economy(.paired(pair))
            } == .pairing)
    }

    @Test("a harvest takes what a cell gives, from where the agent stands")
    func harvests() {
        #expect(rule(harvest: { $0.amount = 2 }) == .resources)
        #expect(rule(harvest: { $0.left = 2 }) == .resources)
        #expect(rule(harvest: { $0.good = .b }) == .resources)
        #expect(rule(harvest: { $0.agent = AgentID(0) }) == .resources)
        #expect(rule(harvest: { $0.position = Position(x: 3, y: 3) }) == .resources)
        var early = EconomyRecord.sound
        early.events.insert((1, .economy(.resourceRegrown(EconomyRecord.cell(2)))), at: 17)
        #expect(early.finding()?.rule == .resources, "it has not rested")
        var second = EconomyRecord.sound
        var harvest = EconomyRecord.harvest
        harvest.left = 0
        second.events.insert((1, .economy(.resourceHarvested(harvest))), at: 17)
        #expect(second.finding()?.rule == .resources, "one harvest a tick")
    }

    @Test("agents stay on the grid and within their budget; claims are made once")
    func places() {
        #expect(
            rule {
                guard case .economy(.agentMoved(let agent, _)) = $0 else { return nil }
                return .economy(.agentMoved(agent: agent, Position(x: 0, y: 0)))
            } == .place)
        #expect(
            rule {
                guard case .economy(.targetSet) = $0 else { return nil }
                return .economy(.targetSet(EconomyRecord.target(9)))
            } == .place)
        var doubled = EconomyRecord.sound
        doubled.events.insert(doubled.events[6], at: 7)
        #expect(doubled.finding()?.rule == .resources)
        var released = EconomyRecord.sound
        released.events.remove(at: 6)
        #expect(released.finding()?.rule == .resources)
        var same = EconomyRecord.sound
        same.events.insert(same.events[8], at: 9)
        #expect(same.finding()?.rule == .counts)
    }

    @Test("the course of a run is kept, and its counts")
    func course() {
        #expect(
            rule { if case .tickEnded = $0 { .tickEnded(actions: 0, trades: 2) } else { nil } }
                == .counts)
        #expect(
            rule {
                guard case .economy(.modeChanged) = $0 else { return nil }
                return .economy(.modeChanged(old: .both, new: .both))
            } == .eventOrder)
        #expect(
            rule {
                guard case .economy(.lambdaUpdated) = $0 else { return nil }
                return .economy(.lambdaUpdated(agent: AgentID(0), old: 1, new: 99))
            } == .counts)
        for place in [0, 1, 3, 4, 5, 11, 12, 18] {
            var removed = EconomyRecord.sound
            removed.events.remove(at: place)
            #expect(removed.finding() != nil, "without event \(place)")
        }
        #expect(
            rule { if case .economy(.agentCreated) = $0 { .agentBankrupt(.none) } else { nil } }
                == .eventOrder)
    }

    @Test("agents and resources are those of the scenario")
    func genesis() {
        #expect(
            rule {
                guard case .economy(.agentCreated) = $0 else { return nil }
                return EconomyRecord.agent(0, 0, GoodsBundle(a: 6, b: 1))
            } == .scenario)
        #expect(
            rule {
                guard case .economy(.resourcePlaced) = $0 else { return nil }
                return .economy(.resourcePlaced(EconomyRecord.cell(3)))
            } == .scenario)
        #expect(
            rule {
                guard case .runCreated(var origin) = $0 else { return nil }
                origin.scenario = ["kind": "economy"]
                return .runCreated(origin)
            } == .scenario)
    }
}

extension AgentBankrupt {
    fileprivate static let none = AgentBankrupt(
        agent: AgentID(0), equity: .zero, balances: [], cause: .equity)
}
