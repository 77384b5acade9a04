import Analytics
import Determinism
import GRDB
import History
import Institutions
import Kernel
import MarketModel
import Persistence
import Preferences
import Primitives
import Testing

@Suite("The tables of an economy")
struct EconomyDerivedTests {
    private let folder: Folder
    private let store: RunStore

    init() throws {
        folder = try Folder()
        store = try RunStore(folder("a.db"), for: .writing)
    }

    private func play(_ name: String) throws -> (run: StoredRun, scenario: EconomyScenario) {
        let scenario = try EconomyScenario.shipped(name)
        return (try store.play(scenario, seed: 3), scenario)
    }

    private func count(_ sql: String) throws -> Int64 {
        try #require(try value(folder("a.db"), sql))
    }

    private func rows(_ sql: String) throws -> [Row] {
        try DatabaseQueue(path: folder("a.db")).read { try Row.fetchAll($0, sql: sql) }
    }

    static let names = ["mode-cycle", "money-kkt", "mixed-regime", "liquidity-gate"]

    @Test("every quote is the one the world itself had after the tick", arguments: names)
    func quotes(name: String) throws {
        let (run, scenario) = try play(name)
        try store.rebuild(run.run)
        let world = EconomyWorld(scenario, seed: 3)
        var rows = try self.rows("SELECT * FROM agent_snapshots ORDER BY tick, agent_id")[...]
        for tick in 0..<scenario.ticks {
            world.advance()
            for agent in 0..<world.agentCount {
                let next = rows.popFirst()
                let row = try #require(next)
                let quotes = world.quotes(of: AgentID(agent))
                #expect(row["tick"] == tick && row["agent_id"] == agent)
                func check(_ ask: String, _ bid: String, _ pair: ExchangePair, isOpen: Bool) {
                    #expect(row[ask] == (isOpen ? quotes[pair].ask : nil), "\(tick) \(agent)")
                    #expect(row[bid] == (isOpen ? quotes[pair].bid : nil), "\(tick) \(agent)")
                }
                let regime = scenario.parameters.regime
                let usesMoney = regime != .barterOnly
                check("ask_A_in_B", "bid_A_in_B", .aForB, isOpen: regime != .moneyOnly)
                check("ask_A_in_M", "bid_A_in_M", .aForMoney, isOpen: usesMoney)
                check("ask_B_in_M", "bid_B_in_M", .bForMoney, isOpen: usesMoney)
                #expect(row["lambda_money"] == world.state.tastes[agent].lambda)
            }
        }
        #expect(rows.isEmpty)
    }

