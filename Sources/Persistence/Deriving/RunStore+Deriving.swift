import History
import MarketModel

extension RunStore {
    /// Checks the record of a run and hands out the rows that follow from it.
    ///
    /// Rows of an order come when it ends, those of agents and of orders still open last.
    ///
    /// - Returns: What the check came to, and the sink with all it was given.
    /// - Throws: ``StoreError/broken(_:)`` where the record is, and what the sink throws.
    /// - Complexity: O(bytes of the events); in memory the open orders and what an audit keeps.
    public func derive<Sink: DerivedSink>(
        from run: StoredRun, _ options: DerivedOptions = DerivedOptions(), into sink: Sink
    ) throws -> (report: RecordReport, sink: Sink) {
        var fold: DerivedFold<Sink>?
        let report = try checkRecord(of: run) { checked in
            guard let event = checked.event else { return }
            if case .runCreated(let origin) = event, run.origin.kind == "exchange" {
                fold = try DerivedFold(origin, into: sink, options)
            }
            try fold?.take(event, sequence: checked.sequence, in: checked.tick)
        }
        try fold?.finish()
        return (report, fold?.sink ?? sink)
    }
}
