import CMemoryHints

/// Blocks of plain values outside the reach of reference counting.
enum Block {
    /// Blocks from here on are aligned to, and ask for, huge pages: a large book touches its
    /// orders at random, and would otherwise miss a translation with nearly every order.
    private static let hugePageBytes = 2 << 20

    /// Reserves room for `count` values, not initialised.
    static func allocate<Value: BitwiseCopyable>(
        _ type: Value.Type, count: Int
    ) -> UnsafeMutablePointer<Value> {
        var bytes = max(1, count) * MemoryLayout<Value>.stride
        let isLarge = bytes >= hugePageBytes
        if isLarge { bytes = (bytes + hugePageBytes - 1) & ~(hugePageBytes - 1) }
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: bytes, alignment: isLarge ? hugePageBytes : 64)
        if isLarge { hint_huge_pages(raw, bytes) }
        return raw.bindMemory(to: type, capacity: max(1, count))
    }

    /// Reserves room for `count` values, all of them `value`.
    static func allocate<Value: BitwiseCopyable>(
        repeating value: Value, count: Int
    ) -> UnsafeMutablePointer<Value> {
        let block = allocate(Value.self, count: count)
        block.initialize(repeating: value, count: count)
        return block
    }

    /// Moves the first `used` values of `block` into a block with room for `count`.
    static func grow<Value: BitwiseCopyable>(
        _ block: inout UnsafeMutablePointer<Value>, used: Int, to count: Int
    ) {
        let larger = allocate(Value.self, count: count)
        larger.update(from: block, count: used)
        block.deallocate()
        block = larger
    }

    /// The capacity after `capacity`: twice as large while small; an eighth more when large,
    /// so that little of a large book's memory is idle.
    static func capacity(after capacity: Int) -> Int {
        max(64, capacity < 1 << 18 ? capacity * 2 : capacity + capacity / 8)
    }
}
