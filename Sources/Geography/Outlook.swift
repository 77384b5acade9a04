public import CMemoryHints

/// Where a table lies, to have the processor fetch what will soon be looked at.
///
/// Who acts by id meets others at random places of large tables: asked for some agents ahead,
/// what they need comes while others act. It changes nothing but the time that takes. A table
/// that has moved meanwhile is fetched where it was, for nothing.
@frozen
public struct Outlook<Element> {
    @usableFromInline let base: UnsafePointer<Element>?

    /// Notes where a table lies.
    @inlinable
    @inline(__always)
    public init(_ table: [Element]) { base = table.withUnsafeBufferPointer { $0.baseAddress } }

    /// Has the processor fetch an element; one that does not exist is of no consequence.
    @inlinable
    @inline(__always)
    public func expect(_ index: Int) {
        guard let base else { return }
        hint_will_read(base + index)
        // A larger one often lies across two cache lines.
        if MemoryLayout<Element>.stride > 32 { hint_will_read(base + index + 1) }
    }
}