    @Test("places, holdings, utilities and targets are those of the tick trace", arguments: names)
    func trace(name: String) throws {
        let (run, _) = try play(name)
        try store.rebuild(run.run)
        let trace = TickTrace()
        _ = try store.checkRecord(of: run) { checked in
            if let event = checked.event { trace.consume(event, in: checked.tick) }
        }
        var rows = try self.rows("SELECT * FROM agent_snapshots ORDER BY tick, agent_id")[...]
        var trades: Int64 = 0
        for line in trace.lines.split(separator: UInt8(ascii: "\n")) {
            let tick = try JSONParser.parse(line)
            trades += Int64(tick["trades"]?.arrayValue?.count ?? 0)
            for agent in try #require(tick["agents"]?.arrayValue) {
                let next = rows.popFirst()
                let row = try #require(next)
                #expect(agent["pos"] == [.integer(row["x"]), .integer(row["y"])])
                #expect(agent["A"] == .integer(row["inventory_A"]))
                #expect(agent["B"] == .integer(row["inventory_B"]))
                #expect(agent["M"] == .integer(row["inventory_M"]))
                let utility = CanonicalJSON.text(.number(row["utility"]))
                #expect(agent["utility"].map(CanonicalJSON.text) == utility)
                let other: Int64? = row["target_agent_id"]
                #expect(agent["target_agent"] == other.map { .integer($0) })
                let (x, y): (Int64?, Int64?) = (row["target_x"], row["target_y"])
                #expect(
                    agent["target"]?.arrayValue?.compactMap(\.integerValue)
                        == x.flatMap { x in y.map { [x, $0] } })
            }
        }
        #expect(rows.isEmpty)
        #expect(try count("SELECT count(*) FROM economy_trades") == trades && trades > 0)
    }

    @Test("λ is where the hats and the rate put it, and within its bounds")
    func learning() throws {
        let (run, scenario) = try play("money-kkt")
        try store.rebuild(run.run)
        let parameters = scenario.parameters
        let updates = try rows("SELECT * FROM lambda_updates")
        #expect(updates.count > 10)
        for row in updates {
            let (old, new, hat): (Double, Double, Double) =
                (row["lambda_old"], row["lambda_new"], row["lambda_hat"])
            let rate = parameters.lambdaUpdateRate
            let mixed = (1 - rate) * old + rate * hat
            #expect(new == min(max(mixed, parameters.lambdaMin), parameters.lambdaMax))
            let hats: [Double?] = [row["lambda_hat_A"], row["lambda_hat_B"]]
            #expect(hats.compactMap { $0 }.min() == hat)
            #expect(row["clamped"] == 0 && (row["clamp_type"] as String?) == nil)
        }
        let noted = try count("SELECT sum(lambda_changed) FROM agent_snapshots")
        #expect(noted == updates.count)
        let blind = try count(
            "SELECT count(*) FROM agent_snapshots WHERE perceived_price_A IS NULL")
        #expect(blind == 0)
    }

    @Test("modes change where the schedule says, and every tick names its active pairs")
    func modes() throws {
        let (run, scenario) = try play("mode-cycle")
        try store.rebuild(run.run)
        for row in try rows("SELECT * FROM tick_states ORDER BY tick") {
            let mode = scenario.mode(at: Tick(row["tick"]))
            #expect(row["current_mode"] == mode.rawValue)
            #expect(row["active_pairs"] == (mode == .forage ? "[]" : #"["A<->B"]"#))
        }
        #expect(try count("SELECT count(*) FROM tick_states") == scenario.ticks)
        let changes = try count("SELECT count(*) FROM mode_changes WHERE old_mode <> new_mode")
        #expect(try changes == count("SELECT count(*) FROM events WHERE type = 'MODE_CHANGED'"))
        #expect(try count("SELECT count(DISTINCT tick) FROM resource_snapshots") == 10)
        #expect(try count("SELECT count(*) FROM resource_snapshots WHERE amount < 1") == 0)
        let aims = try DatabaseQueue(path: folder("a.db")).read {
            try String.fetchAll(
                $0, sql: "SELECT DISTINCT target_type FROM decisions ORDER BY 1")
        }
        #expect(Set(aims).isSuperset(of: ["forage", "idle", "trade_paired"]), "\(aims)")
    }

    @Test("rebuilding gives the same rows, a level says how many, and a run goes with its rows")
    func again() throws {
        let (run, _) = try play("mixed-regime")
        func dump() throws -> [String] {
            try DerivedTable.ofEconomies.flatMap { table in
                let columns = table.columns.map { "quote(\($0))" }.joined(separator: " || ',' || ")
                return try rows("SELECT run || ',' || \(columns) FROM \(table.rawValue) ORDER BY 1")
                    .map { $0[0] as String }
            }
        }
        try store.rebuild(run.run)
        let before = try dump()
        try store.rebuild(run.run)
        #expect(try dump() == before && before.count > 1_000)
        let trades = try count("SELECT count(*) FROM economy_trades")
        try store.rebuild(run.run, DerivedOptions(telemetry: .minimal))
        #expect(try dump().count == trades && trades > 0)
        try store.rebuild(run.run, DerivedOptions(telemetry: .none))
        #expect(try dump().isEmpty && store.run(run.run).derivedCount == 0)
        try store.rebuild(run.run)
        try store.delete(run.run)
        #expect(try dump().isEmpty)
    }

    @Test("simulation_runs says what each economy was made of")
    func runs() throws {
        let (run, scenario) = try play("mixed-regime")
        _ = try play("money-kkt")
        let rows = try self.rows("SELECT * FROM simulation_runs ORDER BY run")
        #expect(rows.count == 2)
        #expect(rows[0]["run_id"] == run.runID && rows[0]["scenario_name"] == "mixed-regime")
        #expect(rows[0]["num_agents"] == 12 && rows[0]["grid_width"] == 14)
        #expect(rows[0]["total_ticks"] == scenario.ticks)
        #expect(rows[0]["exchange_regime"] == "mixed" && rows[0]["money_scale"] == 1)
        #expect(rows[1]["num_agents"] == 4 && rows[1]["money_mode"] == "kkt_lambda")
        #expect(rows.allSatisfy { $0["start_time"] != nil && $0["end_time"] != nil })
    }

    @Test("after a branch everything follows from the new rules")
    func branch() throws {
        var scenario = try EconomyScenario.shipped("mixed-regime")
        scenario.ticks = 30
        var changed = scenario
        changed.parameters.spread = 0.25
        let branch = try RunBranch(
            at: Tick(12), path: "params.spread", from: scenario, to: changed)
        let run = try store.play(scenario, seed: 3, branches: [branch])
        try store.rebuild(run.run)
        func equal(_ where: String) throws -> Int64 {
            try count(
                """
                SELECT count(*) FROM agent_snapshots WHERE \(`where`)
                    AND ask_A_in_B = p_min AND ask_A_in_B > 0
                """)
        }
        #expect(try equal("tick < 12") > 0)
        #expect(try equal("tick >= 12") == 0)
    }
}
