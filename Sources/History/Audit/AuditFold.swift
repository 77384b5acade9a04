import MarketModel
import Primitives

/// What the auditors of all kinds of runs do alike: they take events in until one breaks a rule.
protocol AuditFold {
    /// The number of events audited.
    var eventCount: Int64 { get set }
    /// What was found, if anything; the audit has ended there.
    var finding: AuditFinding? { get set }
    /// The tick that the record is in.
    var tick: Int64 { get }

    /// Checks an event, and takes in what it changes.
    mutating func follow(_ event: Event, in tick: Tick) throws(AuditFinding)
}

extension AuditFold {
    /// Follows the next event, unless an earlier one broke a rule.
    mutating func take(_ event: Event, in tick: Tick) throws(AuditFinding) {
        if let finding { throw finding }
        do {
            try follow(event, in: tick)
        } catch {
            finding = error
            throw error
        }
        eventCount += 1
    }

    /// A finding at the present event.
    func problem(
        _ rule: AuditFinding.Rule, _ expected: String, _ found: String
    ) -> AuditFinding {
        AuditFinding(
            sequence: eventCount, tick: Tick(tick), rule: rule, expected: expected,
            found: found)
    }

    /// Throws a finding unless something holds.
    func need(
        _ holds: Bool, _ rule: AuditFinding.Rule, _ expected: @autoclosure () -> String,
        _ found: @autoclosure () -> String
    ) throws(AuditFinding) {
        if !holds { throw problem(rule, expected(), found()) }
    }

    /// Says that an event is of the tick that the record is in.
    func need(_ tick: Tick) throws(AuditFinding) {
        try need(
            tick.index == self.tick, .eventOrder, "tick \(self.tick)", "tick \(tick.index)")
    }
}
