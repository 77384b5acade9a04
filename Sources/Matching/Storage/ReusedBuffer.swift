/// Room for values that are written, read once and forgotten; as large as there ever were many.
struct ReusedBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var start: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        start = Block.allocate(Element.self, count: capacity)
    }

    deinit { start.deallocate() }

    var memoryBytes: Int { capacity * MemoryLayout<Element>.stride }

    /// The values, until the next one is appended.
    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        start[count] = element
        count &+= 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = Block.capacity(after: capacity)
        Block.grow(&start, used: count, to: larger)
        capacity = larger
    }
}
