/// Where the world leaves its events until the runner seals them, in the order they happened.
public final class EventBuffer {
    /// The events since the buffer was last emptied.
    ///
    /// Appended to on the path of every action, by one thread and never while it is read, so
    /// the run-time check of exclusive access is left out.
    @exclusivity(unchecked)
    public private(set) var events: ContiguousArray<Event> = []

    /// Creates an empty buffer.
    public init() { events.reserveCapacity(1_024) }

    /// Records a fact.
    public func append(_ event: consuming Event) { events.append(event) }

    /// Shows every event in order, without copying it.
    @inlinable
    public func forEach(_ body: (borrowing Event) throws -> Void) rethrows {
        try events.withUnsafeBufferPointer { buffer in
            for index in buffer.indices { try body(buffer[index]) }
        }
    }

    /// Forgets the events, keeping the room for as many again.
    public func removeAll() { events.removeAll(keepingCapacity: true) }
}
