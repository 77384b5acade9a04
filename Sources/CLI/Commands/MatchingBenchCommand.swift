import ArgumentParser
import Benchmarks
import OrderFlow

/// `catallaxy bench matching`: the book alone.
struct MatchingBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matching",
        abstract: "Nanoseconds per operation of the matching engine alone, and its checksums.",
        discussion: """
            A stream is parsed into memory, then applied to a fresh book in every pass. The \
            sums of executions and final book are compared with those every right engine \
            reaches. --compare sets an earlier result (--json) beside this one.
            """)

    @Option(help: "tiny, d1k, d100k or d1m, each also with -spread, -drift or -trend.")
    var preset: String?

    @Option(parsing: .unconditional, help: "The seed of a preset's stream.")
    var seed: UInt32 = 1

    @Option(help: "An order file of L, I, M, C, R and P with ids from 1 without gaps.")
    var input: String?

    @Option(parsing: .unconditional, help: "How many operations of --input build the book up.")
    var build = 0

    @Option(parsing: .unconditional, help: "Timed passes, 1 to 100; the median counts.")
    var passes = 5

    @Option(help: "A file with an earlier result of --json.")
    var compare: String?

    @Flag(help: "Leaves out the exchange with accounts, fees, events and hash chain.")
    var alone = false

    @Flag(help: "Prints one JSON object.")
    var json = false

    func validate() throws {
        guard preset == nil || input == nil else {
            throw ValidationError("--preset and --input exclude each other")
        }
        try BenchRange.check(passes: passes)
        guard build >= 0 else {
            throw ValidationError("--build must not be negative, got \(build)")
        }
        if compare != nil && json {
            throw ValidationError("--compare prints a table: leave --json away")
        }
    }

    func run() throws {
        let earlier = try compare.map { try EarlierResult(path: $0) }
        let result = MatchingBenchmark.run(
            try stream(), passes: passes, withExchange: !alone)
        if let earlier {
            StandardStreams.printOrExit(result.text + earlier.table(beside: result))
        } else {
            StandardStreams.printOrExit(json ? result.json : result.text)
        }
        if result.matchesGolden == false { throw ExitCode(1) }
    }

    private func stream() throws -> StreamInput {
        if let input {
            var reader = StreamReader()
            let file = try InputFile(path: input)
            do {
                try file.forEachPiece { try reader.read($0) }
                let operations = try reader.finish()
                return StreamInput(name: input, operations: operations, buildCount: build)
            } catch let wrong as StreamReader.Unfit {
                throw CommandFailure(
                    status: .wrongInput, message: "\(file.name):\(wrong.line): \(wrong.reason)")
            }
        }
        return StreamInput(try StreamPreset.parsed(preset ?? "d1k"), seed: seed)
    }
}

/// `catallaxy bench stream`: the order file of a preset.
struct StreamBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream",
        abstract: "Writes a deterministic order stream, the same bytes everywhere.")

    @Option(help: "tiny, d1k, d100k or d1m, each also with -spread, -drift or -trend.")
    var preset: String

    @Option(parsing: .unconditional, help: "The seed.")
    var seed: UInt32 = 1

    @Option(help: "Where the order file goes; '-' is standard output.")
    var output: String

    func run() throws {
        let chosen = try StreamPreset.parsed(preset)
        let file = try OutputFile(path: output)
        do {
            try writeOrderFile(StreamGenerator.operations(of: chosen, seed: seed), to: file)
            try file.close()
        } catch let fault as WriteFault {
            if fault.isClosedPipe { return }
            throw CommandFailure(
                status: .writeFault,
                message: "\(fault.name) cannot be written: \(fault.reason)")
        }
    }
}

extension StreamPreset {
    /// The preset with this name.
    ///
    /// - Throws: ``CommandFailure`` that lists the known ones.
    static func parsed(_ name: String) throws(CommandFailure) -> StreamPreset {
        if let preset = named(name) { return preset }
        let known = all.map(\.name).joined(separator: ", ")
        throw CommandFailure(
            status: .wrongInput, message: "no preset '\(name)'; there are \(known)")
    }
}
