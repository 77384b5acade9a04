/// The prices two agents try for a number of units, from the lowest up.
///
/// Prices at which the units cost a whole amount, as far as 19, and five evenly spaced from ask
/// to bid; each once. At most 24, kept in place: they are made anew for every block tried.
public struct PriceCandidates {
    private var storage: InlineArray<24, Double>
    /// How many there are.
    public private(set) var count = 0

    private static let greatestWhole = 19
    private static let gaps = 4

    /// Lists the prices for `units` units between an ask and a bid.
    ///
    /// - Parameters:
    ///   - ask: The lowest price; none are listed if it is above the bid.
    ///   - bid: The highest price; finite.
    ///   - units: Positive.
    public init(ask: Double, bid: Double, units: Int64) {
        storage = InlineArray(repeating: 0)
        guard ask <= bid else { return }
        let size = Double(units)
        let most = min((bid * size + 1).rounded(.towardZero), Double(Self.greatestWhole))
        for whole in stride(from: 1, through: Int(most), by: 1) {
            let price = Double(whole) / size
            if ask <= price && price <= bid { append(price) }
        }
        for step in 0...Self.gaps {
            insert(ask + Double(step) * (bid - ask) / Double(Self.gaps))
        }
    }

    /// A price; they rise with the index.
    @inline(__always)
    public subscript(index: Int) -> Double { storage[index] }

    private mutating func append(_ price: Double) {
        storage[count] = price
        count += 1
    }

    /// Keeps the order, and what is there only once; what overflowed is no price.
    private mutating func insert(_ price: Double) {
        guard price.isFinite else { return }
        var place = count
        while place > 0 && storage[place - 1] > price { place -= 1 }
        if place > 0 && storage[place - 1] == price { return }
        for index in stride(from: count, to: place, by: -1) {
            storage[index] = storage[index - 1]
        }
        storage[place] = price
        count += 1
    }
}
