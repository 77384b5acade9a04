public import MarketModel
public import Primitives

/// The committed events of the run that is served, read beside the thread that owns it.
public protocol RunArchive: Sendable {
    /// Shows events in order.
    ///
    /// - Parameters:
    ///   - sequence: The number of the first.
    ///   - show: Returns whether it wants the next one.
    /// - Throws: What the store failed with.
    func forEachEvent(
        from sequence: Int64, _ show: (_ sequence: Int64, Event, Tick) -> Bool
    ) throws

    /// Shows events in the opposite order.
    ///
    /// - Parameters:
    ///   - sequence: The number after the first.
    ///   - show: Returns whether it wants the one before.
    /// - Throws: What the store failed with.
    func forEachEvent(
        before sequence: Int64, _ show: (_ sequence: Int64, Event, Tick) -> Bool
    ) throws
}
