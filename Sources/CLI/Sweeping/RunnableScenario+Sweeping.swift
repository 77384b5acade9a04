import ScenarioKit

extension RunnableScenario {
    /// A scenario of a kind whose results a sweep has tables for.
    ///
    /// - Throws: ``CommandFailure`` for a laboratory.
    init(sweeping scenario: AnyScenario) throws(CommandFailure) {
        if scenario.kind == .laboratory {
            throw CommandFailure(
                status: .wrongInput,
                message: "'\(scenario.name)' is a laboratory, which 'compare' runs over seeds; a "
                    + "sweep takes exchanges and economies")
        }
        self.init(scenario)
    }
}
