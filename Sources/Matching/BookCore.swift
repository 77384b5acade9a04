/// What an ``OrderBook`` consists of: flat storage behind raw pointers, and no policy.
///
/// Everything is in plain words here: sides are 0 (bids) and 1 (asks), prices are keys (see
/// ``PriceKey``), 0 is the order that is not there.
struct BookCore: ~Copyable {
    var pool: RecordPool
    /// The record of each handle, 0 while it does not rest.
    private var slots: UnsafeMutablePointer<UInt32>
    private var slotCount: UInt32
    /// The two sides, bids first.
    let sides: UnsafeMutablePointer<BookSide>
    var restingCount = 0
    var executions = ReusedBuffer<Execution>(capacity: 256)
    var rejections = ReusedBuffer<BatchRejection>(capacity: 64)

    init(orders: Int, handles: Int, ringSize: Int) {
        precondition(handles >= 0 && handles < 1 << 32, "cannot reserve \(handles) handles")
        pool = RecordPool(orders: orders)
        slotCount = UInt32(clamping: max(64, handles + 1))
        slots = Block.allocate(repeating: Record.none, count: Int(slotCount))
        sides = .allocate(capacity: 2)
        for side in 0..<2 {
            (sides + side).initialize(to: BookSide(side: side, ringSize: ringSize))
        }
    }

    deinit {
        slots.deallocate()
        for side in 0..<2 { sides[side].deallocate() }
        sides.deallocate()
    }

    var memoryBytes: Int {
        pool.memoryBytes + Int(slotCount) * 4
            + executions.memoryBytes + rejections.memoryBytes
            + sides[0].memoryBytes + sides[1].memoryBytes
    }

    /// All records, levels and orders.
    @inline(__always)
    var records: UnsafeMutablePointer<Record> { pool.records }

    // MARK: Handles

    /// The record of an order, 0 when it does not rest.
    @inline(__always)
    func find(_ handle: UInt32) -> UInt32 { handle < slotCount ? slots[Int(handle)] : 0 }

    /// How many handles name a resting order.
    var namedCount: Int { (0..<Int(slotCount)).count { slots[$0] != Record.none } }

    /// Where ``find(_:)`` will look.
    @inline(__always)
    func slotAddress(_ handle: UInt32) -> UnsafeMutablePointer<UInt32> {
        slots + Int(min(handle, slotCount &- 1))
    }

    @inline(never)
    private mutating func growSlots(for handle: UInt32) {
        var larger = Int(slotCount)
        while larger <= Int(handle) { larger = Block.capacity(after: larger) }
        larger = min(larger, Int(UInt32.max))
        precondition(handle != .max, "handle \(handle) is too large")
        Block.grow(&slots, used: Int(slotCount), to: larger)
        (slots + Int(slotCount)).initialize(repeating: 0, count: larger - Int(slotCount))
        slotCount = UInt32(larger)
    }

    // MARK: Orders come and go

    /// Puts an order at the end of the queue of its price.
    @inline(__always)
    mutating func rest(
        _ handle: UInt32, owner: UInt32, side: Int, key: Int64, open: UInt64
    ) {
        let book = sides + side
        let level = book.pointee.ringLevel(key)
        if book.pointee.holds(key) && level != Record.none {
            // Only an empty level can be a new best one, and only its bits are not set yet.
            if link(handle, owner: owner, open: open, to: level) { book.pointee.mark(key) }
        } else {
            restApart(handle, owner: owner, side: side, key: key, open: open)
        }
    }

    /// The same, where there is no level, or not in the ring.
    @inline(never)
    private mutating func restApart(
        _ handle: UInt32, owner: UInt32, side: Int, key: Int64, open: UInt64
    ) {
        let book = sides + side
        let level = book.pointee.level(for: key, in: &pool)
        _ = link(handle, owner: owner, open: open, to: level)
        if book.pointee.holds(key) { book.pointee.mark(key) }
    }

    /// Makes an order the last one of a level.
    ///
    /// - Returns: Whether it is the only one.
    @inline(__always)
    private mutating func link(
        _ handle: UInt32, owner: UInt32, open: UInt64, to level: UInt32
    ) -> Bool {
        if handle >= slotCount { growSlots(for: handle) }
        precondition(slots[Int(handle)] == Record.none, "the handle names a resting order")
        let number = pool.takeOrder()
        slots[Int(handle)] = number
        let sentinel = records + Int(level)
        let tail = sentinel.pointee.previous
        records[Int(number)] = Record(
            next: level, previous: tail, levelOrCount: level, ownerOrCarry: owner,
            quantity: open, name: UInt64(handle))
        records[Int(tail)].next = number
        sentinel.pointee.previous = number
        sentinel.pointee.add(open)
        restingCount &+= 1
        return tail == level
    }

    /// Takes an order out of the book.
    @inline(__always)
    mutating func remove(_ number: UInt32) {
        let order = records[Int(number)]
        let sentinel = records + Int(order.levelOrCount)
        records[Int(order.previous)].next = order.next
        records[Int(order.next)].previous = order.previous
        sentinel.pointee.subtract(order.quantity)
        sentinel.pointee.levelOrCount &-= 1
        release(number, handle: order.handle)
        if sentinel.pointee.next == order.levelOrCount { emptied(order.levelOrCount) }
    }

    /// Takes lots off an order, less than it has open; it keeps its place.
    @inline(__always)
    mutating func reduce(_ number: UInt32, by lots: UInt64) {
        let order = records + Int(number)
        order.pointee.quantity &-= lots
        records[Int(order.pointee.levelOrCount)].subtract(lots)
    }

    /// Gives the record and the handle of an order back; the queue is the caller's concern.
    @inline(__always)
    mutating func release(_ number: UInt32, handle: UInt32) {
        slots[Int(handle)] = Record.none
        pool.releaseOrder(number)
        restingCount &-= 1
    }

    /// To be told when a level has lost its last order.
    @inline(never)
    mutating func emptied(_ level: UInt32) {
        let record = records[Int(level)]
        sides[record.levelSide].levelEmptied(level, key: record.levelKey, in: &pool)
    }
}
