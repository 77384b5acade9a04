import Determinism
import Dispatch

/// Runs an experiment again and again on all cores, with seeds that follow from one.
public enum Replications {
    /// The seed of a replication: it depends on the run's seed and the number alone, so that
    /// every institution meets the same luck, however many replications and cores there are.
    public static func seed(of replication: Int, in seed: UInt32) -> UInt32 {
        var stream = RandomStream(seed: seed, name: "replication/\(replication)")
        return stream.next()
    }

    /// The results of `body` for 0..<count, in that order.
    ///
    /// - Parameter body: Depends on its argument alone; called on several threads.
    public static func run<Result: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) -> Result
    ) -> [Result] {
        let slots = Slots<Result>(count)
        DispatchQueue.concurrentPerform(iterations: count) { slots.set($0, body($0)) }
        return slots.results
    }
}

// It is Sendable although unchecked: every place is written once, by one thread, and read after
// all threads are done.
private final class Slots<Result>: @unchecked Sendable {
    private let memory: UnsafeMutablePointer<Result?>
    private let count: Int

    init(_ count: Int) {
        self.count = count
        memory = .allocate(capacity: max(1, count))
        memory.initialize(repeating: nil, count: max(1, count))
    }

    deinit {
        memory.deinitialize(count: max(1, count))
        memory.deallocate()
    }

    func set(_ place: Int, _ result: Result) { memory[place] = result }

    var results: [Result] { (0..<count).compactMap { memory[$0] } }
}
