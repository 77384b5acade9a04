import Determinism
import Kernel
import MarketModel
import Primitives
import Runner

/// The streams that follow the run, and what they are told after each commit; owned by the thread
/// that owns the run.
final class StreamTable {
    /// How many levels a side the books of streams have.
    static let depth = 100

    private struct Follower {
        var handle: StreamHandle
        var filter: StreamFilter
    }

    private struct Joiner {
        var handle: StreamHandle
        var filter: StreamFilter
        /// The first event it has not seen.
        var next: Int64
    }

    private var followers: [Follower] = []
    private var joiners: [Joiner] = []
    private var books: [BookDifference]?
    /// The first event that has not been told.
    private var next: Int64 = 0
    private var lastMetrics: Int64 = -1

    /// Begins after the events that a run has already.
    func start(at sequence: Int64) { next = sequence }

    /// Lets a stream follow from the next commit on.
    ///
    /// - Parameter sequence: The first event it has not seen; `nil` for whatever comes.
    func join(_ handle: StreamHandle, _ filter: StreamFilter, from sequence: Int64?) {
        followers.removeAll { $0.handle === handle }
        joiners.append(Joiner(handle: handle, filter: filter, next: sequence ?? .max))
    }

    /// Tells everybody what has been committed.
    func publish(_ live: LiveRun) {
        followers.removeAll { $0.handle.isClosed }
        if next < live.records.feed.firstSequence { sendToArchive() }
        let last = live.committedEvents
        if !followers.isEmpty {
            let shared = sharedMessages(live)
            let events = live.records.feed.events(from: min(next, last))
            // Many streams want the same: what they are told is written once.
            var told: [StreamFilter: [StreamMessage]] = [:]
            for follower in followers {
                var messages = told[follower.filter] ?? []
                if told[follower.filter] == nil {
                    messages = events.flatMap {
                        $0.messages(for: follower.filter, in: live.market)
                    }
                    messages += shared.filter { follower.filter.has($0.channel) }
                    told[follower.filter] = messages
                }
                if !messages.isEmpty { follower.handle.deliver(.messages(messages)) }
            }
        }
        next = last
        if !joiners.isEmpty { admit(live) }
        if !followers.contains(where: { $0.filter.has(.book) }) { books = nil }
    }

    /// More has happened at once than is kept: whoever follows reads it from the archive.
    private func sendToArchive() {
        for follower in followers {
            joiners.append(
                Joiner(handle: follower.handle, filter: follower.filter, next: next))
        }
        followers = []
    }

    /// The server ends.
    func end() {
        for follower in followers { follower.handle.deliver(.end) }
        for joiner in joiners { joiner.handle.deliver(.end) }
        followers = []
        joiners = []
    }

    /// Books and figures, which are the same for all.
    private func sharedMessages(_ live: LiveRun) -> [StreamMessage] {
        var messages: [StreamMessage] = []
        if followers.contains(where: { $0.filter.has(.book) }) {
            var differences = books ?? Self.books(live)
            for index in differences.indices {
                guard let data = differences[index].advance(live) else { continue }
                messages.append(message(.book, data, live))
            }
            books = differences
        }
        let done = live.run.ticksDone
        let isDue = done % live.run.scenario.metricsEveryTicks == 0 && done != lastMetrics
        if isDue && followers.contains(where: { $0.filter.has(.metrics) }) {
            messages.append(message(.metrics, live.metricsDocument, live))
        }
        lastMetrics = done
        return messages
    }

    private static func books(_ live: LiveRun) -> [BookDifference] {
        live.market.instruments.map { BookDifference($0) }
    }

    private func message(
        _ channel: StreamChannel, _ document: JSONValue, _ live: LiveRun
    ) -> StreamMessage {
        StreamMessage(
            channel: channel, sequence: live.lastEvent, tick: live.tick.index,
            data: CanonicalJSON.encode(document))
    }

    private func admit(_ live: LiveRun) {
        let feed = live.records.feed
        for joiner in joiners where !joiner.handle.isClosed {
            let first = min(joiner.next, next)
            guard first >= feed.firstSequence else {
                joiner.handle.deliver(.archived(upTo: next))
                continue
            }
            var previous: [StreamChannel: Int64] = [:]
            for channel in StreamChannel.allCases where joiner.filter.has(channel) {
                previous[channel] = feed.lastMessage(
                    on: channel, of: joiner.filter.agent, before: first)
            }
            joiner.handle.deliver(.joined(previous: previous))
            var messages = feed.events(from: first).flatMap {
                $0.messages(for: joiner.filter, in: live.market)
            }
            messages += snapshots(for: joiner.filter, live)
            if !messages.isEmpty { joiner.handle.deliver(.messages(messages)) }
            followers.append(Follower(handle: joiner.handle, filter: joiner.filter))
        }
        joiners = []
    }

    /// What a stream starts with: whole books, and the present figures.
    private func snapshots(for filter: StreamFilter, _ live: LiveRun) -> [StreamMessage] {
        var messages: [StreamMessage] = []
        if filter.has(.book) {
            var current = books ?? Self.books(live)
            for index in current.indices {
                _ = current[index].advance(live)
                messages.append(message(.book, current[index].snapshot, live))
            }
            books = current
        }
        if filter.has(.metrics) { messages.append(message(.metrics, live.metricsDocument, live)) }
        return messages
    }
}
