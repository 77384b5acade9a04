import History

extension RunStore {
    /// Makes the derived tables of a run anew from its events, which are checked on the way.
    ///
    /// The tables are filled in several transactions; ``StoredRun/derivedCount`` is 0 meanwhile
    /// and stays so if it ends early.
    ///
    /// - Returns: What the check of the events came to.
    /// - Throws: ``StoreError/broken(_:)`` where the record is,
    ///   ``StoreError/alreadyWritten(run:pid:)`` while the run is being written.
    @discardableResult
    public func rebuild(
        _ run: Int64, _ options: DerivedOptions = DerivedOptions()
    ) throws(StoreError) -> RecordReport {
        let lock = try lock(run)
        defer { lock.release() }
        let stored = try self.run(run)
        // Rows are read by a connection of their own while this one fills the tables.
        let reader = try RunStore(path, for: .reading)
        do {
            let (report, filler) = try reader.derive(
                from: stored, options, into: TableFiller(self, run))
            let hasTables = options.leavesTables(ofKind: stored.origin.kind)
            try filler.finish(covering: hasTables ? report.eventCount : 0)
            return report
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
