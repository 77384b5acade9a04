/// A ring of bits with a summary of its words, so that no search walks over empty words.
///
/// The bits are read downwards as a ring: below bit 0 comes the highest bit.
struct TwoStepBitmap {
    /// The bits, 64 a word.
    let words: UnsafeMutablePointer<UInt64>
    /// One bit for each word that is not zero.
    private let summary: UnsafeMutablePointer<UInt64>
    private let wordCount: Int

    private var summaryCount: Int { (wordCount + 63) >> 6 }

    /// Creates a bitmap of `bitCount` bits, none of them set.
    ///
    /// - Precondition: `bitCount` is a power of two, and at least 64.
    init(bitCount: Int) {
        precondition(bitCount >= 64 && bitCount & (bitCount - 1) == 0, "\(bitCount) bits")
        wordCount = bitCount >> 6
        let all = wordCount + (wordCount + 63) >> 6
        words = Block.allocate(repeating: 0, count: all)
        summary = words + wordCount
    }

    func deallocate() { words.deallocate() }

    var memoryBytes: Int { (wordCount + summaryCount) * 8 }

    @inline(__always)
    func contains(_ bit: Int) -> Bool { words[bit >> 6] >> UInt64(bit & 63) & 1 != 0 }

    @inline(__always)
    func insert(_ bit: Int) {
        let word = bit >> 6
        words[word] |= 1 &<< UInt64(truncatingIfNeeded: bit & 63)
        summary[word >> 6] |= 1 &<< UInt64(truncatingIfNeeded: word & 63)
    }

    @inline(__always)
    func remove(_ bit: Int) {
        let word = bit >> 6
        let left = words[word] & ~(1 &<< UInt64(truncatingIfNeeded: bit & 63))
        words[word] = left
        if left == 0 { clearSummary(word) }
    }

    /// Takes the lowest bit out of a word.
    ///
    /// - Returns: The bit, or `nil` when the word has none.
    func removeLowest(inWord word: Int) -> Int? {
        let bits = words[word]
        if bits == 0 { return nil }
        let bit = word << 6 | bits.trailingZeroBitCount
        remove(bit)
        return bit
    }

    private func clearSummary(_ word: Int) {
        summary[word >> 6] &= ~(1 &<< UInt64(truncatingIfNeeded: word & 63))
    }

    /// The first word with a bit in it, going down the ring from below `word`; at last `word`
    /// itself. `nil` when no bit is set.
    func wordBelow(_ word: Int) -> Int? {
        let start = word >> 6
        let below = (1 &<< UInt64(truncatingIfNeeded: word & 63)) &- 1 as UInt64
        if let found = highest(in: start, of: below) { return found }
        var index = start
        for _ in 1..<max(1, summaryCount) {
            index = index == 0 ? summaryCount - 1 : index - 1
            if let found = highest(in: index, of: .max) { return found }
        }
        return highest(in: start, of: ~below)
    }

    /// The first word with a bit in it, going up the ring from `word` on. `nil` when none is.
    func wordAtOrAbove(_ word: Int) -> Int? {
        let start = word >> 6
        let below = (1 &<< UInt64(truncatingIfNeeded: word & 63)) &- 1 as UInt64
        if let found = lowest(in: start, of: ~below) { return found }
        var index = start
        for _ in 1..<max(1, summaryCount) {
            index = index + 1 == summaryCount ? 0 : index + 1
            if let found = lowest(in: index, of: .max) { return found }
        }
        return lowest(in: start, of: below)
    }

    private func highest(in index: Int, of mask: UInt64) -> Int? {
        let bits = summary[index] & mask
        return bits == 0 ? nil : index << 6 | (63 - bits.leadingZeroBitCount)
    }

    private func lowest(in index: Int, of mask: UInt64) -> Int? {
        let bits = summary[index] & mask
        return bits == 0 ? nil : index << 6 | bits.trailingZeroBitCount
    }
}
