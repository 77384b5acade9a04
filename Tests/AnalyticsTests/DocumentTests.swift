import Analytics
import Determinism
import MarketModel
import Primitives
import Testing

@Suite("The summary as JSON")
struct DocumentTests {
    private func document() -> JSONValue {
        let script = RunScript()
        script.show(
            .runCreated(
                RunCreated(scenario: ["name": "small", "kind": "exchange"], seed: 7)))
        script.createAgents("a", "b")
        script.sell("1", at: "101", from: 0, to: 1)
        script.endTick(actions: 2, trades: 1)
        script.show(.runStopped(.completed))
        return script.summary().document(
            of: RunRecord(runID: "0123456789abcdef", finalEventHash: "ab", wallSeconds: 0.25))
    }

    private func keys(_ value: JSONValue?) -> [String] {
        (value?.objectValue ?? []).map(\.key).sorted()
    }

    @Test("it has the members that were agreed on, and no others")
    func members() {
        let document = document()
        #expect(
            keys(document) == [
                "actions", "agents", "events", "final_event_hash", "house", "instruments",
                "kind", "run_id", "scenario", "schema_version", "seed", "status", "ticks",
                "trades", "wall_seconds",
            ])
        #expect(
            keys(document["agents"]?.arrayValue?[0]) == [
                "bankrupt_at_tick", "bot", "cash", "decay_paid", "equity", "fees_paid",
                "holdings", "id", "maker_share", "max_drawdown", "name", "orders", "pnl",
                "pnl_parts", "pnl_pct", "rate_limited", "rejections", "sharpe",
                "sharpe_annual", "status", "trades", "win_rate",
            ])
        #expect(
            keys(document["agents"]?.arrayValue?[0]["pnl_parts"]) == [
                "decay", "fees", "inventory", "other", "rebates", "spread",
            ])
        #expect(
            keys(document["instruments"]?.arrayValue?[0]) == [
                "high", "last", "low", "mean_depth_at_best", "mean_spread", "median_spread",
                "open", "symbol", "trades", "volatility", "volume", "vwap",
            ])
    }

    @Test("amounts are text, counts and ratios numbers, the undefined null")
    func values() throws {
        let document = document()
        #expect(document["scenario"] == "small" && document["seed"] == 7)
        #expect(document["status"] == "completed" && document["wall_seconds"] == .number(0.25))
        let seller = try #require(document["agents"]?.arrayValue?[0])
        #expect(seller["cash"] == "10101.00000000" && seller["win_rate"] == .number(1))
        #expect(seller["holdings"] == ["ASSET": "99.00000000"])
        #expect(seller["sharpe"] == .null && seller["bankrupt_at_tick"] == .null)
        #expect(document["house"] == ["CASH": "0.00000000", "ASSET": "0.00000000"])
        let text = CanonicalJSON.text(document)
        #expect(!text.contains("\n") && !text.contains("nan"))
    }
}
