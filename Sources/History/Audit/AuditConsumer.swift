public import MarketModel
public import Primitives

/// Audits a run while it happens, and keeps the first finding for whoever drives it.
public final class AuditConsumer: EventConsumer {
    /// The audit so far, with the finding that ended it, if one did.
    public private(set) var auditor: Auditor

    /// Prepares to audit a run from its first event on.
    public init(market: MarketDescription) { auditor = Auditor(market: market) }

    /// Audits an event, unless one before it was wrong already.
    public func consume(_ event: Event, in tick: Tick) {
        if auditor.finding != nil { return }
        // The finding is kept by the auditor, and asked for between ticks.
        try? auditor.audit(event, in: tick)
    }

    /// Says whether the record may end here.
    ///
    /// - Throws: The first finding of the audit, or what had to follow.
    public func finish() throws(AuditFinding) { try auditor.finish() }
}
