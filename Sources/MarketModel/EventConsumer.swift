public import Primitives

/// Someone who folds the events of a run as they happen: metrics, a dashboard, a test.
public protocol EventConsumer: AnyObject {
    /// Takes an event in; called for every event of the run, in order.
    func consume(_ event: Event, in tick: Tick)
}
