import ArgumentParser
import Glibc
import Persistence

/// The command. Each sub-command is a file in `Commands/`.
@main
struct Catallaxy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catallaxy",
        abstract: "A market laboratory: agents, exchanges, and a record anyone can check.",
        discussion: """
            Exit status: 0 fine; 1 a check failed; 2 wrong usage or input; 3 a fault while \
            writing; 4 a record found wrong; 129, 130 or 143 after a signal.
            """,
        version: engineVersion,
        subcommands: [
            RunCommand.self, RunsCommand.self, BranchCommand.self, VerifyCommand.self,
            ReplayCommand.self, DiffCommand.self, ExportCommand.self, ReportCommand.self,
            ScenarioCommand.self, GenerateCommand.self, ServeCommand.self, SweepCommand.self,
            TournamentCommand.self, MergeCommand.self,
            CompareCommand.self, ReproduceCommand.self, MatchCommand.self, BenchCommand.self,
            FuzzCommand.self,
        ])

    /// The version of the program, as stores note it.
    static let engineVersion = "0.1.0"

    /// Parses the command line and runs; every failure is one line on standard error.
    static func main() {
        StandardStreams.prepare()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            StandardStreams.complain(failure.message)
            Glibc.exit(failure.status.rawValue)
        } catch let said as AlreadySaid {
            Glibc.exit(said.status.rawValue)
        } catch let fault as StoreError {
            let failure = CommandFailure(fault)
            StandardStreams.complain(failure.message)
            Glibc.exit(failure.status.rawValue)
        } catch {
            leave(after: error)
        }
    }

    /// Ends after help, a version, a plain exit, or wrong usage.
    private static func leave(after error: any Error) -> Never {
        let code = exitCode(for: error)
        guard code == .validationFailure else {
            let text = fullMessage(for: error)
            if code.isSuccess, !text.isEmpty { StandardStreams.printOrExit(text + "\n") }
            if !code.isSuccess, !text.isEmpty { StandardStreams.complain(text) }
            Glibc.exit(code.rawValue)
        }
        let hint = UsageHint(CommandLine.arguments.dropFirst(), from: Self.self)
        StandardStreams.complain(hint.message(for: message(for: error)))
        Glibc.exit(ExitStatus.wrongInput.rawValue)
    }
}
