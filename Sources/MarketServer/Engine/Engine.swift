import Dispatch
import Foundation
import NIOCore
import Primitives
import Runner
import Synchronization

/// The thread that owns the run: does what is asked, closes ticks, commits, and only then answers.
///
/// There is no fixed window: what gathered while the last commit ran goes into the next one.
final class Engine: Sendable {
    /// How the engine ended.
    enum End: Sendable {
        /// As it was told to.
        case stopped(isOver: Bool)
        /// The store failed, or the run.
        case failed(String)
    }

    let mailbox = Mailbox()
    let figures: EngineFigures
    private let ended = Mutex<End?>(nil)
    private let endSignal = DispatchSemaphore(value: 0)
    private let whenEnded: @Sendable (End) -> Void

    init(figures: EngineFigures, whenEnded: @escaping @Sendable (End) -> Void) {
        self.figures = figures
        self.whenEnded = whenEnded
    }

    /// Starts the thread, which takes the run over.
    func start(_ box: Handover) {
        let thread = Thread { [self] in
            let end = serve(box.take())
            ended.withLock { $0 = end }
            endSignal.signal()
            whenEnded(end)
        }
        thread.name = "catallaxy-run"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Has something done by the engine's thread.
    ///
    /// - Parameters:
    ///   - loop: Where the answer is wanted.
    ///   - perform: What; its answer waits until all that was done before is durable.
    ///   - deliver: Called with the answer on the loop.
    func ask(
        on loop: any EventLoop, _ perform: @escaping @Sendable (LiveRun) -> HTTPAnswer,
        then deliver: @escaping @Sendable (HTTPAnswer) -> Void
    ) {
        let work = EngineWork(loop: loop, perform: perform, deliver: deliver)
        if !mailbox.submit(work) { deliver(Self.unavailable) }
    }

    /// Does what waits, commits it, gives the run up, and ends.
    func stop() { mailbox.close() }

    /// Waits for the end of the thread.
    func join() -> End {
        endSignal.wait()
        return ended.withLock { $0 } ?? .failed("the engine has no end")
    }

    static var unavailable: HTTPAnswer {
        var problem = Problem(.unavailable, "the server is stopping, or its store has failed")
        problem.retryAfter = 5
        return problem.answer
    }

    private func serve(_ live: LiveRun) -> End {
        var clock = TickClock(live.settings.tickEveryMilliseconds)
        var delivery = Delivery()
        do {
            while true {
                mailbox.wait(until: clock.deadline(isRunning: live.isActive))
                let (work, isClosed) = mailbox.takeAll()
                let start = DispatchTime.now().uptimeNanoseconds
                for item in work { delivery.add(item, item.perform(live)) }
                if let fault = live.fault { throw fault }
                if live.isActive, clock.isDue { try live.endTick() }
                clock.note(live.run.currentTick.index, isRunning: live.isActive)
                try live.commit()
                // Whoever acted waits for an answer; whoever listens, for news.
                delivery.send()
                live.streams.publish(live)
                if !work.isEmpty {
                    figures.noteGroup(
                        work.count, nanoseconds: DispatchTime.now().uptimeNanoseconds - start)
                }
                figures.note(live)
                if isClosed && mailbox.count == 0 { break }
            }
            live.streams.end()
            let isOver = live.run.isOver
            try live.keeper.close(isOver: isOver)
            return .stopped(isOver: isOver)
        } catch {
            return fail(error, live, &delivery)
        }
    }

    /// After a failed commit nothing of it may be told: whoever waits is told so.
    private func fail(
        _ fault: any Error, _ live: LiveRun, _ delivery: inout Delivery
    ) -> End {
        figures.noteFault()
        mailbox.close()
        delivery.failAll()
        for item in mailbox.takeAll().work { delivery.add(item, Self.unavailable) }
        delivery.send()
        live.streams.end()
        try? live.keeper.close(isOver: false)
        return .failed("\(fault)")
    }
}

/// Carries the run to its thread, once: whoever fills it lets go of the run. So it is Sendable.
final class Handover: @unchecked Sendable {
    private var live: LiveRun?

    init(_ live: LiveRun) { self.live = live }

    func take() -> LiveRun {
        guard let taken = live else { preconditionFailure("a run is handed over once") }
        live = nil
        return taken
    }
}

/// When the open tick is to close.
private struct TickClock {
    private let interval: UInt64?
    private var openedAt = DispatchTime.now().uptimeNanoseconds
    private var tick: Int64 = -1

    init(_ milliseconds: Int64?) { interval = milliseconds.map { UInt64($0) * 1_000_000 } }

    /// Until when there is nothing to do but what is asked.
    func deadline(isRunning: Bool) -> DispatchTime {
        guard let interval, isRunning else { return .now() + .seconds(1) }
        return DispatchTime(uptimeNanoseconds: openedAt + interval)
    }

    var isDue: Bool {
        guard let interval else { return false }
        return DispatchTime.now().uptimeNanoseconds >= openedAt + interval
    }

    /// A tick that has opened stays open for a whole interval from now, a pause left out.
    mutating func note(_ current: Int64, isRunning: Bool) {
        if current == tick && isRunning { return }
        tick = current
        openedAt = DispatchTime.now().uptimeNanoseconds
    }
}

/// Answers that wait for a commit, by the loop they go to.
private struct Delivery {
    private var waiting: [(work: EngineWork, answer: HTTPAnswer)] = []

    mutating func add(_ work: EngineWork, _ answer: HTTPAnswer) { waiting.append((work, answer)) }

    mutating func failAll() {
        for index in waiting.indices { waiting[index].answer = Engine.unavailable }
    }

    /// One task for every loop, however many answers there are.
    mutating func send() {
        while let first = waiting.first {
            let loop = first.work.loop
            let its = waiting.filter { $0.work.loop === loop }
            waiting.removeAll { $0.work.loop === loop }
            loop.execute { for (work, answer) in its { work.deliver(answer) } }
        }
    }
}
