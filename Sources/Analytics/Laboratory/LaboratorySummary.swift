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
                    "efficiency": real(mean(\.efficiency)), "alpha": real(mean(\.alpha)),
                    "price": real(mean(\.meanPrice)),
                    "trades": real(mean { Double($0.trades) }),
                    "profit_dispersion": real(mean(\.profitDispersion)),
                    "untraded_loss": real(mean(\.untradedLoss)),
                    "extramarginal_loss": real(mean(\.extramarginalLoss)),
                ]),
        ]
        return record.document(
            version: Self.schemaVersion, kind: "laboratory", scenario: scenario, seed: seed,
            status: status, course + record.ending + outcome)
    }
}

private func real(_ value: Double?) -> JSONValue { value.map { .real($0) } ?? .null }

extension SupplyAndDemand {
    /// The crossing as a JSON object.
    public var document: JSONValue {
        [
            "quantity": .integer(Int64(quantity)), "surplus": .integer(surplus),
            "price": real(price),
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
            "efficiency": real(efficiency), "alpha": real(alpha), "price": real(meanPrice),
            "profit_dispersion": real(profitDispersion),
            "buyers_gain": .integer(buyerGain), "sellers_gain": .integer(sellerGain),
            "pool_gain": real(poolGain), "untraded_loss": real(untradedLoss),
            "extramarginal_loss": real(extramarginalLoss),
            "prices": .array(prices.map { .integer($0) }),
        ]
    }
}
