public import Determinism
import Primitives

extension RunSummary {
    /// The version of the document's meaning.
    public static let schemaVersion: Int64 = 1

    /// The summary as a JSON object: amounts and prices are strings of eight decimals, ratios
    /// and counts numbers, what is undefined is null.
    public func document(of record: RunRecord) -> JSONValue {
        let course = [
            JSONMember("ticks", .integer(ticks)),
            JSONMember("actions", .integer(actions)),
            JSONMember("events", .integer(events)),
            JSONMember("trades", .integer(trades)),
        ]
        let outcome: [JSONMember] = [
            JSONMember("agents", .array(agents.map(\.document))),
            JSONMember("instruments", .array(instruments.map(\.document))),
            JSONMember("house", object(house)),
        ]
        return record.document(
            version: Self.schemaVersion, kind: kind, scenario: scenario, seed: seed,
            status: status, course + record.ending + outcome)
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
            "pnl_pct": .figure(profitPercent),
            "pnl_parts": parts.document,
            "max_drawdown": .figure(maximumDrawdown),
            "sharpe": .figure(sharpeRatio),
            "sharpe_annual": .figure(annualSharpeRatio),
            "win_rate": .figure(winRate),
            "trades": .integer(trades),
            "orders": .integer(orders),
            "rejections": .integer(rejections),
            "rate_limited": .integer(rateLimited),
            "maker_share": .figure(makerShare),
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
            "volatility": .figure(volatility),
        ]
    }
}

private func text(_ amount: Amount?) -> JSONValue {
    amount.map { .string($0.description) } ?? .null
}

private func object(_ balances: [AssetBalance]) -> JSONValue {
    .object(balances.map { JSONMember($0.asset, text($0.amount)) })
}
