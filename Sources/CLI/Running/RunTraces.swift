import ArgumentParser
import ScenarioKit

/// The files that `run` writes while it runs: the events, and an economy's ticks.
struct RunTraces {
    let events: TraceFile?
    let ticks: TickTraceFile?
    /// Whether one of them is standard output, so that the summary goes elsewhere.
    let useStandardOutput: Bool

    /// Opens what the options name.
    ///
    /// - Throws: ``CommandFailure`` if one cannot be written, or would overwrite an input.
    init(_ options: RunCommand, of plan: RunPlan) throws {
        if options.trace != nil, plan.scenario.kind != .economy {
            throw ValidationError("--trace is of economies; --trace-events has any run's events")
        }
        if let path = options.trace, path == options.traceEvents {
            throw ValidationError("--trace and --trace-events both want '\(path)'")
        }
        events = try options.traceEvents.map { try Self.open($0, "--trace-events", options) }
        do {
            ticks = try options.trace.map {
                TickTraceFile(file: try Self.open($0, "--trace", options))
            }
        } catch {
            _ = events?.abandon()
            throw error
        }
        useStandardOutput = options.traceEvents == "-" || options.trace == "-"
    }

    private static func open(
        _ path: String, _ option: String, _ options: RunCommand
    ) throws -> TraceFile {
        let inputs = [(options.scenario, "scenario"), (options.store, "store")]
        for (input, what) in inputs where input != "none" && TraceFile.isSame(path, input) {
            throw CommandFailure(
                status: .wrongInput,
                message: "\(option) would overwrite the \(what) '\(input)'; name another file")
        }
        do {
            return try TraceFile(path, label: option == "--trace" ? "-ticks" : "")
        } catch {
            throw CommandFailure(
                status: .writeFault,
                message: "\(error.name) cannot be written: \(error.reason); nothing was run")
        }
    }

    private var files: [TraceFile] { [events, ticks?.file].compactMap { $0 } }

    /// What a signal that ends the process at once has to remove.
    var partialPaths: [String] { files.compactMap(\.partialPath) }

    /// Puts the files into their places.
    func finish() throws { for file in files { try file.finish() } }

    /// Gives the files up.
    ///
    /// - Returns: Whether what was there before is untouched.
    @discardableResult
    func abandon() -> Bool {
        let outcomes = files.map { $0.abandon() }
        return !outcomes.isEmpty && outcomes.allSatisfy { $0 }
    }
}
