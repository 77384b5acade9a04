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
        var exchange: DerivedFold<Sink>?
        var economy: EconomyDerivedFold<Sink>?
        let report = try checkRecord(of: run) { checked in
            guard let event = checked.event else { return }
            if case .runCreated(let origin) = event {
                if run.origin.kind == "exchange" {
                    exchange = try DerivedFold(origin, into: sink, options)
                } else if run.origin.kind == "economy" && options.telemetry != .none {
                    economy = EconomyDerivedFold(origin, into: sink, options.telemetry)
                }
            }
            try exchange?.take(event, sequence: checked.sequence, in: checked.tick)
            try economy?.take(event, in: checked.tick)
        }
        try exchange?.finish()
        return (report, exchange?.sink ?? economy?.sink ?? sink)
    }
}
