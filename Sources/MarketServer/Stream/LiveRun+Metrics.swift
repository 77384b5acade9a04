import Analytics
import Determinism
import MarketModel
import Primitives
import Runner

extension LiveRun {
    /// The figures that a stream is sent every so many ticks.
    var metricsDocument: JSONValue {
        let agents = records.analyzer.summary().agents.map { agent -> JSONValue in
            let metrics = records.analyzer.metrics(of: agent.id)
            return [
                "agent_id": .integer(Int64(agent.id.index)), "name": .string(agent.name),
                "equity": metrics.equity.json, "pnl": metrics.profit.json,
                "pnl_pct": agent.profitPercent.map { .number($0) } ?? .null,
                "pnl_parts": agent.parts.document, "trade_count": .integer(metrics.trades),
                "bankrupt_at_tick": agent.bankruptAt.map { .integer($0.index) } ?? .null,
            ]
        }
        return [
            "event_hash": .string(run.headHash), "agents": .array(agents),
            "instruments": .array(market.instruments.map(metrics(of:))),
        ]
    }

    private func metrics(of instrument: Instrument) -> JSONValue {
        let summary = records.analyzer.summary(of: instrument)
        func best(_ side: Side) -> JSONValue {
            run.levels(instrument.id, side, limit: 1).first
                .map { instrument.amount(of: $0.price).json } ?? .null
        }
        return [
            "instrument": .string(instrument.symbol),
            "mark_price": markPrice(of: instrument.id).json,
            "best_bid": best(.bid), "best_ask": best(.ask), "volume": summary.volume.json,
            "trades": .integer(summary.trades),
        ]
    }
}
