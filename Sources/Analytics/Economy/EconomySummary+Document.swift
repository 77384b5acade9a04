public import Determinism
import Primitives

extension EconomySummary {
    /// The version of the document's meaning.
    public static let schemaVersion: Int64 = 1

    /// The summary as a JSON object: goods and money are whole numbers, what is undefined null.
    public func document(of record: RunRecord) -> JSONValue {
        let hash = record.finalEventHash
        let document: JSONValue = [
            "schema_version": .integer(Self.schemaVersion),
            "run_id": .string(record.runID),
            "status": .string(status.rawValue),
            "scenario": .string(scenario),
            "kind": "economy",
            "seed": .integer(Int64(seed)),
            "ticks": .integer(ticks),
            "events": .integer(events),
            "final_event_hash": hash.isEmpty ? .null : .string(hash),
            "wall_seconds": record.wallSeconds.map { .number($0) } ?? .null,
            "agents": .array(agents.map(\.document)),
            "pairs": .array(pairs.map(\.document)),
            "failed_negotiations": .integer(failedNegotiations),
            "gini": gini.map { .real($0) } ?? .null,
            "totals": [
                "start": endowments.document, "gathered": gathered.goodsDocument,
                "end": holdings.document, "conserved": .bool(isConserved),
            ],
        ]
        // What there is none of has no key: pools, an auctioneer's moves, a number in a store.
        var members = document.objectValue ?? []
        if !pools.isEmpty {
            let documents = pools.map { pool -> JSONValue in
                ["start": pool.endowment.document, "end": pool.holding.document]
            }
            members.append(JSONMember("pools", .array(documents)))
        }
        if moves > 0 { members.append(JSONMember("moves", .integer(moves))) }
        if let number = record.number { members.append(JSONMember("run", .integer(number))) }
        return .object(members)
    }
}

extension EconomySummary.Agent {
    var document: JSONValue {
        [
            "id": .integer(Int64(id.index)),
            "utility_type": .string(utilityType),
            "start": endowment.document(with: startUtility),
            "end": holding.document(with: endUtility),
            "gain": .real(gain),
            "gathered": gathered.goodsDocument,
            "trades": .integer(trades),
        ]
    }
}

extension EconomySummary.Pair {
    var document: JSONValue {
        [
            "pair": .string(pair.rawValue),
            "trades": .integer(trades),
            "volume": .integer(volume),
            "mean_price": .real(meanPrice),
            "price_deviation": .real(priceDeviation),
        ]
    }
}

extension GoodsBundle {
    fileprivate var document: JSONValue {
        ["A": .integer(a), "B": .integer(b), "M": .integer(money)]
    }

    fileprivate var goodsDocument: JSONValue { ["A": .integer(a), "B": .integer(b)] }

    fileprivate func document(with utility: Double) -> JSONValue {
        [
            "A": .integer(a), "B": .integer(b), "M": .integer(money),
            "utility": .real(utility),
        ]
    }
}
