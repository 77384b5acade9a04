public import Primitives

/// Which of a pair, the lower id first, gives the counted good.
public enum BlockDirection: Hashable, Sendable, CaseIterable {
    /// The first sells, the second buys.
    case firstSells
    /// The first buys, the second sells.
    case firstBuys
}

/// An exchange two agents both gain from.
public struct Block: Hashable, Sendable {
    /// What is exchanged for what.
    public var pair: ExchangePair
    /// Who gives the counted good.
    public var direction: BlockDirection
    /// Units of the counted good; positive.
    public var units: Int64
    /// What is paid for them; positive.
    public var payment: Int64
    /// What the first of the two gains in utility.
    public var gainOfFirst: Double
    /// What the second gains.
    public var gainOfSecond: Double

    /// What both gain.
    public var totalGain: Double { gainOfFirst + gainOfSecond }

    /// What is paid per unit.
    public var price: Double { Double(payment) / Double(units) }

    /// What the first has more afterwards, negative where it has less.
    public var changeOfFirst: GoodsBundle {
        let sign: Int64 = direction == .firstBuys ? 1 : -1
        return Block.change(pair, units: sign * units, payment: -sign * payment)
    }

    /// A change of holdings by units of the counted good and of what pays for them.
    @inline(__always)
    static func change(_ pair: ExchangePair, units: Int64, payment: Int64) -> GoodsBundle {
        switch pair {
        case .aForB: GoodsBundle(a: units, b: payment, money: 0)
        case .aForMoney: GoodsBundle(a: units, b: 0, money: payment)
        case .bForMoney: GoodsBundle(a: 0, b: units, money: payment)
        }
    }
}

extension GoodsBundle {
    /// What is left or there after a change.
    @inlinable
    public static func + (left: GoodsBundle, right: GoodsBundle) -> GoodsBundle {
        GoodsBundle(a: left.a + right.a, b: left.b + right.b, money: left.money + right.money)
    }

    /// The same change for the other side.
    @inlinable
    public static prefix func - (change: GoodsBundle) -> GoodsBundle {
        GoodsBundle(a: -change.a, b: -change.b, money: -change.money)
    }

    /// What pays in a pair: B or money.
    @inlinable
    public func means(of pair: ExchangePair) -> Int64 { pair == .aForB ? b : money }
}
