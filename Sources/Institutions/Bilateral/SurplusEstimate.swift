public import Primitives

/// What two agents might gain from each other, by their quotes: an overlap of prices.
///
/// It is no utility, and says only that a trade may be worth a walk.
public struct SurplusEstimate: Hashable, Sendable {
    /// The largest overlap; 0 if there is none.
    public var surplus: Double
    /// What would be exchanged; `nil` if nothing.
    public var pair: ExchangePair?

    /// Estimates for the kinds of exchange in the order given; a later one must be larger.
    ///
    /// - Complexity: O(kinds).
    @inlinable
    public init(
        _ own: Quotes, _ bundle: GoodsBundle, _ others: Quotes, _ otherBundle: GoodsBundle,
        _ pairs: PairKinds
    ) {
        var best = SurplusEstimate(surplus: 0, pair: nil)
        if pairs.allowsMoney {
            best.consider(.aForMoney, own.aInMoney, bundle, others.aInMoney, otherBundle)
            best.consider(.bForMoney, own.bInMoney, bundle, others.bInMoney, otherBundle)
        }
        if pairs.allowsBarter {
            best.consider(.aForB, own.aInB, bundle, others.aInB, otherBundle)
        }
        self = best
    }

    @inlinable
    init(surplus: Double, pair: ExchangePair?) {
        self.surplus = surplus
        self.pair = pair
    }

    @inlinable
    @inline(__always)
    mutating func consider(
        _ pair: ExchangePair, _ own: Quote, _ bundle: GoodsBundle, _ other: Quote,
        _ otherBundle: GoodsBundle
    ) {
        let good = pair.good
        let purchase = own.bid - other.ask
        if purchase > surplus && otherBundle[good] >= 1 && bundle.means(of: pair) >= 1 {
            self = SurplusEstimate(surplus: purchase, pair: pair)
        }
        let sale = other.bid - own.ask
        if sale > surplus && bundle[good] >= 1 && otherBundle.means(of: pair) >= 1 {
            self = SurplusEstimate(surplus: sale, pair: pair)
        }
    }
}

/// Which kinds of exchange two agents may use.
@frozen
public struct PairKinds: Hashable, Sendable {
    /// Goods for goods.
    public let allowsBarter: Bool
    /// Goods for money.
    public let allowsMoney: Bool

    /// Names the kinds of a regime.
    ///
    /// - Parameter gateIsOpen: Whether a pair may barter where few offer anything for money.
    public init(_ regime: ExchangeRegime, gateIsOpen: Bool) {
        switch regime {
        case .barterOnly:
            allowsBarter = true
            allowsMoney = false
        case .moneyOnly:
            allowsBarter = false
            allowsMoney = true
        case .mixed:
            allowsBarter = true
            allowsMoney = true
        case .mixedLiquidityGated:
            allowsBarter = gateIsOpen
            allowsMoney = true
        }
    }
}
