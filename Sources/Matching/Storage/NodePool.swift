import CMemoryHints

/// The nodes of a book (see ``Node``): orders line by line, levels in slabs so that they stay
/// together; and what few orders need, in tables of their own by the number of their nodes.
struct NodePool: ~Copyable {
    private var lines: UnsafeMutablePointer<Line>
    /// Whose each order is; there is none before the first owner other than 0.
    private var owners: UnsafeMutablePointer<UInt32>?
    /// The upper halves of quantities; there are none before the first one of 2³² or more.
    private var highLots: UnsafeMutablePointer<UInt32>?
    private var freeOrder = Node.none
    private var freeLevel = Node.none
    /// The first line that was never used.
    private var fresh = 1
    /// How many lines there are.
    private var capacity: Int

    /// The room of a cache line; only its size matters.
    private struct Line: BitwiseCopyable {
        var first: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var second: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    }

    /// Lines are made into orders by as many.
    private static let orderLines = 24

    /// A slab of levels has as many.
    private static let slabLines = Int(LevelNode.perSlab * LevelNode.words * 2 / Node.lineWords)

    /// The last word must have a number that leaves the top bit free: 8 GB.
    private static let greatestCapacity = Int(OrderNode.wideBit / Node.lineWords)

    init(orders: Int) {
        precondition(orders >= 0 && orders < 1 << 28, "cannot reserve \(orders) orders")
        // One level for eight orders, and the slabs that are begun.
        capacity = 1 + orders / Int(OrderNode.perLine) + orders / 16 + 2 * Self.slabLines
        lines = Block.allocate(Line.self, count: capacity)
        lines.initialize(to: Line())
    }

    deinit {
        lines.deallocate()
        owners?.deallocate()
        highLots?.deallocate()
    }

    var memoryBytes: Int {
        let tables = (owners == nil ? 0 : 1) + (highLots == nil ? 0 : 1)
        return capacity * (MemoryLayout<Line>.stride + tables * Self.tableWords * 4)
    }

    /// What a table has for each line: one place is never used.
    private static let tableWords = 4

    /// The place of an order in a table: 0, 1 and 2 for the words 0, 5 and 10 of a line.
    @inline(__always)
    private static func place(_ number: UInt32) -> Int { Int(number &>> 2) }

    /// A node; of an order or a level.
    @inline(__always)
    func address(_ number: UInt32) -> UnsafeMutableRawPointer {
        UnsafeMutableRawPointer(lines) + Int(number) &<< 2
    }

    @inline(__always)
    func order(_ number: UInt32) -> OrderNode { OrderNode(address: address(number)) }

    @inline(__always)
    func level(_ number: UInt32) -> LevelNode { LevelNode(address: address(number)) }

    /// Has a node fetched.
    @inline(__always)
    func expect(_ number: UInt32) { hint_will_write(address(number)) }

    // MARK: Orders

    /// Whether an order of this owner can be started at once, without ``makeReady(for:)``.
    @inline(__always)
    func isReady(for owner: UInt32) -> Bool {
        freeOrder != Node.none && (owner == 0 || owners != nil)
    }

    /// Sees to it that there is an unused node, and a place for its owner.
    mutating func makeReady(for owner: UInt32) {
        if owner != 0 && owners == nil { owners = emptyTable() }
        if freeOrder != Node.none { return }
        if fresh == capacity { grow() }
        let end = min(capacity, fresh + Self.orderLines)
        for line in (fresh..<end).reversed() {
            let number = UInt32(line) * Node.lineWords
            for place in (0..<OrderNode.perLine).reversed() {
                releaseOrder(number + place * OrderNode.words)
            }
        }
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
        order.handle = handle
        if let owners { owners[Self.place(number)] = owner }
        return number
    }

    /// Takes the node of an order back.
    @inline(__always)
    mutating func releaseOrder(_ number: UInt32) {
        order(number).next = freeOrder
        freeOrder = number
    }

    @inline(__always)
    func handle(_ number: UInt32) -> UInt32 { order(number).handle }

    @inline(__always)
    func owner(_ number: UInt32) -> UInt32 {
        if let owners { return owners[Self.place(number)] }
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
        return UInt64(highLots[place(number)]) << 32
    }

    /// Changes the open lots of an order that has, or had, more than fit 32 bits.
    @inline(never)
    mutating func setWideLots(_ number: UInt32, _ lots: UInt64) {
        let high = UInt32(truncatingIfNeeded: lots >> 32)
        let level = order(number).level
        order(number).levelWord = high == 0 ? level : level | OrderNode.wideBit
        let halves = highLots ?? emptyTable()
        halves[Self.place(number)] = high
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
        while capacity - fresh < Self.slabLines { grow() }
        let first = UInt32(fresh) * Node.lineWords
        for place in (0..<LevelNode.perSlab).reversed() {
            releaseLevel(first + place * LevelNode.words)
        }
        fresh += Self.slabLines
    }

    // MARK: Growing

    @inline(never)
    private mutating func grow() {
        let larger = Block.capacity(after: capacity)
        precondition(larger <= Self.greatestCapacity, "a book holds less than 8 GB of orders")
        Block.grow(&lines, used: fresh, to: larger)
        owners = owners.map { grown($0, to: larger) }
        highLots = highLots.map { grown($0, to: larger) }
        capacity = larger
    }

    private func emptyTable() -> UnsafeMutablePointer<UInt32> {
        Block.allocate(repeating: 0, count: capacity * Self.tableWords)
    }

    private func grown(
        _ table: UnsafeMutablePointer<UInt32>, to larger: Int
    ) -> UnsafeMutablePointer<UInt32> {
        var table = table
        let (used, count) = (fresh * Self.tableWords, larger * Self.tableWords)
        Block.grow(&table, used: used, to: count)
        (table + used).initialize(repeating: 0, count: count - used)
        return table
    }
}
