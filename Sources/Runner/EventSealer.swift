import History
import MarketModel
import Primitives

/// Seals the events of a run, whatever its kind: chains them, and hands them to all who follow.
final class EventSealer {
    /// The number of actions taken up in the ticks sealed so far, refused ones included.
    private(set) var actionCount: Int64 = 0
    /// The number of trades in the ticks sealed so far.
    private(set) var tradeCount: Int64 = 0

    @exclusivity(unchecked) private var chain: EventChain  // touched by `seal` alone
    private let consumers: [any EventConsumer]
    private let trace: (any TraceSink)?
    private let recorder: (any EventRecorder)?
    private var lines: [UInt8] = []
    private var failure: (any Error)?

    /// Starts, or goes on with, a chain.
    ///
    /// - Parameters:
    ///   - actionCount: Of the ticks that are sealed already.
    ///   - tradeCount: Of the ticks that are sealed already.
    ///   - consumers: Who is shown every event, in this order.
    ///   - trace: Where the events' canonical lines go, if anywhere.
    ///   - recorder: What keeps the sealed events, if anything does.
    init(
        _ chain: consuming EventChain, actionCount: Int64 = 0, tradeCount: Int64 = 0,
        consumers: [any EventConsumer], trace: (any TraceSink)?, recorder: (any EventRecorder)?
    ) {
        self.chain = chain
        self.actionCount = actionCount
        self.tradeCount = tradeCount
        self.consumers = consumers
        self.trace = trace
        self.recorder = recorder
    }

    /// The number of events sealed so far.
    var eventCount: Int64 { chain.count }

    /// The canonical bytes of them.
    var byteCount: Int64 { chain.byteCount }

    /// The hash of the last of them.
    var headHash: String { chain.headHash }

    /// Seals the last events of a tick, and empties the buffer.
    ///
    /// - Parameter ticksDone: How many ticks have closed with these events.
    /// - Throws: What the trace sink or the recorder throws, now or while the tick was open.
    func seal(_ buffer: EventBuffer, in tick: Tick, ticksDone: Int64) throws {
        take(buffer, in: tick)
        try throwFailure()
        try recorder?.endTick(ticksDone: ticksDone)
    }

    /// Seals events of a tick that goes on, and empties the buffer.
    ///
    /// - Throws: What the trace sink or the recorder throws.
    func sealSoFar(_ buffer: EventBuffer, in tick: Tick) throws {
        take(buffer, in: tick)
        try throwFailure()
    }

    private func throwFailure() throws {
        guard let failure else { return }
        self.failure = nil
        throw failure
    }

    /// Seals events of a tick that goes on, and empties the buffer.
    ///
    /// After a fault of the outside nothing is sealed any more: the end of the tick throws it.
    func take(_ buffer: EventBuffer, in tick: Tick) {
        if failure == nil {
            do {
                try sealAll(buffer, in: tick)
            } catch {
                failure = error
            }
        }
        buffer.removeAll()
    }

    private func sealAll(_ buffer: EventBuffer, in tick: Tick) throws {
        for event in buffer.events {
            chain.seal(event, in: tick)
            if trace != nil { chain.appendLine(to: &lines) }
            if let recorder { try chain.withSealedEvent { try recorder.record($0) } }
            if case .tickEnded(let actions, let trades) = event {
                actionCount += actions
                tradeCount += trades
            }
            for consumer in consumers { consumer.consume(event, in: tick) }
        }
        if let trace, !lines.isEmpty {
            try trace.write(lines)
            lines.removeAll(keepingCapacity: true)
        }
    }
}
