import ArgumentParser
import Fuzzing

/// `catallaxy fuzz …`: random worlds with every checker on.
struct FuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Runs random worlds and checks what must always hold.",
        subcommands: [ExchangeFuzzCommand.self, BookFuzzCommand.self])
}

/// `catallaxy fuzz exchange --seeds A..B`.
struct ExchangeFuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Runs random exchange scenarios, every feature switched on or off by the seed.",
        discussion: """
            After every action conservation, reservations and books are checked; an auditor \
            follows the events alone and must reach the live state; the chain is recomputed; \
            a second run must seal the same bytes. A failure prints the command that repeats \
            it, and the exit status is 1.
            """)

    @Option(
        parsing: .unconditional,
        help: "The first and the last seed, as A..B, 0 to 4294967295.",
        transform: SeedRange.init(parsing:))
    var seeds: SeedRange

    func run() throws {
        let allPassed = ExchangeFuzz.command(seeds: seeds.range) { line in
            StandardStreams.printOrExit(line + "\n")
        }
        if !allPassed { throw ExitCode(1) }
    }
}

/// `catallaxy fuzz book --seeds A..B`.
struct BookFuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: "Compares the order book with a naive one, operation by operation.",
        discussion: """
            A seed draws where prices lie, whether the book is spoken to call by call, in \
            batches or as an order file, and how large its index is; 36 seeds in a row have \
            every combination. Executions, rejections and whole books must be equal. A failure \
            prints the command that repeats it, and the exit status is 1.
            """)

    @Option(
        parsing: .unconditional,
        help: "The first and the last seed, as A..B, 0 to 4294967295.",
        transform: SeedRange.init(parsing:))
    var seeds: SeedRange

    @Option(parsing: .unconditional, help: "Operations of each seed, 1 to 10000000.")
    var operations = 100_000

    func validate() throws {
        guard (1...10_000_000).contains(operations) else {
            throw ValidationError("--operations must be from 1 to 10000000, got \(operations)")
        }
    }

    func run() throws {
        let allPassed = BookFuzz.command(seeds: seeds.range, operations: operations) { line in
            StandardStreams.printOrExit(line + "\n")
        }
        if !allPassed { throw ExitCode(1) }
    }
}

/// `A..B`, both ends included; a single number is a range of one.
struct SeedRange {
    let range: ClosedRange<UInt32>

    /// - Throws: A `ValidationError` that says what is allowed.
    init(parsing argument: String) throws {
        let parts = argument.split(separator: "..", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = Self.seed(parts[0]),
            let last = Self.seed(parts[parts.count - 1]), first <= last
        else {
            throw ValidationError(
                "expected A..B with A ≤ B, each from 0 to 4294967295")
        }
        range = first...last
    }

    /// Decimal digits only: no sign, no space, no exponent.
    private static func seed(_ text: Substring) -> UInt32? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return UInt32(text)
    }
}
