import ScenarioKit
import Testing

/// Economies that differ from a good one in one place, with what must be said about them.
@Suite("Wrong economies")
struct EconomyFaultTests {
    /// Rows as those of ``BadFileTests``, each with the file it changes.
    @Test("one fault is one error, at its place", arguments: faults)
    func fault(_ fault: BadFileTests.Fault) { check(fault, EconomyFixtures.drawn) }

    @Test("one fault of a list is one error, at its place", arguments: listedFaults)
    func listedFault(_ fault: BadFileTests.Fault) { check(fault, EconomyFixtures.listed) }

    @Test("what is odd but legal is a warning, and the scenario stands", arguments: oddities)
    func oddity(_ oddity: BadFileTests.Fault) {
        let text = Fixtures.changing(EconomyFixtures.drawn, oddity.old, to: oddity.new)
        let reading = EconomyFixtures.read(text)
        let lines = Fixtures.lines(reading)
        #expect(reading.scenario != nil, "\(lines)")
        let start = "\(oddity.place): warning: \(oddity.path): "
        let hit = lines.first { $0.hasPrefix(start) }
        #expect(hit?.contains(oddity.says) == true, "expected \(start)\(oddity.says), got \(lines)")
    }

    @Test("the tables are whole")
    func tables() {
        #expect(Self.faults.count == Self.rows(Self.table).count && Self.faults.count > 50)
        #expect(Self.listedFaults.count == Self.rows(Self.listedTable).count)
        #expect(Self.oddities.count == Self.rows(Self.oddTable).count)
    }

    private func check(_ fault: BadFileTests.Fault, _ fixture: String) {
        let reading = EconomyFixtures.read(Fixtures.changing(fixture, fault.old, to: fault.new))
        let lines = Fixtures.lines(reading)
        #expect(reading.scenario == nil)
        let errors = lines.filter { $0.contains(": error: ") }
        #expect(errors.count == 1, "\(lines)")
        let start = "\(fault.place): error: \(fault.path): "
        let line = errors.first ?? ""
        #expect(line.hasPrefix(start), "expected \(start), got \(lines)")
        #expect(line.contains(fault.says), "expected \(fault.says), got \(line)")
    }

    private static func rows(_ table: String) -> [Substring] {
        table.replacing("\n    |", with: " |").replacing("\n    ⟶", with: " ⟶")
            .split(separator: "\n")
    }

    static let faults = rows(table).compactMap { BadFileTests.Fault($0) }
    static let listedFaults = rows(listedTable).compactMap { BadFileTests.Fault($0) }
    static let oddities = rows(oddTable).compactMap { BadFileTests.Fault($0) }

