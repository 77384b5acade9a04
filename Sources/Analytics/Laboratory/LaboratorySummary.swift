public import Determinism
public import MarketModel
import Primitives

/// What a run of a laboratory came to, beside what theory says of it.
public struct LaboratorySummary: Hashable, Sendable {
    /// Over or not.
    public var status: RunSummary.Status
    /// Why it is over; `nil` if it is not.
    public var stopReason: RunStopReason?
    /// The scenario's name.
    public var scenario: String
    /// The institution's name.
    public var institution: String
    /// The seed of every random stream.
    public var seed: UInt32
    /// Events written.
    public var events: Int64
    /// How many buyers there are.
    public var buyers: Int
    /// How many sellers there are.
    public var sellers: Int
    /// Where supply and demand cross.
    public var theory: SupplyAndDemand
    /// The periods in order.
    public var periods: [LaboratoryPeriod]

    /// How many trades there were.
    public var trades: Int64 { periods.reduce(0) { $0 + $1.trades } }

    /// The mean of a figure over the periods that have it; `nil` without any.
    public func mean(_ figure: (LaboratoryPeriod) -> Double?) -> Double? {
        let values = periods.compactMap(figure)
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Why there is nothing to measure, in words; `nil` where there is something.
    public var remark: String? {
        if theory.values.isEmpty { return "nobody has anything to buy" }
        if theory.costs.isEmpty { return "nobody has anything to sell" }
        if theory.quantity > 0 { return nil }
        return "there are no gains from trade: no value lies above a cost, and efficiency is blank"
    }
}

extension LaboratorySummary {
    /// The version of the document's meaning.
    public static let schemaVersion: Int64 = 1

    /// The summary as a JSON object; what is undefined is null.
    public func document(of record: RunRecord) -> JSONValue {
        let course = [
            JSONMember("institution", .string(institution)),
            JSONMember("ticks", .integer(Int64(periods.count))),
            JSONMember("events", .integer(events)),
        ]
        let outcome: [JSONMember] = [
            JSONMember("theory", theory.document),
            JSONMember("remark", remark.map { .string($0) } ?? .null),
            JSONMember("periods", .array(periods.map(\.document))),
            JSONMember(
                "means",
                [
                    "efficiency": .figure(mean(\.efficiency)), "alpha": .figure(mean(\.alpha)),
                    "price": .figure(mean(\.meanPrice)),
                    "trades": .figure(mean { Double($0.trades) }),
                    "profit_dispersion": .figure(mean(\.profitDispersion)),
                    "untraded_loss": .figure(mean(\.untradedLoss)),
                    "extramarginal_loss": .figure(mean(\.extramarginalLoss)),
                ]),
        ]
        return record.document(
            version: Self.schemaVersion, kind: "laboratory", scenario: scenario, seed: seed,
            status: status, course + record.ending + outcome)
    }
}

extension SupplyAndDemand {
    /// The crossing as a JSON object.
    public var document: JSONValue {
        [
            "quantity": .integer(Int64(quantity)), "surplus": .integer(surplus),
            "price": .figure(price),
            "price_interval": prices.map {
                [.integer($0.lowerBound), .integer($0.upperBound)]
            } ?? .null,
        ]
    }
}

extension LaboratoryPeriod {
    var document: JSONValue {
        [
            "trades": .integer(trades), "surplus": .integer(surplus),
            "efficiency": .figure(efficiency), "alpha": .figure(alpha), "price": .figure(meanPrice),
            "profit_dispersion": .figure(profitDispersion),
            "buyers_gain": .integer(buyerGain), "sellers_gain": .integer(sellerGain),
            "pool_gain": .figure(poolGain), "untraded_loss": .figure(untradedLoss),
            "extramarginal_loss": .figure(extramarginalLoss),
            "prices": .array(prices.map { .integer($0) }),
        ]
    }
}
