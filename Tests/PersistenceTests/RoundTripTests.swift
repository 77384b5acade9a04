import History
import Kernel
import MarketModel
import Persistence
import Primitives
import Runner
import TestSupport
import Testing

@Suite("A run is stored while it goes on")
struct RoundTripTests {
    @Test("its rows give back the trace, byte for byte")
    func roundTrip() throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        let tape = Tape()
        let run = try store.play(.busy(ticks: 80), seed: 7, trace: tape)
        let lines = try store.lines(of: run)
        #expect(lines == tape.bytes)
        #expect(run.eventCount > 900)
        #expect(run.status == .completed && run.ticksDone == 80)
        let report = try store.checkChain(of: run)
        #expect(report == ChainReport(eventCount: run.eventCount, headHash: run.headHash))
    }

    @Test("chunks go round many times and lose nothing")
    func manyChunks() throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        let run = try store.add(.busy(ticks: 1), seed: 1)
        let writer = try RunWriter(store, run: run.run, durability: .normal)
        var chain = EventChain(runID: run.runID, market: .assetCash())
        for tick in 0..<7 {
            for _ in 0..<(RunWriter.chunkRowCount + tick) {
                chain.seal(.tickEnded(actions: Int64(tick), trades: 0), in: Tick(Int64(tick)))
                try chain.withSealedEvent { try writer.record($0) }
            }
            try writer.endTick(ticksDone: Int64(tick + 1))
        }
        try writer.finish(.paused)
        let report = try store.checkChain(of: try store.run(run.run))
        #expect(report == ChainReport(eventCount: 70_021, headHash: chain.headHash))
        #expect(try store.run(run.run).ticksDone == 7)
    }

    @Test("a paused run continues to the same head, and what differs is refused")
    func resumes() throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        let whole = try store.play(.busy(ticks: 60), seed: 3)
        let added = try store.add(.busy(ticks: 60), seed: 3)
        for pause in [0, 1, 20, 21, 60] as [Int64] {
            let writer = try RunWriter(store, run: added.run)
            let run = ExchangeRun(.busy(ticks: 60), seed: 3, recorder: writer)
            try run.run(until: { run.ticksDone >= pause })
            try writer.finish(pause == 60 ? .completed : .paused)
            let now = try store.run(added.run)
            #expect(now.ticksDone == pause)
            #expect(try store.checkChain(of: now).fault == nil)
        }
        let last = try store.run(added.run)
        #expect(last.headHash == whole.headHash && last.runID == whole.runID)

        let writer = try RunWriter(store, run: added.run)
        let other = ExchangeRun(.busy(ticks: 61), seed: 4, recorder: writer)
        #expect(throws: StoreError.self) { try other.run() }
    }

    @Test("two runs are written into one store at the same time")
    func together() throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        let scenario = ExchangeScenario.busy(ticks: 30)
        let numbers = try [1, 2].map { try store.add(scenario, seed: $0).run }
        let writers = try numbers.map { try RunWriter(store, run: $0) }
        let runs = zip(writers, [1, 2] as [UInt32]).map {
            ExchangeRun(scenario, seed: $1, recorder: $0)
        }
        for run in runs { try run.begin() }
        for tick in 0..<30 {
            for (run, writer) in zip(runs, writers) {
                try run.advance()
                if tick % 7 == 0 { try writer.flush() }
            }
        }
        for writer in writers { try writer.finish(.completed) }
        for (number, run) in zip(numbers, runs) {
            let stored = try store.run(number)
            #expect(stored.headHash == run.headHash)
            #expect(try store.checkChain(of: stored).fault == nil)
        }
    }

    @Test("a reader sees whole ticks while the run is written")
    func reading() throws {
        let folder = try Folder()
        let store = try RunStore(folder("a.db"), for: .writing)
        let added = try store.add(.busy(ticks: 30), seed: 5)
        let writer = try RunWriter(store, run: added.run)
        let run = ExchangeRun(.busy(ticks: 30), seed: 5, recorder: writer)
        try run.begin()
        for tick in 1...30 {
            try run.advance()
            guard tick % 10 == 0 else { continue }
            try writer.flush()
            let reader = try RunStore(folder("a.db"), for: .reading)
            let seen = try reader.find("last")
            #expect(seen.ticksDone == tick && seen.status == .running)
            #expect(try reader.checkChain(of: seen).headHash == run.headHash)
        }
        try writer.finish(.completed)
    }
}
