import Determinism
import MarketModel
import Primitives

/// A pool of a good and money as the record has it: the scenario's endowment, then trade by trade.
struct AuditedPool {
    let pair: ExchangePair
    let fee: Int128
    var units: Int128
    var money: Int128

    private static let greatest: Int64 = 1_000_000_000_000
    private static let whole: Int128 = 10_000

    /// The pools of an institution's parameters.
    static func all(in parameters: RecordedScenario) throws(AuditFinding) -> [AuditedPool] {
        let fee = try parameters.integer("fee_bps", atMost: 9_999)
        var pools: [AuditedPool] = []
        for entry in try parameters.children("pool") {
            let isA = entry.document["A"] != nil
            let units = try entry.integer(isA ? "A" : "B", atMost: greatest)
            let money = try entry.integer("M", atMost: greatest)
            guard units >= 1, money >= 1 else { throw .scenario("a pool", "an empty one") }
            pools.append(
                AuditedPool(
                    pair: isA ? .aForMoney : .bForMoney, fee: Int128(fee),
                    units: Int128(units), money: Int128(money)))
        }
        return pools
    }

    /// What it holds, as goods and money.
    var holding: AuditedBundle {
        var bundle = AuditedBundle()
        if pair == .aForMoney { bundle.a = units } else { bundle.b = units }
        bundle.money = money
        return bundle
    }

    /// Whether so much is what it asks for a unit now: the least that keeps its product and the
    /// fee, of a unit that is not the last.
    func sells(for price: Int128) -> Bool {
        guard units > 1 else { return false }
        let due = money * Self.whole
        let taken = (units - 1) * (Self.whole - fee)
        return price * taken >= due && (price - 1) * taken < due
    }

    /// Whether so much is what it gives for a unit now: the most that keeps both.
    func buys(for price: Int128) -> Bool {
        let kept = Self.whole - fee
        let worth = units * Self.whole + kept
        return price * worth <= money * kept && (price + 1) * worth > money * kept
    }
}
