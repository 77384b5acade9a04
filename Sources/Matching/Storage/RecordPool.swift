/// The records of a book: orders singly, levels in slabs so that they stay together.
struct RecordPool: ~Copyable {
    /// All records; number 0 is never used.
    private(set) var records: UnsafeMutablePointer<Record>
    private var freeOrder = Record.none
    private var freeLevel = Record.none
    /// The first record that was never used.
    private var fresh: UInt32 = 1
    private var capacity: UInt32

    private static let slabCount: UInt32 = 128

    init(orders: Int) {
        precondition(orders >= 0 && orders < 1 << 31, "cannot reserve \(orders) orders")
        // One level for 32 orders, and the slabs that are begun.
        capacity = UInt32(orders + orders / 32) + 3 * Self.slabCount + 1
        records = Block.allocate(Record.self, count: Int(capacity))
        let unused = Record(
            next: 0, previous: 0, levelOrCount: 0, ownerOrCarry: 0, quantity: 0, name: 0)
        records.initialize(to: unused)
    }

    deinit { records.deallocate() }

    var memoryBytes: Int { Int(capacity) * MemoryLayout<Record>.stride }

    /// How many records were ever in use, levels included; the unused one counts.
    var usedCount: Int { Int(fresh) }

    /// Hands out a record for an order.
    @inline(__always)
    mutating func takeOrder() -> UInt32 {
        let head = freeOrder
        if head != Record.none {
            freeOrder = records[Int(head)].next
            return head
        }
        if fresh == capacity { grow() }
        let number = fresh
        fresh &+= 1
        return number
    }

    /// Takes the record of an order back.
    @inline(__always)
    mutating func releaseOrder(_ number: UInt32) {
        records[Int(number)].next = freeOrder
        freeOrder = number
    }

    /// Hands out an empty level.
    mutating func takeLevel(side: Int, key: Int64) -> UInt32 {
        if freeLevel == Record.none { addSlab() }
        let number = freeLevel
        freeLevel = records[Int(number)].next
        records[Int(number)] = Record(
            next: number, previous: number, levelOrCount: 0, ownerOrCarry: 0, quantity: 0,
            name: Record.levelName(side: side, key: key))
        return number
    }

    /// Takes an empty level back.
    mutating func releaseLevel(_ number: UInt32) {
        records[Int(number)].next = freeLevel
        freeLevel = number
    }

    private mutating func addSlab() {
        while capacity - fresh < Self.slabCount { grow() }
        for number in (fresh..<fresh + Self.slabCount).reversed() {
            records[Int(number)].next = freeLevel
            freeLevel = number
        }
        fresh += Self.slabCount
    }

    @inline(never)
    private mutating func grow() {
        let larger = Block.capacity(after: Int(capacity))
        precondition(larger <= Int(UInt32.max), "a book holds less than 2³² orders and levels")
        Block.grow(&records, used: Int(fresh), to: larger)
        capacity = UInt32(larger)
    }
}
