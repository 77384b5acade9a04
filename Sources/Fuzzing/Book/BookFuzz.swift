import Primitives

/// Random operations on the fast book and on a naive one, compared event by event.
///
/// A seed draws where the prices lie, how the book is spoken to (call by call, in batches, or
/// as an order file) and how many levels are found by index; any 36 seeds in a row have every
/// combination once. Executions, rejections, touch and whole books must be equal.
public enum BookFuzz {
    /// What became of the operations of one seed.
    public enum Result: Sendable {
        /// Every answer was the same.
        case passed(executions: Int, rejections: Int)
        /// After so many operations one was not.
        case failed(operation: Int, message: String)
    }

    /// Which combination a seed stands for.
    private struct Choice: CustomStringConvertible {
        let shape: BookFlowShape
        let way: Way
        let ringSize: Int

        enum Way: String, CaseIterable { case calls, batches, rows }

        init(seed: UInt32) {
            let number = Int(seed)
            let (shapes, ways) = (BookFlowShape.allCases, Way.allCases)
            shape = shapes[number % shapes.count]
            way = ways[number / shapes.count % ways.count]
            ringSize = number / (shapes.count * ways.count) % 2 == 0 ? 256 : 8192
        }

        /// The session of an order file makes its own book, with the full ring.
        var description: String {
            way == .rows ? "\(shape), \(way)" : "\(shape), \(way), ring \(ringSize)"
        }

        func trial(seed: UInt32) -> any BookTrial {
            switch way {
            case .calls: BookCallTrial(shape, seed: seed, ringSize: ringSize)
            case .batches: BookBatchTrial(shape, seed: seed, ringSize: ringSize)
            case .rows: BookRowTrial(shape, seed: seed)
            }
        }
    }

    /// Runs so many operations of one seed.
    ///
    /// - Precondition: `operations` is positive.
    public static func run(seed: UInt32, operations: Int) -> Result {
        precondition(operations > 0, "a trial needs operations, got \(operations)")
        let trial = Choice(seed: seed).trial(seed: seed)
        do {
            try trial.run(operations)
            return .passed(executions: trial.executionCount, rejections: trial.rejectionCount)
        } catch {
            return .failed(operation: error.operation, message: error.what)
        }
    }

    /// What to type to see so many operations of a seed again.
    public static func command(seed: UInt32, operations: Int) -> String {
        "catallaxy fuzz book --seeds \(seed)..\(seed) --operations \(operations)"
    }

    /// The body of `catallaxy fuzz book --seeds A..B`: says each seed before it runs, so that
    /// a trap is traced to it, and a failure with the command that repeats it.
    ///
    /// - Parameter operations: How many of each seed; positive.
    /// - Returns: Whether every seed passed.
    public static func command(
        seeds: ClosedRange<UInt32>, operations: Int, printLine: (String) -> Void
    ) -> Bool {
        var failures = 0
        var executionCount = 0
        var rejectionCount = 0
        for seed in seeds {
            printLine("seed \(seed): \(Choice(seed: seed))")
            switch run(seed: seed, operations: operations) {
            case .passed(let executions, let rejections):
                executionCount += executions
                rejectionCount += rejections
            case .failed(let operation, let message):
                failures += 1
                printLine("seed \(seed) failed at operation \(operation): \(message)")
                printLine("again: \(command(seed: seed, operations: operation))")
            }
        }
        printLine(
            "\(seeds.count) seeds, \(failures) failed, \(seeds.count * operations) operations, "
                + "\(executionCount) executions, \(rejectionCount) rejections")
        return failures == 0
    }
}
