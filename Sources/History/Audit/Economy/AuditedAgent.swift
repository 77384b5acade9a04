import MarketModel
import Primitives

/// Goods and money in a type that no record can overflow.
struct AuditedBundle: Equatable {
    var a: Int128 = 0
    var b: Int128 = 0
    var money: Int128 = 0

    init() {}

    init(_ bundle: GoodsBundle) {
        a = Int128(bundle.a)
        b = Int128(bundle.b)
        money = Int128(bundle.money)
    }

    var isNonnegative: Bool { a >= 0 && b >= 0 && money >= 0 }

    static func + (left: AuditedBundle, right: AuditedBundle) -> AuditedBundle {
        var sum = left
        sum.a += right.a
        sum.b += right.b
        sum.money += right.money
        return sum
    }

    static prefix func - (bundle: AuditedBundle) -> AuditedBundle {
        var negative = AuditedBundle()
        negative.a = -bundle.a
        negative.b = -bundle.b
        negative.money = -bundle.money
        return negative
    }
}

/// An agent of an economy as its record has it.
struct AuditedAgent {
    var position: Position
    var holding: AuditedBundle
    var lambda: Double
    var target = TargetSet(
        agent: AgentID(0), position: nil, targetAgent: nil, committed: nil)
    var partner: AgentID?
    /// The tick of its last trade; -1 before the first.
    var lastTradeTick: Int64 = -1
    /// The tick of its last trade in a market; -1 before the first.
    var lastMarketTick: Int64 = -1
    /// The tick in which it last walked; -1 before the first.
    var lastMoveTick: Int64 = -1
}

/// A cell on which something grows, as its record has it.
struct AuditedCell {
    var good: Good
    var amount: Int64
    var original: Int64
    var lastHarvestTick: Int64?
    var lastGrowthTick: Int64 = -1
}
