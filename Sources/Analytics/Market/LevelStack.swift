import Primitives

/// One side of a book as prices and what is open at each, the best price last.
///
/// Most changes happen near the best price, so that they move little.
struct LevelStack: Codable {
    struct Level: Codable {
        var price: Int128
        var open: Int128
    }

    private let side: Side
    private var levels: ContiguousArray<Level> = []

    init(_ side: Side) { self.side = side }

    /// The best price and what is open there; `nil` when the side is empty.
    var best: Level? { levels.last }

    /// Adds to what is open at a price.
    ///
    /// - Complexity: O(levels better than the price) moves, O(log levels) comparisons.
    mutating func add(_ open: Int128, at price: Int128) {
        let index = place(of: price)
        if index < levels.count && levels[index].price == price {
            levels[index].open += open
        } else {
            levels.insert(Level(price: price, open: open), at: index)
        }
    }

    /// Takes away from what is open at a price; a level with nothing left goes.
    ///
    /// - Precondition: So much is open there.
    mutating func remove(_ open: Int128, at price: Int128) {
        let index = place(of: price)
        precondition(
            index < levels.count && levels[index].price == price && levels[index].open >= open,
            "an order is gone that never stood at \(price)")
        levels[index].open -= open
        if levels[index].open == 0 { levels.remove(at: index) }
    }

    /// The index of the price, or where it belongs.
    private func place(of price: Int128) -> Int {
        var low = 0
        var high = levels.count
        while low < high {
            let middle = (low + high) / 2
            if isWorse(levels[middle].price, than: price) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private func isWorse(_ left: Int128, than right: Int128) -> Bool {
        side == .bid ? left < right : left > right
    }
}
