public import Preferences
public import Primitives

/// What an agent pays at most for one unit more, and takes at least for one unit less.
///
/// Whole minor units of money, from what it has and wants: no quote, and no rounding of one.
public struct UnitReservation: Sendable {
    private let taste: Taste
    private let terms: MoneyTerms

    /// Asks a taste.
    public init(_ taste: Taste, terms: MoneyTerms) {
        self.taste = taste
        self.terms = terms
    }

    private func gain(_ bundle: GoodsBundle, _ change: GoodsBundle) -> Double {
        taste.total(of: bundle + change, under: terms) - taste.total(of: bundle, under: terms)
    }

    /// A bundle's change by a unit of a good and its payment.
    static func change(_ good: Good, units: Int64, money: Int64) -> GoodsBundle {
        GoodsBundle(a: good == .a ? units : 0, b: good == .b ? units : 0, money: money)
    }

    /// The most it pays for a unit more, within its money; `nil` if nothing.
    ///
    /// - Complexity: O(log money).
    public func bid(_ good: Good, holding bundle: GoodsBundle) -> Int64? {
        func helps(_ payment: Int64) -> Bool {
            gain(bundle, Self.change(good, units: 1, money: -payment)) > terms.epsilon
        }
        guard bundle.money >= 1, helps(1) else { return nil }
        var (low, high) = (Int64(1), bundle.money)
        while low < high {
            let middle = low + (high - low + 1) / 2
            if helps(middle) { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The least it takes for a unit less, at most `most`; `nil` without stock or such a payment.
    ///
    /// - Complexity: O(log most).
    public func ask(_ good: Good, holding bundle: GoodsBundle, atMost most: Int64) -> Int64? {
        func helps(_ payment: Int64) -> Bool {
            gain(bundle, Self.change(good, units: -1, money: payment)) > terms.epsilon
        }
        guard bundle[good] >= 1, most >= 1, helps(most) else { return nil }
        var (low, high) = (Int64(1), most)
        while low < high {
            let middle = low + (high - low) / 2
            if helps(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The least it takes for a unit less; `nil` without stock, or where nothing would do.
    ///
    /// - Complexity: O(log of the answer).
    public func ask(_ good: Good, holding bundle: GoodsBundle) -> Int64? {
        var most: Int64 = 64
        while most <= Self.greatestPrice {
            // The same bound always has the same answer, and most answers are small.
            if let price = ask(good, holding: bundle, atMost: most) { return price }
            if bundle[good] < 1 { return nil }
            most *= 64
        }
        return nil
    }

    /// Beyond it nothing is for sale: more money than there can be.
    private static let greatestPrice: Int64 = 1 << 60

    /// Successive reservation prices, each as if the units before had traded at theirs.
    ///
    /// - Parameters:
    ///   - count: How many units at most.
    ///   - most: The highest ask that means anything: nobody has more money.
    /// - Returns: Bids that never rise and asks that never fall; no bids where the first would
    ///   meet the own first ask.
    public func schedule(
        _ good: Good, holding bundle: GoodsBundle, units count: Int64, atMost most: Int64
    ) -> (bids: [Int64], asks: [Int64]) {
        var (bids, asks): ([Int64], [Int64]) = ([], [])
        var held = bundle
        while Int64(asks.count) < count, let price = ask(good, holding: held, atMost: most) {
            asks.append(max(price, asks.last ?? price))
            held = held + Self.change(good, units: -1, money: price)
        }
        held = bundle
        while Int64(bids.count) < count, let price = bid(good, holding: held) {
            bids.append(min(price, bids.last ?? price))
            held = held + Self.change(good, units: 1, money: -price)
        }
        if let bid = bids.first, let ask = asks.first, bid >= ask { bids = [] }
        return (bids, asks)
    }
}
