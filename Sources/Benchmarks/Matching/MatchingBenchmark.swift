import History
import Matching
import OrderFlow
import Primitives

/// How long the bare matching engine takes for the operations of a stream.
///
/// The stream is parsed into memory first; what is timed is the book alone, ids reserved, the
/// executions written to its buffer. A pass of its own checks executions and final book by
/// their SHA-256, so that a wrong engine cannot post a fast number.
public struct MatchingBenchmark {
    /// What was measured. Times are processor time of the thread, in nanoseconds.
    public struct Result: Sendable {
        /// The stream's name.
        public var preset: String
        /// The stream's seed; `nil` for a file.
        public var seed: UInt32?
        /// All operations, the build-up included.
        public var operations: Int
        /// Timed passes, each with a fresh book.
        public var passes: Int
        /// Per operation of the steady part; the median over passes.
        public var nanoseconds: Double
        /// The same by wall time.
        public var wallNanoseconds: Double
        /// Per operation of the build-up.
        public var buildNanoseconds: Double
        /// Per operation of the steady part with the batch's look-ahead.
        public var batchNanoseconds: Double
        /// The same operations on the exchange with accounts, fees, events and hash chain;
        /// `nil` if that was not asked for.
        public var exchangeNanoseconds: Double?
        /// Sealed events per operation there.
        public var eventsPerOperation: Double?
        /// How long single operations take.
        public var latency: Latency
        /// How many executions the stream makes.
        public var executions: Int
        /// How many orders rest at its end.
        public var resting: Int
        /// All memory the book holds, its index of ids included, over resting orders.
        public var bytesPerRestingOrder: Double
        /// SHA-256 of the list of executions.
        public var executionsHash: String
        /// SHA-256 of the list of the final book.
        public var bookHash: String
        /// Whether both sums are the golden ones; `nil` without a golden.
        public var matchesGolden: Bool?
    }

    /// Operations handed to the book at a time; the executions' buffer stays in the cache.
    static let chunk = 4_096

    /// Measures.
    ///
    /// - Parameters:
    ///   - input: The stream.
    ///   - passes: Timed passes, each with a fresh book; at least one.
    ///   - withExchange: Whether the exchange with everything on is timed as well.
    public static func run(
        _ input: StreamInput, passes: Int, withExchange: Bool
    ) -> Result {
        let stream = PreparedStream(input)
        var plain: [Timing] = []
        var batch: [Timing] = []
        for _ in 0..<passes {
            plain.append(time(stream, lookahead: .off))
            batch.append(time(stream, lookahead: .automatic))
        }
        let check = StreamCheck(stream)
        let exchange = withExchange ? StreamOnExchange(input) : nil
        if let exchange {
            precondition(
                exchange.trades == check.executionCount,
                "the exchange made \(exchange.trades) trades of \(check.executionCount)")
        }
        let golden = input.seed == 1 ? StreamGolden.named(input.name) : nil
        return Result(
            preset: input.name, seed: input.seed, operations: input.operations.count,
            passes: passes, nanoseconds: plain.map(\.steady).median,
            wallNanoseconds: plain.map(\.steadyWall).median,
            buildNanoseconds: plain.map(\.build).median,
            batchNanoseconds: batch.map(\.steady).median,
            exchangeNanoseconds: exchange?.nanoseconds,
            eventsPerOperation: exchange?.eventsPerOperation,
            latency: Latency.measure(stream), executions: check.executionCount,
            resting: check.restingCount,
            bytesPerRestingOrder: Double(check.memoryBytes) / Double(max(check.restingCount, 1)),
            executionsHash: check.executionsHash, bookHash: check.bookHash,
            matchesGolden: golden.map {
                $0.executions == check.executionsHash && $0.book == check.bookHash
            })
    }

    private struct Timing {
        var build: Double
        var steady: Double
        var steadyWall: Double
    }

    private static func time(_ stream: PreparedStream, lookahead: Lookahead) -> Timing {
        let book = stream.emptyBook()
        let build = Stopwatch()
        stream.apply(0..<stream.buildCount, to: book, lookahead: lookahead)
        let buildSeconds = build.cpuSeconds
        let steady = Stopwatch()
        stream.apply(stream.buildCount..<stream.count, to: book, lookahead: lookahead)
        let steadySeconds = (cpu: steady.cpuSeconds, wall: steady.wallSeconds)
        let steadyCount = Double(max(stream.count - stream.buildCount, 1))
        return Timing(
            build: buildSeconds * 1e9 / Double(max(stream.buildCount, 1)),
            steady: steadySeconds.cpu * 1e9 / steadyCount,
            steadyWall: steadySeconds.wall * 1e9 / steadyCount)
    }
}

/// A stream as the book takes it, in memory.
final class PreparedStream {
    let operations: UnsafeMutableBufferPointer<BookOperation>
    let buildCount: Int
    private let greatestID: Int
    private let liveBound: Int

    var count: Int { operations.count }

    init(_ input: StreamInput) {
        operations = .allocate(capacity: input.operations.count)
        for (index, operation) in input.operations.enumerated() {
            operations.initializeElement(at: index, to: operation.bookOperation)
        }
        buildCount = input.buildCount
        greatestID = Int(input.operations.map(\.id).max() ?? 0)
        liveBound = input.buildCount + input.buildCount / 8 + 64
    }

    deinit { operations.deallocate() }

    /// A book with room for the stream's ids and live orders.
    func emptyBook() -> OrderBook {
        OrderBook(reservingOrders: liveBound, handles: greatestID + 1)
    }

    /// Applies a range of the operations, chunk by chunk; `body` sees each chunk's executions.
    @inline(__always)
    func apply(
        _ range: Range<Int>, to book: OrderBook, lookahead: Lookahead,
        _ body: (UnsafeBufferPointer<Execution>) -> Void = { _ in }
    ) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(start + MatchingBenchmark.chunk, range.upperBound)
            book.apply(
                UnsafeBufferPointer(rebasing: operations[start..<end]), lookahead: lookahead)
            body(book.executions)
            start = end
        }
    }
}

/// A pass that is not timed: what the stream comes to.
struct StreamCheck {
    private(set) var executionCount = 0
    let restingCount: Int
    let memoryBytes: Int
    let executionsHash: String
    let bookHash: String

    init(_ stream: PreparedStream) {
        let book = stream.emptyBook()
        let executions = HashSink()
        var listing = ExecutionListing(executions)
        var count = 0
        stream.apply(0..<stream.count, to: book, lookahead: .automatic) { chunk in
            count += chunk.count
            listing.append(chunk)
        }
        listing.finish()
        executionCount = count
        executionsHash = executions.hex
        let final = HashSink()
        listBook(book, to: final)
        bookHash = final.hex
        restingCount = book.restingCount
        memoryBytes = book.memoryBytes
    }
}

/// Hashes what is written to it.
final class HashSink: ByteSink {
    private var digest = StreamingDigest()

    var hex: String { digest.hex() }

    func write(_ bytes: UnsafeRawBufferPointer) { digest.update(bytes) }
}
