import MarketModel
import Primitives

// Which auditor follows depends on the kind of the run.
extension RecordVerifier {
    @inline(__always)
    mutating func audit(_ event: Event, in tick: Tick) throws(RecordFinding) {
        do {
            if economyAuditor != nil {
                try economyAuditor?.audit(event, in: tick)
            } else if laboratoryAuditor != nil {
                try laboratoryAuditor?.audit(event, in: tick)
            } else {
                try auditor.audit(event, in: tick)
            }
        } catch {
            throw RecordFinding(error, at: count)
        }
    }

    mutating func auditEnd(mayLeaveTickOpen: Bool) throws(RecordFinding) {
        do {
            if economyAuditor != nil {
                try economyAuditor?.finish()
            } else if laboratoryAuditor != nil {
                try laboratoryAuditor?.finish()
            } else {
                try auditor.finish(mayLeaveTickOpen: mayLeaveTickOpen)
            }
        } catch {
            throw RecordFinding(error, at: count)
        }
    }
}
