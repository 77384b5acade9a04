import Glibc

/// Cuts a file that comes in pieces into its lines.
struct LineFeed {
    /// A longer line is no event: a run's whole scenario stands in one, and is far shorter.
    static let greatestLength = 1 << 27

    /// The beginning of a line whose end has not come yet.
    private var rest: [UInt8] = []

    /// Hands on the lines that end in a piece, each without its newline.
    ///
    /// - Throws: ``TooLong``, and what `body` throws.
    mutating func read(
        _ piece: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var start = 0
        while let end = Self.newline(in: piece, from: start) {
            let line = UnsafeRawBufferPointer(rebasing: piece[start..<end])
            if rest.isEmpty {
                try body(line)
            } else {
                rest.append(contentsOf: line)
                try rest.withUnsafeBytes(body)
                rest.removeAll(keepingCapacity: true)
            }
            start = end + 1
        }
        rest.append(contentsOf: piece[start...])
        if rest.count > Self.greatestLength { throw TooLong() }
    }

    /// Hands on the last line if no newline ended it.
    ///
    /// - Throws: What `body` throws.
    mutating func finish(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        if rest.isEmpty { return }
        try rest.withUnsafeBytes(body)
        rest.removeAll()
    }

    /// A line beyond what is kept in memory.
    struct TooLong: Error {}

    private static func newline(in piece: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < piece.count, let base = piece.baseAddress,
            let found = memchr(base + start, 0x0A, piece.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
