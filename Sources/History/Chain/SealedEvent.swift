public import Primitives

/// An event as it was sealed, in the parts that a record keeps.
///
/// The parts are views of the chain's own buffer, so that storing copies once and encodes
/// nothing. They are valid only inside the call that hands them out.
public struct SealedEvent {
    /// The length of a hash in bytes.
    public static let hashByteCount = 32

    /// Its number in the run, from 0.
    public let sequence: Int64
    /// The tick it happened in.
    public let tick: Tick
    /// The name of its type in ASCII, without quotes.
    public let type: UnsafeRawBufferPointer
    /// The canonical JSON of its payload.
    public let payload: UnsafeRawBufferPointer
    /// The 32 bytes of its hash.
    public let hash: UnsafeRawBufferPointer

    /// Puts the parts of an event together.
    public init(
        sequence: Int64, tick: Tick, type: UnsafeRawBufferPointer,
        payload: UnsafeRawBufferPointer, hash: UnsafeRawBufferPointer
    ) {
        precondition(hash.count == Self.hashByteCount, "a hash has 32 bytes, got \(hash.count)")
        self.sequence = sequence
        self.tick = tick
        self.type = type
        self.payload = payload
        self.hash = hash
    }
}

/// Where sealed events go to be kept.
public protocol EventRecorder: AnyObject {
    /// Takes the event that was sealed last.
    ///
    /// - Throws: Whatever an earlier write has failed with; the run ends there.
    func record(_ event: SealedEvent) throws

    /// All events of a tick, or those before the first, are recorded.
    ///
    /// - Parameter ticksDone: How many ticks have closed.
    /// - Throws: Whatever an earlier write has failed with; the run ends there.
    func endTick(ticksDone: Int64) throws
}
