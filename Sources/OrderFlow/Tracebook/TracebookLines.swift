/// Cuts what a host sends into lines, whatever the pieces it comes in.
///
/// Of a line that is too long only so much is kept that the session sees that it is.
public struct TracebookLines: ~Copyable {
    private var carried: [UInt8] = []

    /// Creates a splitter that has seen nothing.
    public init() {}

    /// Hands on every line that ends within these bytes, without its end, until `body` says
    /// that it wants no more.
    ///
    /// - Returns: Whether `body` wants more.
    public mutating func split(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Bool
    ) rethrows -> Bool {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            carry(rest[..<end])
            defer { carried.removeAll(keepingCapacity: true) }
            guard try carried.withUnsafeBytes(body) else { return false }
            rest = rest[(end + 1)...]
        }
        carry(rest)
        return true
    }

    /// Hands on the last line, empty unless it lacked its end.
    public mutating func finish(
        _ body: (UnsafeRawBufferPointer) throws -> Bool
    ) rethrows -> Bool {
        defer { carried.removeAll() }
        return try carried.withUnsafeBytes(body)
    }

    private mutating func carry(_ piece: Slice<UnsafeRawBufferPointer>) {
        let room = TracebookSession.greatestLine + 1 - carried.count
        carried.append(contentsOf: piece.prefix(room))
    }
}
