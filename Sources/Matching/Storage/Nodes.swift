/// The memory of a book's orders and levels: cache lines of sixteen words of 4 bytes.
///
/// A node is known by the number of its first word, so its address needs no multiplication.
/// A line holds three orders of five words; levels come in slabs, what every operation changes
/// in the first half, four to a line, and the rest in the second. A level is also the sentinel
/// of the circular list of its orders, so linking and unlinking need no branches. All that is
/// known of an order lies in one line: handles in a table apart were one cache miss more for
/// every order that leaves or trades.
enum Node {
    /// The number of the node that is never used, so that 0 can say "none".
    static let none: UInt32 = 0

    /// Words in a cache line.
    static let lineWords: UInt32 = 16
}

/// A resting order.
struct OrderNode {
    let address: UnsafeMutableRawPointer

    /// The next order of the level, the level itself after the last one. In the list of unused
    /// nodes: the next of them, 0 after the last one.
    @inline(__always)
    var next: UInt32 {
        get { address.load(as: UInt32.self) }
        nonmutating set { address.storeBytes(of: newValue, as: UInt32.self) }
    }

    /// The order before, the level itself before the first one.
    @inline(__always)
    var previous: UInt32 {
        get { address.load(fromByteOffset: 4, as: UInt32.self) }
        nonmutating set { address.storeBytes(of: newValue, toByteOffset: 4, as: UInt32.self) }
    }

    /// The number of its level, with ``wideBit``.
    @inline(__always)
    var levelWord: UInt32 {
        get { address.load(fromByteOffset: 8, as: UInt32.self) }
        nonmutating set { address.storeBytes(of: newValue, toByteOffset: 8, as: UInt32.self) }
    }

    /// Its open lots, modulo 2³².
    @inline(__always)
    var lowLots: UInt32 {
        get { address.load(fromByteOffset: 12, as: UInt32.self) }
        nonmutating set { address.storeBytes(of: newValue, toByteOffset: 12, as: UInt32.self) }
    }

    /// The handle by which the order is found.
    @inline(__always)
    var handle: UInt32 {
        get { address.load(fromByteOffset: 16, as: UInt32.self) }
        nonmutating set { address.storeBytes(of: newValue, toByteOffset: 16, as: UInt32.self) }
    }

    /// The words of an order.
    static let words: UInt32 = 5

    /// Orders in a cache line; its last word is unused.
    static let perLine: UInt32 = 3

    /// Says that the open lots do not fit 32 bits.
    static let wideBit: UInt32 = 1 << 31

    /// The number of its level.
    @inline(__always)
    var level: UInt32 { levelWord & ~Self.wideBit }
}

/// A price level.
struct LevelNode {
    let address: UnsafeMutableRawPointer

    /// The oldest order, the level itself when it is empty.
    @inline(__always)
    var first: UInt32 {
        get { address.load(as: UInt32.self) }
        nonmutating set { address.storeBytes(of: newValue, as: UInt32.self) }
    }

    /// The youngest order, the level itself when it is empty.
    @inline(__always)
    var last: UInt32 {
        get { address.load(fromByteOffset: 4, as: UInt32.self) }
        nonmutating set { address.storeBytes(of: newValue, toByteOffset: 4, as: UInt32.self) }
    }

    /// How many orders it holds, and in the upper half the sum of their open lots, modulo 2³²:
    /// both change with one addition.
    @inline(__always)
    private var tally: UInt64 {
        get { address.load(fromByteOffset: 8, as: UInt64.self) }
        nonmutating set { address.storeBytes(of: newValue, toByteOffset: 8, as: UInt64.self) }
    }

    /// How many orders it holds.
    var count: UInt32 { UInt32(truncatingIfNeeded: tally) }

    /// The words of a level in the first half of its slab, and as many in the second.
    static let words: UInt32 = 4

    /// The levels of a slab.
    static let perSlab: UInt32 = 64

    /// Bytes from the first half of a slab to the second.
    private static let farBytes = Int(perSlab * words) * 4

    /// The sum of its open lots in units of 2³²: less than 2⁶¹, as orders are fewer than 2²⁹.
    private var highVolume: UInt64 {
        get { address.load(fromByteOffset: Self.farBytes, as: UInt64.self) }
        nonmutating set {
            address.storeBytes(of: newValue, toByteOffset: Self.farBytes, as: UInt64.self)
        }
    }

    /// Its key, and its side in the top bit: keys need 63 bits.
    private var name: UInt64 { address.load(fromByteOffset: Self.farBytes + 8, as: UInt64.self) }

    /// Begins an empty level.
    func start(_ number: UInt32, side: Int, key: Int64) {
        first = number
        last = number
        tally = 0
        highVolume = 0
        let word = UInt64(truncatingIfNeeded: side) << 63 | UInt64(bitPattern: key)
        address.storeBytes(of: word, toByteOffset: Self.farBytes + 8, as: UInt64.self)
    }

    /// 0 for bids and 1 for asks.
    var side: Int { Int(truncatingIfNeeded: name >> 63) }

    var key: Int64 { Int64(truncatingIfNeeded: name & UInt64(Int64.max)) }

    /// The lots it holds together.
    var volume: Int128 { Int128(highVolume) << 32 | Int128(tally >> 32) }

    /// Counts an order in.
    @inline(__always)
    func addOrder(_ lots: UInt64) {
        let (sum, carry) = tally.addingReportingOverflow(lots &<< 32 | 1)
        tally = sum
        if carry { highVolume &+= 1 }
        if lots >> 32 != 0 { highVolume &+= lots >> 32 }
    }

    /// Takes lots out, and the orders that have none left.
    @inline(__always)
    func subtract(_ lots: UInt64, orders: UInt32) {
        let (rest, borrow) = tally.subtractingReportingOverflow(lots &<< 32 | UInt64(orders))
        tally = rest
        if borrow { highVolume &-= 1 }
        if lots >> 32 != 0 { highVolume &-= lots >> 32 }
    }
}
