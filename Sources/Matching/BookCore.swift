/// What an ``OrderBook`` consists of: flat storage behind raw pointers, and no policy.
///
/// Everything is in plain words here: sides are 0 (bids) and 1 (asks), prices are keys (see
/// ``PriceKey``), 0 is the order that is not there.
struct BookCore: ~Copyable {
    var pool: NodePool
    /// The node of each handle, 0 while it does not rest.
    private var slots: UnsafeMutablePointer<UInt32>
    private var slotCount: UInt32
    /// The two sides, bids first.
    let sides: UnsafeMutablePointer<BookSide>
    var restingCount = 0
    var executions = ReusedBuffer<Execution>(capacity: 256)
    var rejections = ReusedBuffer<BatchRejection>(capacity: 64)

    init(orders: Int, handles: Int, ringSize: Int) {
        precondition(handles >= 0 && handles < 1 << 32, "cannot reserve \(handles) handles")
        pool = NodePool(orders: orders)
        slotCount = UInt32(clamping: max(64, handles + 1))
        slots = Block.allocate(repeating: Node.none, count: Int(slotCount))
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

    // MARK: Handles

    /// The node of an order, 0 when it does not rest.
    @inline(__always)
    func find(_ handle: UInt32) -> UInt32 { handle < slotCount ? slots[Int(handle)] : 0 }

    /// How many handles name a resting order.
    var namedCount: Int { (0..<Int(slotCount)).count { slots[$0] != Node.none } }

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
        let isUsual =
            book.pointee.holds(key) && level != Node.none && handle < slotCount
            && open >> 32 == 0 && pool.isReady(for: owner)
        if isUsual {
            // Only an empty level can be a new best one, and only its bits are not set yet.
            if link(handle, owner: owner, open: open, to: level) { book.pointee.mark(key) }
        } else {
            restApart(handle, owner: owner, side: side, key: key, open: open)
        }
    }

    /// The same for all that is not usual: apart, so that the usual path calls nothing.
    @inline(never)
    private mutating func restApart(
        _ handle: UInt32, owner: UInt32, side: Int, key: Int64, open: UInt64
    ) {
        if handle >= slotCount { growSlots(for: handle) }
        pool.makeReady(for: owner)
        let book = sides + side
        let level = book.pointee.level(for: key, in: &pool)
        _ = link(handle, owner: owner, open: open, to: level)
        if open >> 32 != 0 { pool.setWideLots(find(handle), open) }
        if book.pointee.holds(key) { book.pointee.mark(key) }
    }

    /// Makes an order the last one of a level.
    ///
    /// - Returns: Whether it is the only one.
    @inline(__always)
    private mutating func link(
        _ handle: UInt32, owner: UInt32, open: UInt64, to level: UInt32
    ) -> Bool {
        precondition(slots[Int(handle)] == Node.none, "the handle names a resting order")
        let sentinel = pool.level(level)
        let tail = sentinel.last
        let number = pool.start(
            handle: handle, owner: owner, after: tail, level: level, open: open)
        slots[Int(handle)] = number
        pool.order(tail).next = number
        sentinel.last = number
        sentinel.addOrder(open)
        restingCount &+= 1
        return tail == level
    }

    /// Takes an order out of the book.
    @inline(__always)
    mutating func remove(_ number: UInt32, handle: UInt32) {
        let order = pool.order(number)
        let word = order.levelWord
        if word >= OrderNode.wideBit { return removeWide(number, handle: handle) }
        unlink(number, handle: handle, level: word, open: UInt64(order.lowLots))
    }

    /// The same for more lots than fit 32 bits.
    @inline(never)
    private mutating func removeWide(_ number: UInt32, handle: UInt32) {
        let level = pool.order(number).level
        unlink(number, handle: handle, level: level, open: pool.open(number))
    }

    @inline(__always)
    private mutating func unlink(
        _ number: UInt32, handle: UInt32, level: UInt32, open: UInt64
    ) {
        let order = pool.order(number)
        let (next, previous) = (order.next, order.previous)
        let sentinel = pool.level(level)
        pool.order(previous).next = next
        pool.order(next).previous = previous
        sentinel.subtract(open, orders: 1)
        release(number, handle: handle)
        // The only order of a level has the level on both sides; others have two neighbours.
        if next == previous { emptied(level) }
    }

    /// Takes lots off an order of `open` lots, less than it has; it keeps its place.
    @inline(__always)
    mutating func reduce(_ number: UInt32, from open: UInt64, by lots: UInt64) {
        pool.setOpen(number, open &- lots)
        pool.level(pool.order(number).level).subtract(lots, orders: 0)
    }

    /// Gives the node and the handle of an order back; the queue is the caller's concern.
    @inline(__always)
    mutating func release(_ number: UInt32, handle: UInt32) {
        slots[Int(handle)] = Node.none
        pool.releaseOrder(number)
        restingCount &-= 1
    }

    /// To be told when a level has lost its last order.
    @inline(never)
    mutating func emptied(_ level: UInt32) {
        let node = pool.level(level)
        sides[node.side].levelEmptied(level, key: node.key, in: &pool)
    }
}
