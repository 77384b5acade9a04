import ArgumentParser
import Persistence

/// How much of an economy goes into tables once its run is over.
struct TelemetryOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Of an economy: which tables its run gets once it is over. minimal: its trades; "
                + "standard: agents, decisions and all else too.",
            valueName: "none|minimal|standard"))
    var telemetry = "standard"

    /// What the word stands for.
    var value: EconomyTelemetry { EconomyTelemetry(rawValue: telemetry) ?? .standard }

    func validate() throws {
        if telemetry == "debug" {
            throw ValidationError(
                "--telemetry: 'debug' (every trade attempt) is not available in this version; "
                    + "expected none, minimal or standard")
        }
        guard EconomyTelemetry(rawValue: telemetry) != nil else {
            throw ValidationError(
                "--telemetry: found '\(telemetry)', expected none, minimal or standard")
        }
    }
}
