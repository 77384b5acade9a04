import ArgumentParser
import Glibc
import ScenarioKit

/// `catallaxy generate`: draws economies and writes them as scenario files.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Draw an economy and write it as a scenario file.",
        discussion: """
            Presets: minimal, standard, large, money_demo, mixed_economy. Without one, agents, \
            grid, inventory range, utilities and resources are required; what is said besides \
            a preset wins over it. The same arguments give the same bytes. A file that exists \
            is kept unless --force is given.
            """)

    @Argument(help: "What the scenario is called: [a-z0-9][a-z0-9._-]*, at most 64 characters.")
    var name: String

    @OptionGroup var options: GenerateOptions

    @Option(parsing: .unconditional, help: "The seed of what is drawn, 0…4294967295.")
    var seed = "0"

    @Option(
        parsing: .unconditional,
        help: "How many scenarios, NAME-1 to NAME-COUNT, each with the next seed.")
    var count: String?

    @Option(help: "The folder to write to; made if it is missing.")
    var output = "."

    @Flag(help: "Replace files that exist.")
    var force = false

    @Flag(help: "Read every file back once it is written, warnings and all.")
    var validate = false

    func run() throws {
        let drafts = try drafts()
        if !force {
            for draft in drafts where draft.file.exists { throw Self.kept(draft.file) }
        }
        try makeFolder()
        for draft in drafts {
            do {
                try draft.file.write(draft.text, replacing: force)
            } catch {
                if error.code == EEXIST, !force { throw Self.kept(draft.file) }
                throw CommandFailure(
                    status: .writeFault, message: "\(error.name) cannot be written: \(error.reason)"
                )
            }
            StandardStreams.printOrExit(draft.file.path + "\n")
            if validate { try readBack(draft.file.path) }
        }
    }

    /// A scenario that is drawn and checked, but not written yet.
    private struct Draft {
        var file: NewFile
        var text: String
    }

    private func drafts() throws -> [Draft] {
        var faults = Self.faults(ofName: name, count: count)
        let firstSeed = UInt32(seed).flatMap { String($0) == seed ? $0 : nil }
        if firstSeed == nil {
            faults.append("--seed: found '\(seed)', expected a whole number from 0 to 4294967295")
        }
        let generator: EconomyGenerator?
        switch EconomyPlan.understand(options.said) {
        case .success(let plan): generator = EconomyGenerator(plan)
        case .failure(let wrong):
            generator = nil
            faults += wrong.all.map(\.description)
        }
        guard faults.isEmpty, let generator, let firstSeed else { throw Self.refused(faults) }
        guard let count = count.flatMap({ UInt32($0) }) else {
            return [try draft(generator, name, firstSeed)]
        }
        guard count <= UInt32.max - firstSeed else {
            throw Self.refused(["--count: the last seed would be above 4294967295"])
        }
        return try (1...count).map { number in
            try draft(generator, "\(name)-\(number)", firstSeed + (number - 1))
        }
    }

    private func draft(
        _ generator: EconomyGenerator, _ name: String, _ seed: UInt32
    ) throws -> Draft {
        let file = NewFile(path: output == "." ? "\(name).yaml" : "\(output)/\(name).yaml")
        let text: String
        do {
            text = try generator.text(name: name, seed: seed)
        } catch {
            throw Self.refused([error.description])
        }
        // Only a setting can bring an error in, and only before anything is written.
        let reading = ScenarioReader.read(bytes: Array(text.utf8), file: file.path)
        guard reading.scenario != nil else {
            let errors = reading.diagnostics.filter { $0.severity == .error }
            throw Self.refused(errors.map(\.description))
        }
        return Draft(file: file, text: text)
    }

    private func makeFolder() throws {
        if mkdir(output, 0o777) == 0 || errno == EEXIST { return }
        throw CommandFailure(
            status: .writeFault,
            message: "\(output) cannot be made: \(String(cString: strerror(errno)))")
    }

    private func readBack(_ path: String) throws {
        let reading = ScenarioReader.read(path: path)
        for diagnostic in reading.diagnostics { StandardStreams.note(diagnostic.description) }
        if reading.hasErrors { throw ExitCode(ExitStatus.writeFault.rawValue) }
    }

    private static func faults(ofName name: String, count: String?) -> [String] {
        var faults: [String] = []
        // The number that a count adds belongs to the name.
        let longest = count.map { "\(name)-\($0)" } ?? name
        if !TextRule.scenarioName.allows(longest) {
            faults.append("NAME: found '\(name)', expected \(TextRule.scenarioName.summary)")
        }
        if let count, !(1...10_000).contains(Int(count) ?? 0) || String(Int(count) ?? 0) != count {
            faults.append("--count: found '\(count)', expected a whole number from 1 to 10000")
        }
        return faults
    }

    private static func kept(_ file: NewFile) -> CommandFailure {
        CommandFailure(
            status: .wrongInput,
            message: "\(file.path) exists and is kept; --force replaces it")
    }

    /// All faults but the last are said at once; the last ends the command.
    private static func refused(_ faults: [String]) -> any Error {
        for fault in faults { StandardStreams.complain(fault) }
        return ExitCode(ExitStatus.wrongInput.rawValue)
    }
}
