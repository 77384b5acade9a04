import Determinism
import MarketModel
import Primitives

// The payloads of laboratories and of institutions in economies.
extension PayloadDecoder {
    func laboratoryTrader(
        _ fields: inout PayloadReader
    ) throws(PayloadError) -> LaboratoryTraderCreated {
        LaboratoryTraderCreated(
            agent: try agent("agent_id", &fields), name: try fields.text("name"),
            side: try side("side", &fields), units: try fields.integers("units"),
            trader: try fields.text("trader"))
    }

    func marketCleared(_ fields: inout PayloadReader) throws(PayloadError) -> MarketCleared {
        MarketCleared(
            market: try fields.integer("market"), pair: try fields.choice("pair"),
            members: try agents("members", &fields), price: try fields.realOrNull("price"),
            buyers: try agents("buyers", &fields), sellers: try agents("sellers", &fields),
            volume: try fields.count("volume"),
            unfilledDemand: try fields.integer("unfilled_demand"),
            unfilledSupply: try fields.integer("unfilled_supply"),
            surplus: try fields.anyReal("surplus"))
    }

    func goodsAllocated(
        _ fields: inout PayloadReader
    ) throws(PayloadError) -> GoodsAllocated {
        let change = GoodsBundle(
            a: try fields.integer("dA"), b: try fields.integer("dB"),
            money: try fields.integer("dM"))
        return GoodsAllocated(
            trade: TradeID(try fields.integer("trade_id")),
            agent: try agent("agent_id", &fields), change: change,
            position: try fields.position("at"), gain: try fields.anyReal("gain"),
            market: try fields.integer("market"))
    }

    func periodEnded(_ fields: inout PayloadReader) throws(PayloadError) -> PeriodEnded {
        PeriodEnded(
            trades: try fields.count("trades"), surplus: try fields.integer("surplus"),
            efficiency: try fields.realOrNull("efficiency"))
    }

    private func agents(
        _ key: String, _ fields: inout PayloadReader
    ) throws(PayloadError) -> [AgentID] {
        try fields.integers(key).map { AgentID(Int($0)) }
    }
}

extension PayloadReader {
    /// A list of integers.
    mutating func integers(_ key: String) throws(PayloadError) -> [Int64] {
        let value = try value(key)
        guard let entries = value.arrayValue else { throw wrong(key, "a list", value) }
        var integers: [Int64] = []
        for entry in entries {
            guard let integer = entry.integerValue else {
                throw wrong(key, "integers", entry)
            }
            integers.append(integer)
        }
        return integers
    }

    /// A real number, or null for none.
    mutating func realOrNull(_ key: String) throws(PayloadError) -> Double? {
        let value = try value(key)
        if value == .null { return nil }
        guard let text = value.stringValue, let real = RecordedReal.number(text) else {
            throw wrong(key, "a real number or null", value)
        }
        return real
    }
}