    static let table = #"""
        schema_version: 1 ⟶ schema_version: 2 | 1:17 schema_version | expected 1
        name: drawn ⟶ name: ../drawn | 2:7 name | [A-Za-z0-9][A-Za-z0-9._-]*
        name: drawn ⟶ name: a b | 2:7 name | found 'a b'
        seed: 7 ⟶ seed: 4294967296 | 5:7 seed | from 0 to 4294967295
        N: 8 ⟶ N: 0 | 7:4 N | from 1 to 2048
        N: 8 ⟶ N: 8.0 | 7:4 N | found '8.0'
        N: 8 ⟶ N: 1000000 | 7:4 N | from 1 to 2048
        agents: 2 ⟶ agents: 2.5 | 8:9 agents | found '2.5'
        agents: 2 ⟶ agents: {a: 1} | 8:9 agents | found a mapping
        A: [15, 16] ⟶ A: [15] | 10:6 initial_inventories.A | expected 2: one entry per agent
        A: [15, 16] ⟶ A: [] | 10:6 initial_inventories.A | found a list of 0
        A: [15, 16] ⟶ A: -1 | 10:6 initial_inventories.A | from 0 to
        A: [15, 16] ⟶ A: [15, -1] | 10:11 initial_inventories.A[1] | found '-1'
        A: [15, 16] ⟶ A: [15, 1.5] | 10:11 initial_inventories.A[1] | found '1.5'
        A: [15, 16] ⟶ A: [15, 5]
            | 10:6 initial_inventories.A | more than gamma_A of utilities.mix[4], 5
        B: 17 ⟶ B: many | 11:6 initial_inventories.B | found 'many'
        B: 17 ⟶ B: 6 | 11:6 initial_inventories.B | more than gamma_B of utilities.mix[4], 6
        M: [100, 200] ⟶ M: [100, 200000000000]
            | 12:6 initial_inventories.M | at most 100000000000: times money_scale, 10
        lambda_money: [1, 2.5] ⟶ lambda_money: [1, 0]
            | 13:21 initial_inventories.lambda_money[1] | greater than 0
        M_0: 0.5 ⟶ M_0: -0.5 | 14:8 initial_inventories.M_0 | at least 0
        type: linear ⟶ type: liner | 24:13 utilities.mix[1].type | did you mean 'linear'?
        type: linear ⟶ typ: linear | 24:7 utilities.mix[1].typ | did you mean 'type'?
        vA: 1⏎ ⟶ vA: 0⏎ | 27:13 utilities.mix[1].params.vA | greater than 0
        rho: -0.5 ⟶ rho: 1 | 20:14 utilities.mix[0].params.rho | less than 1, not 0
        rho: -0.5 ⟶ rho: nan | 20:14 utilities.mix[0].params.rho | found 'nan'
        rho: -0.5 ⟶ rho: -.5 | 20:14 utilities.mix[0].params.rho | found '-.5'
        sigma_B: 5 ⟶ sigma_C: 5 | 35:9 utilities.mix[2].params.sigma_C | mean 'sigma_B'?
        weight: 0.2 ⟶ weight: 0.3 | 17:5 utilities.mix | the weights make 1.1
        density: 0.25 ⟶ density: 1.5 | 54:12 resource_seed.density | from 0 to 1
        amount: 3 ⟶ amount: 0 | 55:11 resource_seed.amount | expected more where density is 0.25
        epsilon: 1e-11 ⟶ epsilon: 0 | 62:12 params.epsilon | greater than 0
        epsilon: 1e-11 ⟶ epsilon: "1e-11" | 62:12 params.epsilon | without quotes
        epsilon: 1e-11 ⟶ epsilon: .inf | 62:12 params.epsilon | found '.inf'
        epsilon: 1e-11 ⟶ epsilon: 1e-400 | 62:12 params.epsilon | found '1e-400'
        dA_max: 4 ⟶ dAmax: 4 | 61:3 params.dAmax | did you mean 'dA_max'?
        spread: 0.1 ⟶ spread: -0.1 | 57:11 params.spread | at least 0
        enable_resource_claiming: false ⟶ enable_resource_claiming: no
            | 68:29 params.enable_resource_claiming | true or false
        min_quotes: 2 ⟶ min_quotes: 0 | 74:17 params.liquidity_gate.min_quotes | from 1 to
        money_scale: 10 ⟶ money_scale: 0 | 78:16 params.money_scale | from 1 to
        money_scale: 10 ⟶ money_scale: 1.5 | 78:16 params.money_scale | found '1.5'
        lambda_update_rate: 0.3 ⟶ lambda_update_rate: 1.1
            | 80:23 params.lambda_update_rate | from 0 to 1
        lambda_max: 100 ⟶ lambda_max: 0.01
            | 82:17 params.lambda_bounds.lambda_min | lambda_min below lambda_max
        earn_money_enabled: false ⟶ earn_money_enabled: true
            | 84:23 params.earn_money_enabled | there is no labour income
        type: global_cycle ⟶ type: spatial_zones | 87:9 mode_schedule.type | expected global_cycle
        type: global_cycle ⟶ type: agent_specific | 87:9 mode_schedule.type | global_cycle
        forage_ticks: 3 ⟶ forage_ticks: 0 | 88:17 mode_schedule.forage_ticks | from 1 to
        start_mode: trade ⟶ start_mode: both | 90:15 mode_schedule.start_mode | forage, trade
        name: myopic ⟶ name: myopicc | 92:9 search_protocol.name | did you mean 'myopic'?
        name: myopic ⟶ name: ~ | 92:9 search_protocol.name | found nothing
        name: myopic⏎  params: {} ⟶ name: myopic⏎  params: {a: 1}
            | 93:12 search_protocol.params.a | no keys are allowed
        name: three_pass ⟶ nme: three_pass | 95:3 matching_protocol.nme | did you mean 'name'?
        skip_committed: true ⟶ skip_comitted: true
            | 97:5 matching_protocol.params.skip_comitted | did you mean 'skip_committed'?
        proposer_power: 0.75 ⟶ proposer_power: 1.75
            | 102:21 bargaining_protocol.params.proposer_power | from 0 to 1
        name: bilateral ⟶ name: barter | 106:9 institution.name | expected one of bilateral
        name: bilateral ⟶ name: bilaterl | 106:9 institution.name | did you mean 'bilateral'?
        agents: 2⏎ ⟶ agents: 2⏎resources: []⏎ | 9:1 resources | not allowed for an economy
        """#

    static let listedTable = #"""
        id: 1 ⟶ id: 2 | 9:9 agents[0].id | expected 0 to 1: as many ids as agents
        id: 1 ⟶ id: 0 | 22:9 agents[1].id | found 0 twice
        position: [3, 4] ⟶ position: [3, 8] | 10:15 agents[0].position | from 0 to 7
        position: [3, 4] ⟶ position: [3] | 10:15 agents[0].position | expected [x, y]
        position: [3, 4] ⟶ position: [3, -1] | 10:19 agents[0].position[1] | found '-1'
        position: [3, 4] ⟶ position: 3 | 10:15 agents[0].position | expected [x, y]
        A: 10 ⟶ A: 10.5 | 12:10 agents[0].inventory.A | found '10.5'
        A: 10 ⟶ A: [10] | 12:10 agents[0].inventory.A | found a list
        type: linear ⟶ type: cobb | 16:13 agents[0].utility.type | one of ces, linear
        A: 20 ⟶ A: 1 | 25:10 agents[1].inventory.A | more than gamma_A of the agent's utility, 1
        lambda_money: 2 ⟶ lambda_money: 0 | 20:19 agents[0].lambda_money | greater than 0
        good: B ⟶ good: M | 39:11 resources[0].good | one of A, B
        position: [0, 7] ⟶ position: [0, 9] | 38:15 resources[0].position | from 0 to 7
        resources:⏎ ⟶ resources:⏎  - {position: [0, 7], good: A, amount: 1}⏎
            | 39:15 resources[1].position | found [0, 7] twice
        resources:⏎ ⟶ initial_inventories: {A: 1}⏎resources:⏎
            | 37:1 initial_inventories | not allowed for an economy with listed agents
        [0, 5, forage] ⟶ [5, 5, forage] | 71:16 mode_schedule[0] | an end after the start
        [0, 5, forage] ⟶ [0, 5, fish] | 71:24 mode_schedule[0][2] | one of forage, trade, both
        [0, 5, forage] ⟶ [0, 5] | 71:17 mode_schedule[0] | expected [start, end, mode]
        """#

    static let oddTable = #"""
        exchange_regime: mixed_liquidity_gated ⟶ exchange_regime: mixed
            | 74:5 params.liquidity_gate | has no effect without exchange_regime: mixed_liq
        exchange_regime: mixed_liquidity_gated ⟶ exchange_regime: barter_only
            | 75:15 params.money_mode | has no effect with exchange_regime: barter_only
        exchange_regime: mixed_liquidity_gated ⟶ exchange_regime: barter_only
            | 12:6 initial_inventories.M | has no effect with exchange_regime: barter_only
        money_mode: kkt_lambda ⟶ money_mode: quasilinear
            | 80:23 params.lambda_update_rate | has no effect without money_mode: kkt_lambda
        money_utility_form: linear ⟶ money_utility_form: log
            | 76:23 params.money_utility_form | has no effect with money_mode: kkt_lambda
        M: [100, 200] ⟶ M: 0 | 72:20 params.exchange_regime | every agent's M is 0
        """#
}
