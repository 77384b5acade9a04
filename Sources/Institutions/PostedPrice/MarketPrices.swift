public import Primitives

/// What tâtonnement carries from tick to tick: each agent's last price of each good, and how
/// much its market traded then.
///
/// A market that keeps its members keeps its price; one that is new starts from the mean of its
/// members' prices, by volume.
public struct MarketPrices: Hashable, Sendable, Codable {
    private struct Memory: Hashable, Sendable, Codable {
        var price: Double
        var volume: Int64
    }

    private var memories: [[Memory?]]

    /// Nobody remembers anything.
    public init(agentCount: Int) {
        memories = Good.allCases.map { _ in Array(repeating: nil, count: agentCount) }
    }

    /// The price at which a market starts; `nil` if no member remembers one.
    public func start(_ good: Good, of members: [Int]) -> Double? {
        let known = members.compactMap { memories[Self.place(good)][$0] }
        guard let first = known.first else { return nil }
        // A mean of equal numbers may differ from them in the last digit.
        if known.allSatisfy({ $0.price == first.price }) { return first.price }
        let volume = known.reduce(0) { $0 + Double($1.volume) }
        if volume == 0 { return known.reduce(0) { $0 + $1.price } / Double(known.count) }
        return known.reduce(0) { $0 + $1.price * Double($1.volume) } / volume
    }

    /// Makes the members of a market remember.
    public mutating func keep(_ price: Double, volume: Int64, _ good: Good, of members: [Int]) {
        for member in members {
            memories[Self.place(good)][member] = Memory(price: price, volume: volume)
        }
    }

    private static func place(_ good: Good) -> Int { good == .a ? 0 : 1 }
}
