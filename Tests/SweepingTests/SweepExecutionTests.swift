import Analytics
import Foundation
import Sweeping
import Synchronization
import Testing

/// Carries out made-up runs that take a while.
private final class Worker: SweepWorker {
    private let known: ClosedRange<Int>?

    init(known: ClosedRange<Int>? = nil) { self.known = known }

    func run(_ item: SweepItem, until shouldStop: () -> Bool) -> SweepOutcome? {
        if let known, known.contains(item.number) { return .known }
        // Later runs are done first, so that they arrive out of order.
        for _ in 0..<(item.number % 3) {
            if shouldStop() { return nil }
            usleep(200)
        }
        let label = RunResult.Label(
            number: item.number, runID: "", variant: item.variant, scenario: "s", kind: "k",
            settings: "{}", seed: item.seed)
        return .ran(RunResult(label, failedWith: "seed \(item.seed)"))
    }
}

@Suite("Sweeps on threads")
struct SweepExecutionTests {
    static let plan = SweepPlan(scenarios: [.init(name: "s", text: "")], seeds: 1...200)

    private struct Fault: Error {}

    @Test("every run is delivered once, with any number of jobs", arguments: [1, 2, 8])
    func delivers(jobs: Int) throws {
        var found: [RunResult] = []
        var last = 0
        try SweepExecution(Self.plan, jobs: jobs).run(
            makeWorker: { Worker() }, until: { false }
        ) { results, done in
            found += results
            last = done
        }
        #expect(last == 200)
        let sorted = found.sorted { $0.number < $1.number }
        #expect(sorted.map(\.number) == Array(1...200))
        var hash = ContentHash(plan: "{}")
        for result in sorted { hash.add(result) }
        var one = ContentHash(plan: "{}")
        try SweepExecution(Self.plan, jobs: 1).run(
            makeWorker: { Worker() }, until: { false }
        ) { results, _ in
            for result in results { one.add(result) }
        }
        let hashes = (hash.hex(), one.hex())
        #expect(hashes.0 == hashes.1)
    }

    @Test("a part runs its own and no others")
    func part() throws {
        var found: [Int] = []
        try SweepExecution(Self.plan, SweepShard(index: 3, count: 7), jobs: 2).run(
            makeWorker: { Worker() }, until: { false }
        ) { results, _ in found += results.map(\.number) }
        #expect(found.sorted() == Array(stride(from: 3, through: 200, by: 7)))
    }

    @Test("what is known counts as done and is not delivered")
    func known() throws {
        var (found, last) = (0, 0)
        try SweepExecution(Self.plan, jobs: 2).run(
            makeWorker: { Worker(known: 1...150) }, until: { false }
        ) { results, done in
            found += results.count
            last = done
        }
        #expect(found == 50)
        #expect(last == 200)
    }

    @Test("asked to stop, threads end soon, and what ran is delivered")
    func stops() throws {
        let flag = Flag()
        var found = 0
        try SweepExecution(Self.plan, jobs: 2).run(
            makeWorker: { Worker() }, until: { flag.isUp }
        ) { results, _ in
            found += results.count
            flag.raise()
        }
        #expect(found < 200)
    }

    @Test("a fault of whoever keeps results ends the sweep and is handed on")
    func fault() {
        #expect(throws: Fault.self) {
            try SweepExecution(Self.plan, jobs: 4).run(
                makeWorker: { Worker() }, until: { false }
            ) { results, _ in
                if !results.isEmpty { throw Fault() }
            }
        }
    }
}

/// Goes up once.
private final class Flag: Sendable {
    private let state = Atomic(false)

    var isUp: Bool { state.load(ordering: .relaxed) }

    func raise() { state.store(true, ordering: .relaxed) }
}
