import Determinism
import History
import Kernel
import MarketModel
import ScenarioKit
import Sweeping

/// Reads what a sweep is to run; everything wrong with it is said before anything runs.
struct SweepPreparation {
    /// How many variants may be wrong before the rest is not looked at: they mostly share
    /// their mistake.
    private static let mostWrongVariants = 10

    /// Scenario files, as the user named them.
    var files: [String]
    var axes: [SweepPlan.Axis]
    var seeds: ClosedRange<UInt32>
    var ticks: String?
    var isQuiet = false

    /// The plan, every one of whose variants can be run.
    ///
    /// - Throws: ``AlreadySaid`` after saying what is wrong.
    func plan() throws -> SweepPlan {
        let scenarios = try files.map(read)
        let plan = SweepPlan(scenarios: scenarios, axes: axes, seeds: seeds, ticks: ticks)
        guard plan.countedVariants != nil else {
            throw CommandFailure(
                status: .wrongInput, message: "the product of --set and --seeds has no end")
        }
        for (index, axis) in axes.enumerated()
        where axes[..<index].contains(where: { $0.path == axis.path }) {
            throw CommandFailure(
                status: .wrongInput, message: "--set: '\(axis.path)' is given values twice")
        }
        try Self.check(plan, named: files)
        return plan
    }

    private func read(_ path: String) throws -> SweepPlan.Scenario {
        if let hint = ScenarioPath.hint(for: path) {
            throw CommandFailure(status: .wrongInput, message: hint)
        }
        let reading = ScenarioReader.read(path: path)
        for diagnostic in reading.diagnostics where diagnostic.severity == .error || !isQuiet {
            StandardStreams.note(diagnostic.description)
        }
        guard let scenario = reading.scenario, let text = reading.text else {
            throw AlreadySaid(status: .wrongInput)
        }
        return SweepPlan.Scenario(name: try RunnableScenario(sweeping: scenario).name, text: text)
    }

    /// Reads every variant as it will be run.
    ///
    /// - Parameter files: What the scenarios are called in messages.
    static func check(_ plan: SweepPlan, named files: [String]) throws {
        var wrong = 0
        var known: [String: Int] = [:]
        for number in 1...plan.variantCount {
            let variant = plan.variant(number)
            let file = files[variant.scenario]
            let reading = PreparedVariant.read(variant, of: plan, file: file)
            let errors = reading.diagnostics.filter { $0.severity == .error }
            if !errors.isEmpty {
                for error in errors {
                    StandardStreams.note("\(error) (variant \(number): \(variant.settingsText))")
                }
                wrong += 1
                if wrong == mostWrongVariants { break }
                continue
            }
            guard let scenario = reading.scenario else { continue }
            let document = try RunnableScenario(sweeping: scenario).document
            let hash = Digest.hex(of: CanonicalJSON.encode(document))
            if let twin = known.updateValue(number, forKey: hash) {
                throw CommandFailure(
                    status: .wrongInput,
                    message: "variants \(twin) and \(number) are the same: "
                        + "\(plan.variant(twin).settingsText) and \(variant.settingsText) of "
                        + "'\(file)'; name each scenario and each value once")
            }
        }
        if wrong > 0 { throw AlreadySaid(status: .wrongInput) }
    }
}

/// A combination of scenario and settings, read for one thread alone.
struct PreparedVariant {
    let variant: SweepVariant
    let scenario: RunnableScenario
    let document: JSONValue
    let settingsText: String
    /// What kind each agent is, by its id; empty where the events say it.
    let kinds: [String]

    /// - Throws: ``CommandFailure`` if it cannot be run; a checked plan has no such variant.
    init(_ number: Int, of plan: SweepPlan) throws(CommandFailure) {
        variant = plan.variant(number)
        let file = plan.scenarios[variant.scenario].name
        let reading = Self.read(variant, of: plan, file: file)
        guard let scenario = reading.scenario else {
            let error = reading.diagnostics.first { $0.severity == .error }
            throw CommandFailure(
                status: .wrongInput, message: error?.description ?? "\(file) cannot be read")
        }
        self.scenario = try RunnableScenario(sweeping: scenario)
        document = self.scenario.document
        settingsText = variant.settingsText
        kinds = self.scenario.agentKinds
    }

    static func read(
        _ variant: SweepVariant, of plan: SweepPlan, file: String
    ) -> ScenarioReading<AnyScenario> {
        let settings = variant.settings.map { ScenarioSetting(path: $0.path, text: $0.text) }
        return ScenarioReader.read(
            bytes: Array(plan.scenarios[variant.scenario].text.utf8), file: file,
            overrides: ScenarioOverrides(seed: nil, ticks: plan.ticks, settings: settings))
    }
}

extension RunnableScenario {
    /// What kind each agent is, by its id: the name its group has, numbered where several
    /// groups share it, since they differ in something else.
    var agentKinds: [String] {
        guard case .exchange(let scenario) = self else { return [] }
        let names = scenario.agents.map(\.name)
        var seen: [String: Int] = [:]
        var kinds: [String] = []
        for group in scenario.agents {
            seen[group.name, default: 0] += 1
            let isShared = names.count { $0 == group.name } > 1
            let kind = isShared ? "\(group.name)#\(seen[group.name, default: 0])" : group.name
            kinds += [String](repeating: kind, count: group.count)
        }
        return kinds
    }
}
