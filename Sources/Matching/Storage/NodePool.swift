import CMemoryHints

/// The nodes of a book: orders singly, levels in slabs so that they stay together; and what is
/// known of an order besides, in arrays of their own by the number of its node.
struct NodePool: ~Copyable {
    private var nodes: UnsafeMutablePointer<Unit>
    /// The handle of each order.
    private var handles: UnsafeMutablePointer<UInt32>
    /// Whose each order is; there is none before the first owner other than 0.
    private var owners: UnsafeMutablePointer<UInt32>?
    /// The upper halves of quantities; there are none before the first one of 2³² or more.
    private var highLots: UnsafeMutablePointer<UInt32>?
    private var freeOrder = Node.none
    private var freeLevel = Node.none
    /// The first node that was never used.
    private var fresh: UInt32 = 2
    private var capacity: UInt32

    /// The room of a node; only its size matters.
    private struct Unit: BitwiseCopyable {
        var words: (UInt64, UInt64)
    }

    /// Nodes are handed to levels by as many, two for each.
    private static let slabCount: UInt32 = 128

    init(orders: Int) {
        precondition(orders >= 0 && orders < 1 << 30, "cannot reserve \(orders) orders")
        // One level for eight orders, and the slabs that are begun.
        capacity = UInt32(orders + orders / 4) + 3 * Self.slabCount
        nodes = Block.allocate(Unit.self, count: Int(capacity))
        nodes.initialize(repeating: Unit(words: (0, 0)), count: Int(fresh))
        handles = Block.allocate(UInt32.self, count: Int(capacity))
    }

    deinit {
        nodes.deallocate()
        handles.deallocate()
        owners?.deallocate()
        highLots?.deallocate()
    }

    var memoryBytes: Int {
        let words = 1 + (owners == nil ? 0 : 1) + (highLots == nil ? 0 : 1)
        return Int(capacity) * (Node.stride + words * 4)
    }

    /// A node; of an order or a level.
    @inline(__always)
    func address(_ number: UInt32) -> UnsafeMutableRawPointer {
        UnsafeMutableRawPointer(nodes + Int(number))
    }

    @inline(__always)
    func order(_ number: UInt32) -> OrderNode { OrderNode(address: address(number)) }

    @inline(__always)
    func level(_ number: UInt32) -> LevelNode { LevelNode(address: address(number)) }

    // MARK: Orders

    /// Whether an order of this owner can be started at once, without ``makeReady(for:)``.
    @inline(__always)
    func isReady(for owner: UInt32) -> Bool {
        freeOrder != Node.none && (owner == 0 || owners != nil)
    }

    /// Sees to it that there is an unused node, and a place for its owner.
    mutating func makeReady(for owner: UInt32) {
        if owner != 0 && owners == nil {
            owners = Block.allocate(repeating: 0, count: Int(capacity))
        }
        if freeOrder != Node.none { return }
        if fresh == capacity { grow() }
        let end = min(capacity, fresh + Self.slabCount / 2)
        for number in (fresh..<end).reversed() { releaseOrder(number) }
        fresh = end
    }

    /// Writes a new order, the last one of its level after `previous`.
    ///
    /// - Precondition: The pool is ready. Open lots beyond 32 bits are set afterwards.
    /// - Returns: The number of its node.
    @inline(__always)
    mutating func start(
        handle: UInt32, owner: UInt32, after previous: UInt32, level: UInt32, open: UInt64
    ) -> UInt32 {
        let number = freeOrder
        let order = order(number)
        freeOrder = order.next
        order.next = level
        order.previous = previous
        order.levelWord = level
        order.lowLots = UInt32(truncatingIfNeeded: open)
        handles[Int(number)] = handle
        if let owners { owners[Int(number)] = owner }
        return number
    }

    /// Takes the node of an order back.
    @inline(__always)
    mutating func releaseOrder(_ number: UInt32) {
        order(number).next = freeOrder
        freeOrder = number
    }

    @inline(__always)
    func handle(_ number: UInt32) -> UInt32 { handles[Int(number)] }

    /// Has the place of a handle fetched: the next new order gets the node released last.
    @inline(__always)
    func expectHandle(_ number: UInt32) { hint_will_write(handles + Int(number)) }

    @inline(__always)
    func owner(_ number: UInt32) -> UInt32 {
        if let owners { return owners[Int(number)] }
        return 0
    }

    /// The open lots of an order.
    @inline(__always)
    func open(_ number: UInt32) -> UInt64 {
        let low = UInt64(order(number).lowLots)
        if order(number).levelWord < OrderNode.wideBit { return low }
        return low | Self.wideLots(number, highLots)
    }

    /// Lowers the open lots of an order.
    @inline(__always)
    mutating func setOpen(_ number: UInt32, _ lots: UInt64) {
        order(number).lowLots = UInt32(truncatingIfNeeded: lots)
        if order(number).levelWord >= OrderNode.wideBit { setWideLots(number, lots) }
    }

    /// The upper half of the lots of an order that has one.
    ///
    /// Not a method: one that is not inlined would have all pointers of the pool copied first.
    @inline(never)
    private static func wideLots(
        _ number: UInt32, _ highLots: UnsafeMutablePointer<UInt32>?
    ) -> UInt64 {
        guard let highLots else { return 0 }
        return UInt64(highLots[Int(number)]) << 32
    }

    /// Changes the open lots of an order that has, or had, more than fit 32 bits.
    @inline(never)
    mutating func setWideLots(_ number: UInt32, _ lots: UInt64) {
        let high = UInt32(truncatingIfNeeded: lots >> 32)
        let level = order(number).level
        order(number).levelWord = high == 0 ? level : level | OrderNode.wideBit
        let halves = highLots ?? Block.allocate(repeating: 0, count: Int(capacity))
        halves[Int(number)] = high
        highLots = halves
    }

    // MARK: Levels

    /// Hands out an empty level.
    mutating func takeLevel(side: Int, key: Int64) -> UInt32 {
        if freeLevel == Node.none { addSlab() }
        let number = freeLevel
        freeLevel = level(number).first
        level(number).start(number, side: side, key: key)
        return number
    }

    /// Takes an empty level back.
    mutating func releaseLevel(_ number: UInt32) {
        level(number).first = freeLevel
        freeLevel = number
    }

    private mutating func addSlab() {
        while capacity - fresh <= Self.slabCount { grow() }
        // An even number, so that no level lies in two cache lines.
        if fresh & 1 != 0 {
            releaseOrder(fresh)
            fresh += 1
        }
        for number in stride(from: fresh + Self.slabCount - 2, through: fresh, by: -2) {
            releaseLevel(number)
        }
        fresh += Self.slabCount
    }

    // MARK: Growing

    @inline(never)
    private mutating func grow() {
        let larger = Block.capacity(after: Int(capacity))
        precondition(larger <= Int(OrderNode.wideBit), "a book holds less than 2³¹ orders")
        Block.grow(&nodes, used: Int(fresh), to: larger)
        Block.grow(&handles, used: Int(fresh), to: larger)
        owners = owners.map { grown($0, to: larger) }
        highLots = highLots.map { grown($0, to: larger) }
        capacity = UInt32(larger)
    }

    private func grown(
        _ words: UnsafeMutablePointer<UInt32>, to larger: Int
    ) -> UnsafeMutablePointer<UInt32> {
        var words = words
        Block.grow(&words, used: Int(fresh), to: larger)
        (words + Int(fresh)).initialize(repeating: 0, count: larger - Int(fresh))
        return words
    }
}
