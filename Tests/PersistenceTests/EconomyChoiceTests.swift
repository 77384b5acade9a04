import GRDB
import Institutions
import Kernel
import Persistence
import Testing

@Suite("What the tables say of choices")
struct EconomyChoiceTests {
    private let folder: Folder
    private let store: RunStore

    init() throws {
        folder = try Folder()
        store = try RunStore(folder("a.db"), for: .writing)
    }

    private func count(_ sql: String) throws -> Int64 {
        try #require(try value(folder("a.db"), sql))
    }

    @Test(
        "a new pair's surplus is what its decision estimated, and consent was mutual",
        arguments: EconomyDerivedTests.names)
    func decisions(name: String) throws {
        var scenario = try EconomyScenario.shipped(name)
        scenario.parameters.logsPreferences = true
        let run = try store.play(scenario, seed: 3)
        try store.rebuild(run.run)
        let pairs = try count("SELECT count(*) FROM pairings WHERE event = 'pair'")
        let agreed = try count(
            """
            SELECT count(*) FROM pairings AS p JOIN decisions AS d
                ON d.run = p.run AND d.tick = p.tick AND d.agent_id IN (p.agent_i, p.agent_j)
            WHERE p.event = 'pair' AND d.target_type = 'trade_paired' AND d.is_paired = 1
                AND d.chosen_partner_id = p.agent_i + p.agent_j - d.agent_id
                AND d.surplus_with_partner = p.surplus_i
            """)
        #expect(agreed == 2 * pairs && pairs > 0)
        let mutual = try count(
            "SELECT count(*) FROM pairings WHERE reason = 'mutual_consent'")
        let first = try count(
            """
            SELECT count(*) FROM pairings AS p
                JOIN preferences AS a ON a.run = p.run AND a.tick = p.tick
                    AND a.agent_id = p.agent_i AND a.partner_id = p.agent_j AND a.rank = 0
                JOIN preferences AS b ON b.run = p.run AND b.tick = p.tick
                    AND b.agent_id = p.agent_j AND b.partner_id = p.agent_i AND b.rank = 0
            WHERE p.reason = 'mutual_consent' AND a.surplus = p.surplus_i
            """)
        #expect(first == mutual && mutual > 0)
        let agents = Int64(scenario.origin.agentCount)
        #expect(try count("SELECT count(*) FROM decisions") == agents * scenario.ticks)
        let wrong = try count(
            """
            SELECT count(*) FROM decisions AS d
            WHERE json_array_length(alternatives) <> (SELECT count(*) FROM preferences AS p
                WHERE p.run = d.run AND p.tick = d.tick AND p.agent_id = d.agent_id)
            """)
        #expect(wrong == 0)
    }

    @Test(
        "every trade is one of the attempts of its tick, and gained what they say",
        arguments: EconomyDerivedTests.names,
        ["compensating_block", "split_difference", "take_it_or_leave_it"])
    func attempts(name: String, protocolName: String) throws {
        var scenario = try EconomyScenario.shipped(name)
        scenario.ticks = 40
        switch protocolName {
        case "split_difference": scenario.bargaining = .splitDifference(.block)
        case "take_it_or_leave_it": scenario.bargaining = .takeItOrLeaveIt(TakeItOrLeaveIt())
        default: scenario.parameters.executionMode = .maximum
        }
        let run = try store.play(scenario, seed: 3)
        try store.rebuild(run.run, DerivedOptions(telemetry: .debug))
        let trades = try count("SELECT count(*) FROM economy_trades")
        let successes = try count("SELECT count(*) FROM trade_attempts WHERE result = 'success'")
        #expect(successes == trades && trades > 0)
        let found = try count(
            """
            SELECT count(*) FROM economy_trades AS t JOIN trade_attempts AS a
                USING (run, tick, buyer_id, seller_id, direction)
            WHERE a.result = 'success' AND a.buyer_improves = 1 AND a.seller_improves = 1
                AND a.buyer_U_after - a.buyer_U_before = t.buyer_surplus
                AND a.seller_U_after - a.seller_U_before = t.seller_surplus
                AND a.dA_attempted = CASE direction WHEN 'B_traded_for_M' THEN dB ELSE dA END
                AND a.dB_calculated = CASE direction WHEN 'A_traded_for_B' THEN dB ELSE dM END
            """)
        #expect(found == trades)
        if scenario.parameters.executionMode == .maximum { return }
        let wanted = try count(
            """
            SELECT count(*) FROM trade_attempts AS a
            WHERE buyer_improves AND seller_improves AND buyer_feasible
                AND NOT EXISTS (SELECT 1 FROM economy_trades AS t WHERE t.run = a.run
                    AND t.tick = a.tick AND a.buyer_id IN (t.buyer_id, t.seller_id))
            """)
        #expect(wanted == 0)
    }
}
