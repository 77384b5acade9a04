/// One record of the pool: a resting order, or a price level.
///
/// A level is the sentinel of the circular list of its orders and lives in the same array, so
/// linking and unlinking need no branches. Half a cache line holds all that matching touches.
struct Record: BitwiseCopyable {
    /// The next order of the level, the level itself after the last one. In the list of unused
    /// records: the next of them, 0 after the last one.
    var next: UInt32
    /// The order before, the level itself before the first one.
    var previous: UInt32
    /// Of an order: the number of its level. Of a level: how many orders it holds.
    var levelOrCount: UInt32
    /// Of an order: whose it is. Of a level: how often its volume has passed 2⁶⁴.
    var ownerOrCarry: UInt32
    /// Of an order: its open lots. Of a level: the sum of them, modulo 2⁶⁴.
    var quantity: UInt64
    /// Of an order: its handle. Of a level: ``levelName(side:key:)``.
    var name: UInt64

    /// The number of the record that is never used, so that 0 can say "none".
    static let none: UInt32 = 0

    /// A side and a key in one word; keys need 63 bits.
    @inline(__always)
    static func levelName(side: Int, key: Int64) -> UInt64 {
        UInt64(truncatingIfNeeded: side) << 63 | UInt64(bitPattern: key)
    }

    /// Of an order: its handle.
    @inline(__always)
    var handle: UInt32 { UInt32(truncatingIfNeeded: name) }

    /// Of a level: its side, 0 for bids and 1 for asks.
    @inline(__always)
    var levelSide: Int { Int(truncatingIfNeeded: name >> 63) }

    /// Of a level: its key.
    @inline(__always)
    var levelKey: Int64 { Int64(truncatingIfNeeded: name & UInt64(Int64.max)) }

    /// Of a level: the lots it holds together.
    var volume: Int128 { Int128(ownerOrCarry) << 64 | Int128(quantity) }

    /// Of a level: counts an order in.
    @inline(__always)
    mutating func add(_ lots: UInt64) {
        let (sum, overflow) = quantity.addingReportingOverflow(lots)
        quantity = sum
        levelOrCount &+= 1
        if overflow { ownerOrCarry &+= 1 }
    }

    /// Of a level: takes lots out.
    @inline(__always)
    mutating func subtract(_ lots: UInt64) {
        let (difference, overflow) = quantity.subtractingReportingOverflow(lots)
        quantity = difference
        if overflow { ownerOrCarry &-= 1 }
    }
}

/// Prices turned so that "better" is "larger" on both sides: one path of code serves both.
///
/// The key of a bid is its price p, that of an ask 2⁶³ − 1 − p; both lie in 0 ..< 2⁶³.
enum PriceKey {
    /// Below every key: the best of an empty side.
    static let none: Int64 = -1

    /// What to combine a price with, exclusively, to get its key on the side; and back.
    @inline(__always)
    static func mask(side: Int) -> Int64 { (0 &- Int64(truncatingIfNeeded: side)) & .max }
}
