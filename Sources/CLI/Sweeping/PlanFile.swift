import ScenarioKit
import Sweeping

/// A YAML file that says what a sweep is to run.
struct PlanFile {
    private let path: String
    private let description: SweepDescription

    /// Reads the file.
    ///
    /// - Throws: ``AlreadySaid`` after saying everything that is wrong.
    init(_ path: String) throws {
        self.path = path
        let reading = SweepDescription.read(path: path)
        for diagnostic in reading.diagnostics { StandardStreams.note(diagnostic.description) }
        guard let description = reading.description else {
            throw AlreadySaid(status: .wrongInput)
        }
        self.description = description
    }

    /// What it says, its scenarios where they lie.
    func preparation(isQuiet: Bool) throws -> SweepPreparation {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        return try CommandFailure.wording { () throws(SweepWordFault) in
            var axes = description.settings.map {
                SweepPlan.Axis(path: $0.path, values: $0.values)
            }
            for text in description.vary { axes.append(try SweepPlan.Axis(varying: text)) }
            return SweepPreparation(
                files: description.scenarios.map { $0.hasPrefix("/") ? $0 : folder + $0 },
                axes: axes, seeds: try SweepSeeds.parse(description.seeds),
                ticks: description.ticks, isQuiet: isQuiet)
        }
    }
}
