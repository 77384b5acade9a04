/// An agent and whom it might be paired with.
struct RankedCandidate {
    /// Not negative.
    var score: Double
    var agent: Int32
    var partner: Int32
}

extension [RankedCandidate] {
    /// Puts the best scores first; equal ones stay in the order they are in.
    ///
    /// The bits of numbers that are not negative are in the order of the numbers: digit by
    /// digit, from the last, takes as long per candidate however many there are.
    ///
    /// - Complexity: O(candidates).
    mutating func sortByScore() {
        var counts = [Int](repeating: 0, count: 8 * 256)
        for candidate in self {
            let key = candidate.key
            for digit in 0..<8 { counts[digit << 8 | Int(key >> (8 * digit) & 255)] += 1 }
        }
        var sorted = self
        for digit in 0..<8 {
            let first = digit << 8
            // A digit all have in common puts nothing in order.
            if counts[first..<first + 256].contains(count) { continue }
            var place = 0
            for value in first..<first + 256 {
                (counts[value], place) = (place, place + counts[value])
            }
            for candidate in self {
                let value = first | Int(candidate.key >> (8 * digit) & 255)
                sorted[counts[value]] = candidate
                counts[value] += 1
            }
            swap(&self, &sorted)
        }
    }
}

extension RankedCandidate {
    /// Falls as the score rises.
    fileprivate var key: UInt64 { ~score.bitPattern }
}
