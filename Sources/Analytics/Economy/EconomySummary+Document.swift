public import Determinism
import Primitives

extension EconomySummary {
    /// The version of the document's meaning.
    public static let schemaVersion: Int64 = 1

    /// The summary as a JSON object: goods and money are whole numbers, what is undefined null.
    public func document(of record: RunRecord) -> JSONValue {
        let course = [
            JSONMember("ticks", .integer(ticks)),
            JSONMember("events", .integer(events)),
        ]
        var outcome: [JSONMember] = [
            JSONMember("agents", .array(agents.map(\.document))),
            JSONMember("pairs", .array(pairs.map(\.document))),
            JSONMember("failed_negotiations", .integer(failedNegotiations)),
            JSONMember("gini", .figure(gini)),
            JSONMember(
                "totals",
                [
                    "start": endowments.document, "gathered": gathered.goodsDocument,
                    "end": holdings.document, "conserved": .bool(isConserved),
                ]),
        ]
        // What there is none of has no key: pools, an auctioneer's moves.
        if !pools.isEmpty {
            let documents = pools.map { pool -> JSONValue in
                ["start": pool.endowment.document, "end": pool.holding.document]
            }
            outcome.append(JSONMember("pools", .array(documents)))
        }
        if moves > 0 { outcome.append(JSONMember("moves", .integer(moves))) }
        return record.document(
            version: Self.schemaVersion, kind: "economy", scenario: scenario, seed: seed,
            status: status, course + record.ending + outcome)
    }
}

extension EconomySummary.Agent {
    var document: JSONValue {
        [
            "id": .integer(Int64(id.index)),
            "utility_type": .string(utilityType),
            "start": endowment.document(with: startUtility),
            "end": holding.document(with: endUtility),
            "gain": .figure(gain),
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
            "mean_price": .figure(meanPrice),
            "price_deviation": .figure(priceDeviation),
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
            "utility": .figure(utility),
        ]
    }
}
