import Determinism
import MarketModel
import Primitives

// What the operator changed at the opening of a tick.
extension Auditor {
    mutating func branch(_ branched: RunBranched) throws(AuditFinding) {
        guard rules != nil, phase == .opening else {
            throw problem(.eventOrder, "no branch now", text(of: .runBranched(branched)))
        }
        let steps = branched.path.split(separator: ".", omittingEmptySubsequences: false)
        let isFee = steps.first == "instruments" && steps.count == 4 && steps[2] == "fees"
        let isParameter = steps.first == "agents" && steps.count == 4 && steps[2] == "parameters"
        try need(
            isFee || isParameter || steps.first == "incentives", .scenario,
            "a fee, a bot's parameter or an incentive", branched.path)
        do {
            try rules?.replace(branched.path, with: branched.value)
        } catch {
            throw problem(.scenario, error.expected, error.found)
        }
        if isFee, let venue = Int(steps[1]) { try changeFees(of: venue, branched) }
    }

    /// Sets the one rate that the branch names; the other stays as it is in force.
    private mutating func changeFees(
        of venue: Int, _ branched: RunBranched
    ) throws(AuditFinding) {
        let rate: Int64
        do {
            rate = try RecordedScenario(["rate": branched.value]).rate("rate")
        } catch {
            throw problem(.scenario, error.expected, error.found)
        }
        let isMaker = branched.path.hasSuffix(".maker_bps")
        try changeFees(
            venue,
            FeeSchedule(
                maker: BasisPoints(units: isMaker ? rate : venues[venue].makerRate),
                taker: BasisPoints(units: isMaker ? venues[venue].takerRate : rate)))
    }
}
