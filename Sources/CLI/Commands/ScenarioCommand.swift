import Analytics
import ArgumentParser
import Determinism
import ScenarioKit

/// `catallaxy scenario`: what scenario files say, and what they may say.
struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Check, complete and list scenario files.",
        subcommands: [
            ScenarioValidateCommand.self, ScenarioShowCommand.self, ScenarioSchemaCommand.self,
            ScenarioListCommand.self,
        ])
}

/// `catallaxy scenario validate`: everything wrong with some files, without running them.
struct ScenarioValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check scenario files without running them.",
        discussion: """
            Every error and every warning of every file comes on a line of its own, with line, \
            column and place in the document. The exit status is 2 if any file has an error.
            """)

    @Argument(help: "Scenario files.")
    var files: [String]

    @Flag(help: "No warnings, and no word about files without errors.")
    var quiet = false

    func run() throws {
        var isGood = true
        for file in files {
            let reading = ScenarioReader.read(path: file)
            for diagnostic in reading.diagnostics
            where diagnostic.severity == .error || !quiet {
                StandardStreams.note(diagnostic.description)
            }
            if let scenario = reading.scenario {
                let name = TerminalText.escaped(file)
                if !quiet { StandardStreams.printOrExit("\(name): \(scenario.words)\n") }
            } else {
                isGood = false
            }
        }
        if !isGood { throw ExitCode(ExitStatus.wrongInput.rawValue) }
    }
}

/// `catallaxy scenario show`: a scenario with nothing left unsaid.
struct ScenarioShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print a scenario with every default filled in.",
        discussion: "What is printed reads back to the same scenario; comments say units.")

    @Argument(help: "A scenario file.")
    var file: String

    func run() throws {
        let reading = ScenarioReader.read(path: file)
        for diagnostic in reading.diagnostics { StandardStreams.note(diagnostic.description) }
        guard let text = reading.completedText else {
            throw ExitCode(ExitStatus.wrongInput.rawValue)
        }
        StandardStreams.printOrExit(text)
    }
}

/// `catallaxy scenario schema`: what an editor needs to complete and check scenario files.
struct ScenarioSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of scenario files.",
        discussion: """
            Editors with a YAML language server find the shipped schema by the first line of \
            each shipped scenario.
            """)

    @Option(
        help: "Only one kind: exchange, economy or laboratory.",
        transform: { word in
            if let kind = ScenarioKind(rawValue: word) { return kind }
            let known = ScenarioKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("found '\(word)', expected one of \(known)")
        })
    var kind: ScenarioKind?

    func run() {
        StandardStreams.printOrExit(IndentedJSON.text(ScenarioSchema.document(of: kind)))
    }
}

extension AnyScenario {
    /// What it is, in a few words.
    fileprivate var words: String {
        let count = agentCount == 1 ? "1 agent" : "\(agentCount) agents"
        return "\(kind.rawValue) \(name), \(count), \(institutionName)"
    }
}
