import ArgumentParser

/// The options of `catallaxy match --lobster`.
struct LobsterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A LOBSTER message file: replay it instead of an order file.",
            valueName: "messages"))
    var lobster: String?

    @Option(
        help: ArgumentHelp(
            "The LOBSTER orderbook file whose first row seeds the replay.",
            valueName: "orderbook"))
    var orderbook: String?

    @Option(
        help: ArgumentHelp(
            "The LOBSTER orderbook file to compare with, if it is not --orderbook; it may have "
                + "fewer levels than the messages reach, and a row only for those that touch "
                + "them.",
            valueName: "orderbook"))
    var reference: String?

    @Option(help: "Levels of the replayed book, 1 to 1000.")
    var levels: Int?

    @Option(help: "Where the replayed book goes, a row after each message, as LOBSTER has it.")
    var output: String?

    @Flag(help: "Print what was inferred, and where the replay disagrees with the orderbook file.")
    var check = false

    @Flag(help: "Print the usual description of the day.")
    var stats = false

    @Flag(help: "Print one JSON object instead.")
    var json = false

    /// The name of an option that means nothing without `--lobster`.
    private var firstGiven: String? {
        let given = [
            ("orderbook", orderbook != nil), ("reference", reference != nil),
            ("levels", levels != nil), ("output", output != nil), ("check", check),
            ("stats", stats), ("json", json),
        ]
        return given.first { $0.1 }?.0
    }

    var prints: Bool { check || stats || json }

    func validate() throws {
        if lobster == nil {
            guard let firstGiven else { return }
            throw ValidationError("--\(firstGiven) needs --lobster")
        }
        guard let levels, (1...1000).contains(levels) else {
            throw ValidationError(
                levels.map { "--levels must be from 1 to 1000, got \($0)" }
                    ?? "--lobster needs --levels")
        }
        if check && orderbook == nil && reference == nil {
            throw ValidationError("--check needs --orderbook or --reference")
        }
        if reference != nil && !prints {
            throw ValidationError("--reference needs --check, --stats or --json")
        }
        if output == "-" && prints {
            throw ValidationError(
                "--output - and --check, --stats or --json would share standard output")
        }
        if [lobster, orderbook, reference].count(where: { $0 == "-" }) > 1 {
            throw ValidationError("only one file can be standard input")
        }
    }
}
