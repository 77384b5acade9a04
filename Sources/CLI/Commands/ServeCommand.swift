import ArgumentParser
import Glibc
import Kernel
import MarketServer
import Persistence
import Primitives
import Runner
import Synchronization

/// `catallaxy serve SCENARIO`: lets programs elsewhere trade in a run.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run a scenario in real time, and let programs elsewhere trade in it.",
        discussion: """
            The first line of output says where: 'listening on http://…'. An answer to an action \
            is sent once what happened is on the disk. Everything is kept, and replays without \
            the programs. SIGTERM or Ctrl-C ends the server with status 0; --resume goes on, \
            also after a kill.
            """)

    @Argument(help: "A scenario file of kind exchange.")
    var scenario: String?

    @Option(
        help: ArgumentHelp(
            "Go on with a stored run: its number, the beginning of its run id, or last.",
            valueName: "run"))
    var resume: String?

    @Option(
        parsing: .unconditional,
        help: "The seed of every random stream, 0…4294967295; replaces the scenario's.")
    var seed: String?

    @Option(
        parsing: .unconditional, help: "How many ticks to run; replaces the scenario's.")
    var ticks: String?

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8080

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var bind = "127.0.0.1"

    @OptionGroup var store: StoreOptions

    @Option(
        help: ArgumentHelp(
            "How long a tick stays open, such as 250ms, 2s or 1m.", valueName: "duration"))
    var tickEvery: TickDuration?

    @Flag(help: "Ticks close only when the operator says so.")
    var manual = false

    @Option(
        help: ArgumentHelp(
            "A file with the operator's key, KEYID.SECRET; otherwise one is made and printed.",
            valueName: "file"))
    var adminKeyFile: String?

    @Option(help: "How many requests a key may make in a second.")
    var requestsPerSecond = 100

    func validate() throws {
        if (scenario == nil) == (resume == nil) {
            throw ValidationError("expected a scenario file, or --resume RUN, and not both")
        }
        if resume != nil && (seed != nil || ticks != nil) {
            throw ValidationError("--seed and --ticks are of a new run, not of one that goes on")
        }
        if manual && tickEvery != nil {
            throw ValidationError("--manual and --tick-every exclude each other")
        }
        if !(0...65_535).contains(port) {
            throw ValidationError("--port: found \(port), expected 0 to 65535")
        }
        if !(1...1_000_000).contains(requestsPerSecond) {
            throw ValidationError(
                "--requests-per-second: found \(requestsPerSecond), expected 1 to 1000000")
        }
        if store.store == "none" {
            throw ValidationError("--store: what is acknowledged has to be kept; name a file")
        }
    }

    func run() throws {
        // The store has the hashes of keys: it is nobody else's to read.
        umask(0o077)
        let signals = SignalWatch(removing: nil)
        let file = try adminKeyFile.map { try AdminKeyFile.read($0) }
        let adminKey = file ?? IssuedKey(for: nil)
        let start = try prepare()
        let stored = start.stored
        var settings = ServerSettings(seed: start.seed, version: Catallaxy.engineVersion)
        (settings.host, settings.port) = (bind, port)
        settings.requestsPerSecond = requestsPerSecond
        settings.tickEveryMilliseconds =
            manual ? nil : (tickEvery ?? TickDuration(milliseconds: 250)).milliseconds
        let server = try MarketServer(
            start.run, records: start.records, keeper: start.keeper,
            archive: try StoreArchive(
                stored, in: store.store, market: start.run.scenario.market),
            adminKey: adminKey, settings: settings)
        let lines = [
            file == nil ? "admin key \(adminKey.token)" : nil,
            "run \(stored.run) \(stored.runID) in \(store.store)",
        ]
        let outcome = ServeOutcome.wait(for: server, signals) { address in
            let all = ["listening on \(address)"] + lines.compactMap { $0 }
            StandardStreams.printOrExit(all.joined(separator: "\n") + "\n")
        }
        try outcome.finish(stored.run, in: store)
    }

    private func prepare() throws -> ServedRunStart {
        if let resume {
            return try ServedRunStart(resuming: resume, of: try store.open(for: .changing))
        }
        let plan = try RunPlan(file: scenario ?? "", seed: seed, ticks: ticks, isQuiet: false)
        return try ServedRunStart(plan, in: store.store)
    }
}

/// A duration in words: `250ms`, `2s`, `1m`.
struct TickDuration: ExpressibleByArgument {
    let milliseconds: Int64

    init(milliseconds: Int64) { self.milliseconds = milliseconds }

    init?(argument: String) {
        let units: [(String, Int64)] = [("ms", 1), ("s", 1_000), ("m", 60_000)]
        for (unit, factor) in units where argument.hasSuffix(unit) {
            guard let count = Int64(argument.dropLast(unit.count)), count > 0,
                count <= 86_400_000 / factor
            else { continue }
            milliseconds = count * factor
            return
        }
        return nil
    }
}
