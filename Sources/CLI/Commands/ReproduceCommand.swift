import Analytics
import ArgumentParser
import Determinism
import Experiments

/// `catallaxy reproduce`: published results, made again and held against their bands.
struct ReproduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce",
        abstract: "Make published results again, and say whether the figures are theirs.",
        discussion: """
            Every set-up is a scenario file below --scenarios, in the packs laboratory and \
            experiments: change a number there and run it again. A table has the published \
            figure, that of an independent simulation, ours with its 95 % interval, and the band \
            ours has to be in. Exit status 1 when one is outside.

            Experiments: \(Experiment.all.map { "\($0.name), \($0.summary)" }
                .joined(separator: "; ")).
            """)

    @Argument(help: "Which experiments.")
    var names: [String] = []

    @Flag(help: "All of them.")
    var all = false

    @Option(help: ArgumentHelp("Where the packs of scenarios are.", valueName: "folder"))
    var scenarios = "Scenarios"

    @Option(
        help: ArgumentHelp(
            "Where the LOBSTER sample is; skipped where it is not.", valueName: "folder"))
    var data = "../shared/data/lobster"

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    func validate() throws {
        if all != names.isEmpty {
            throw ValidationError("name experiments, or give --all")
        }
        for name in names where Experiment.named(name) == nil {
            let known = Experiment.all.map(\.name).joined(separator: ", ")
            throw ValidationError("no experiment is called '\(name)'; expected \(known)")
        }
    }

    func run() throws {
        let chosen = all ? Experiment.all : names.compactMap { Experiment.named($0) }
        let setUps = SetUps(folder: scenarios, data: data)
        var tables: [FindingTable] = []
        for experiment in chosen {
            let table = try make(experiment, setUps)
            if !json { show(table) }
            tables.append(table)
        }
        let isReproduced = tables.allSatisfy(\.isReproduced)
        if json {
            let document: JSONValue = [
                "schema_version": 1, "reproduced": .bool(isReproduced),
                "experiments": .array(tables.map(\.document)),
            ]
            StandardStreams.printOrExit(CanonicalJSON.text(document) + "\n")
        }
        if !isReproduced { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }

    private func make(_ experiment: Experiment, _ setUps: SetUps) throws -> FindingTable {
        let start = ContinuousClock.now
        do {
            let findings = try experiment.findings(setUps)
            let seconds = (ContinuousClock.now - start).seconds
            return FindingTable(experiment, findings, seconds: seconds)
        } catch {
            throw CommandFailure(status: .wrongInput, message: "\(error)")
        }
    }

    private func show(_ table: FindingTable) {
        let isStyled = StandardStreams.outputTakesStyles
        let title = isStyled ? "\u{1B}[1m\(table.title)\u{1B}[0m" : table.title
        let lines = [title] + table.lines
        StandardStreams.printOrExit(lines.joined(separator: "\n") + "\n\n")
    }
}
