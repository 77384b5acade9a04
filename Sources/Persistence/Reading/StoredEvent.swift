/// An event as its row has it, with the bytes that the row gives back.
///
/// The views are valid only inside the call that hands them out.
public struct StoredEvent {
    /// Its number in the run, by the row's id.
    public let sequence: Int64
    /// The number of its tick.
    public let tick: Int64
    /// The name of its type.
    public let type: UnsafeRawBufferPointer
    /// What the column `agent` holds.
    public let agent: Int64?
    /// The canonical JSON of its payload.
    public let payload: UnsafeRawBufferPointer
    /// The hash before it that the row names; empty for the first.
    public let previousHash: UnsafeRawBufferPointer
    /// The hash that the row names.
    public let hash: UnsafeRawBufferPointer
    /// The canonical bytes that the row and its run give back.
    public let bytes: UnsafeRawBufferPointer
    /// The hash of ``bytes``.
    public let computedHash: UnsafeRawBufferPointer
    /// A column that holds another kind of value than it should.
    let oddColumn: String?
}

/// A row of `events` as it stands, nothing computed; its views are the cursor's.
struct StoredRow {
    let sequence: Int64
    let tick: Int64
    let type: UnsafeRawBufferPointer
    let agent: Int64?
    let payload: UnsafeRawBufferPointer
    let previousHash: UnsafeRawBufferPointer
    let hash: UnsafeRawBufferPointer
    /// A column that holds another kind of value than it should.
    let oddColumn: String?
}
