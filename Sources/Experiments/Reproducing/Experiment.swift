import Kernel
import ScenarioKit

/// Why an experiment cannot be made, in words for its user.
public struct ExperimentFault: Error, CustomStringConvertible, Sendable {
    /// One line, or several.
    public let description: String

    /// Says what is wrong, and what to do.
    public init(_ description: String) { self.description = description }
}

/// Where an experiment reads its set-ups: scenario files below a folder.
public struct SetUps: Sendable {
    /// The folder that holds the packs.
    public let folder: String
    /// The folder that holds the sample of order flow, if anything does.
    public let data: String

    /// Names the folders.
    public init(folder: String, data: String) {
        self.folder = folder
        self.data = data
    }

    /// Reads a scenario.
    ///
    /// - Parameter name: Pack and file, without ending: `laboratory/smith-1962`.
    /// - Throws: ``ExperimentFault`` with everything that is wrong with the file.
    func read(_ name: String) throws(ExperimentFault) -> ScenarioReading<AnyScenario> {
        let path = "\(folder)/\(name).yaml"
        let reading = ScenarioReader.read(path: path)
        if reading.scenario != nil { return reading }
        let errors = reading.diagnostics.filter { $0.severity == .error }
        throw ExperimentFault(errors.map(\.description).joined(separator: "\n"))
    }

    /// Reads a laboratory with its seed.
    ///
    /// - Throws: ``ExperimentFault`` if it is none.
    func laboratory(
        _ name: String
    ) throws(ExperimentFault) -> (scenario: LaboratoryScenario, seed: UInt32) {
        let reading = try read(name)
        guard case .laboratory(let scenario)? = reading.scenario, let seed = reading.seed else {
            throw ExperimentFault("\(folder)/\(name).yaml: expected kind: laboratory")
        }
        return (scenario, seed)
    }

    /// Reads an economy with its seed.
    ///
    /// - Throws: ``ExperimentFault`` if it is none.
    func economy(
        _ name: String
    ) throws(ExperimentFault) -> (scenario: EconomyScenario, seed: UInt32) {
        let reading = try read(name)
        guard case .economy(let scenario)? = reading.scenario, let seed = reading.seed else {
            throw ExperimentFault("\(folder)/\(name).yaml: expected an economy")
        }
        return (scenario, seed)
    }
}

/// A published result that is made again from its scenario files.
public struct Experiment: Sendable {
    /// As the command takes it.
    public let name: String
    /// What it shows, in a line.
    public let summary: String
    /// Makes it.
    let make: @Sendable (SetUps) throws(ExperimentFault) -> [Finding]

    /// Makes the experiment.
    ///
    /// - Throws: ``ExperimentFault`` when a set-up cannot be read.
    public func findings(_ setUps: SetUps) throws(ExperimentFault) -> [Finding] {
        try make(setUps)
    }
}
