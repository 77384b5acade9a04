extension EconomyScenario: BranchableScenario {
    /// What a branch may change.
    public static let openToBranches =
        "a rule (params.…) but for what money is, or a protocol (search_protocol, "
        + "matching_protocol, bargaining_protocol)"

    /// What agents want, and what their units are, is theirs from the start.
    private static let fixedParameters = [
        "money_scale", "money_mode", "money_utility_form", "M_0", "lambda_money",
    ]

    /// Whether a path names a rule and nothing that fixes the world.
    public static func isOpen(toBranchesAt path: String) -> Bool {
        let steps = path.split(separator: ".")
        switch steps.first {
        case "params": return steps.count > 1 && !fixedParameters.contains(String(steps[1]))
        case "search_protocol", "matching_protocol", "bargaining_protocol": return true
        default: return false
        }
    }

    /// Whether a run of `before` can go on as one of this scenario.
    public func isBranch(of before: EconomyScenario) -> Bool {
        var changed = before
        changed.parameters = parameters
        changed.search = search
        changed.matching = matching
        changed.bargaining = bargaining
        return changed == self
    }
}
