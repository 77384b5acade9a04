import ArgumentParser
import Persistence

/// How much of an economy goes into tables once its run is over.
struct TelemetryOption: ParsableArguments {
    /// The words of the command line.
    enum Word: String, ExpressibleByArgument, CaseIterable {
        case none, minimal, standard, debug
    }

    @Option(
        help: ArgumentHelp(
            "Of an economy: which tables its run gets once it is over. minimal: its trades; "
                + "standard: agents, decisions and all else too; debug: also every block that "
                + "negotiations looked at.",
            valueName: "none|minimal|standard|debug"))
    var telemetry = Word.standard

    /// What the word stands for.
    var value: EconomyTelemetry {
        switch telemetry {
        case .none: .none
        case .minimal: .minimal
        case .standard: .standard
        case .debug: .debug
        }
    }
}
