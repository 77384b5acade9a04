public import Determinism
import Primitives

extension RunSummary {
    /// The version of the document's meaning.
    public static let schemaVersion: Int64 = 1

    /// The summary as a JSON object: amounts and prices are strings of eight decimals, ratios
    /// and counts numbers, what is undefined is null.
    public func document(of record: RunRecord) -> JSONValue {
        let hash = record.finalEventHash
        let document: JSONValue = [
            "schema_version": .integer(Self.schemaVersion),
            "run_id": .string(record.runID),
            "status": .string(status.rawValue),
            "scenario": .string(scenario),
            "kind": .string(kind),
            "seed": .integer(Int64(seed)),
            "ticks": .integer(ticks),
            "actions": .integer(actions),
            "events": .integer(events),
            "trades": .integer(trades),
            "final_event_hash": hash.isEmpty ? .null : .string(hash),
            "wall_seconds": number(record.wallSeconds),
            "agents": .array(agents.map(\.document)),
            "instruments": .array(instruments.map(\.document)),
            "house": object(house),
        ]
        // A run that no store keeps has no number, and the document no such key.
        guard let number = record.number else { return document }
        return .object((document.objectValue ?? []) + [JSONMember("run", .integer(number))])
    }
}

extension AgentSummary {
    /// The agent as a JSON object: amounts are strings of eight decimals.
    public var document: JSONValue {
        [
            "id": .integer(Int64(id.index)),
            "name": .string(name),
            "bot": bot.map { .string($0) } ?? .null,
            "status": bankruptAt == nil ? "active" : "bankrupt",
            "cash": text(cash),
            "holdings": object(holdings),
            "equity": text(equity),
            "pnl": text(profit),
            "pnl_pct": number(profitPercent),
            "pnl_parts": parts.document,
            "max_drawdown": number(maximumDrawdown),
            "sharpe": number(sharpeRatio),
            "sharpe_annual": number(annualSharpeRatio),
            "win_rate": number(winRate),
            "trades": .integer(trades),
            "orders": .integer(orders),
            "rejections": .integer(rejections),
            "rate_limited": .integer(rateLimited),
            "maker_share": number(makerShare),
            "fees_paid": text(feesPaid),
            "decay_paid": text(decayPaid),
            "bankrupt_at_tick": bankruptAt.map { .integer($0.index) } ?? .null,
        ]
    }
}

extension ProfitParts {
    /// The parts as a JSON object of strings with eight decimals.
    public var document: JSONValue {
        [
            "spread": text(spread),
            "inventory": text(inventory),
            "fees": text(fees),
            "rebates": text(rebates),
            "decay": text(decay),
            "other": text(other),
        ]
    }
}

extension InstrumentSummary {
    /// The instrument as a JSON object: prices are strings of eight decimals.
    public var document: JSONValue {
        [
            "symbol": .string(symbol),
            "open": text(open),
            "high": text(high),
            "low": text(low),
            "last": text(last),
            "volume": text(volume),
            "trades": .integer(trades),
            "vwap": text(volumeWeightedPrice),
            "mean_spread": text(meanSpread),
            "median_spread": text(medianSpread),
            "mean_depth_at_best": text(meanDepthAtBest),
            "volatility": number(volatility),
        ]
    }
}

private func text(_ amount: Amount?) -> JSONValue {
    amount.map { .string($0.description) } ?? .null
}

private func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

private func object(_ balances: [AssetBalance]) -> JSONValue {
    .object(balances.map { JSONMember($0.asset, text($0.amount)) })
}
