/// A run of any kind, as whoever drives it sees it: tick by tick, from the genesis to the end.
public protocol SteppedRun: AnyObject {
    /// The name that scenario and seed give the run: 16 hexadecimal digits.
    var runID: String { get }
    /// What happened is told here while it happens.
    var progress: RunProgress { get }
    /// The number of ticks that have closed.
    var ticksDone: Int64 { get }
    /// Whether the run has ended for good.
    var isOver: Bool { get }
    /// The number of events sealed so far.
    var eventCount: Int64 { get }
    /// The hash of the last event sealed; empty before the first.
    var headHash: String { get }

    /// Seals the genesis, once; a scenario without ticks ends there.
    ///
    /// - Throws: What the trace sink or the recorder throws.
    func begin() throws

    /// Runs one tick.
    ///
    /// - Precondition: The run has begun and is not over.
    /// - Throws: What the trace sink or the recorder throws.
    func advance() throws

    /// Ends the run for good between two ticks, on the operator's request.
    ///
    /// - Precondition: The run has begun and is not over.
    /// - Throws: What the trace sink or the recorder throws.
    func stop() throws
}

extension ExchangeRun: SteppedRun {}
extension EconomyRun: SteppedRun {}
