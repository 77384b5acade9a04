import DequeModule
import MarketModel
import Primitives

/// The last events of the run, for streams: folded while they happen.
final class StreamFeed: EventConsumer {
    /// How many events are kept for streams that join.
    static let kept = 8_192

    private(set) var recent: Deque<PlacedEvent> = []
    private var nextSequence: Int64 = 0
    /// The last messages of the channels among the events that are no longer kept.
    private var forgottenTrade: Int64?
    private var forgottenTick: Int64?
    private var forgottenOfAgents: [Int: Int64] = [:]

    /// The number of the first event that is kept.
    var firstSequence: Int64 { recent.first?.sequence ?? nextSequence }

    func consume(_ event: Event, in tick: Tick) {
        if recent.count == Self.kept, let oldest = recent.popFirst() { forget(oldest) }
        recent.append(PlacedEvent(sequence: nextSequence, tick: tick, event: event))
        nextSequence += 1
    }

    /// The events from a number on.
    ///
    /// - Precondition: They are kept.
    func events(from sequence: Int64) -> Deque<PlacedEvent>.SubSequence {
        let place = Int(sequence - firstSequence)
        precondition(place >= 0, "event \(sequence) is no longer kept")
        return recent[min(place, recent.count)...]
    }

    /// The number of the last message on a channel before an event.
    func lastMessage(
        on channel: StreamChannel, of agent: AgentID?, before sequence: Int64
    ) -> Int64? {
        let place = min(recent.count, max(0, Int(sequence - firstSequence)))
        let found = recent[..<place].last { $0.isTold(on: channel, to: agent) }
        if let found { return found.sequence }
        switch channel {
        case .trades: return forgottenTrade
        case .ticks: return forgottenTick
        case .agent: return agent.flatMap { forgottenOfAgents[$0.index] }
        case .book, .metrics: return nil
        }
    }

    private func forget(_ event: PlacedEvent) {
        if event.isTold(on: .trades, to: nil) { forgottenTrade = event.sequence }
        if event.isTold(on: .ticks, to: nil) { forgottenTick = event.sequence }
        switch event.event {
        case .agentCreated(let created):
            if created.kind == .remote { note(created.agent, event.sequence) }
        case .orderPlaced(let order): noteKnown(order.agent, event.sequence)
        case .orderReplaced(let order): noteKnown(order.agent, event.sequence)
        case .tradeExecuted(let trade):
            noteKnown(trade.makerAgent, event.sequence)
            noteKnown(trade.takerAgent, event.sequence)
        case .orderCancelled(let order): noteKnown(order.agent, event.sequence)
        case .orderExpired(_, let agent, _): noteKnown(agent, event.sequence)
        case .orderRejected(let rejection): noteKnown(rejection.agent, event.sequence)
        case .rateLimitHit(let agent, _, _): noteKnown(agent, event.sequence)
        case .decayApplied(let agent, _, _, _): noteKnown(agent, event.sequence)
        case .agentBankrupt(let bankrupt): noteKnown(bankrupt.agent, event.sequence)
        case .balanceUpdated(let update):
            if case .agent(let agent) = update.holder { noteKnown(agent, event.sequence) }
        case .runCreated, .runBranched, .runStarted, .runStopped, .tickStarted, .tickEnded,
            .scenarioEvent, .economy:
            break
        }
    }

    private func note(_ agent: AgentID, _ sequence: Int64) {
        forgottenOfAgents[agent.index] = sequence
    }

    /// Only remote agents have streams, and each has been created.
    private func noteKnown(_ agent: AgentID, _ sequence: Int64) {
        if forgottenOfAgents[agent.index] != nil { note(agent, sequence) }
    }
}
