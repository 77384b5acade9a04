import MarketModel
import Primitives

/// Some messages from the archive, and where the next ones begin.
struct ArchivePart: Sendable {
    /// How many messages are read at once: half of what a client may be behind.
    private static let mostMessages = StreamHandle.greatestBacklog / 2
    /// How many events are looked at for them.
    private static let mostEvents = 20_000
    /// How far back the message before the first one is looked for.
    private static let mostBefore = 100_000

    private(set) var messages: [StreamMessage] = []
    /// The messages before, by channel; only with the first part.
    private(set) var previous: [StreamChannel: Int64] = [:]
    /// The first event after those that were read; `nil` when the store has failed.
    private(set) var next: Int64?

    init(
        _ archive: any RunArchive, _ reading: ArchiveReading, upTo end: Int64,
        _ filter: StreamFilter, _ market: MarketDescription
    ) {
        do {
            if reading.isFirst { try lookBack(archive, from: reading.next, filter) }
            var reached = reading.next
            try archive.forEachEvent(from: reading.next) { sequence, event, tick in
                guard sequence < end, sequence < reading.next + Int64(Self.mostEvents),
                    messages.count < Self.mostMessages
                else { return false }
                let placed = PlacedEvent(sequence: sequence, tick: tick, event: event)
                messages += placed.messages(for: filter, in: market)
                reached = sequence + 1
                return true
            }
            // A store that has less than it had is no place to go on from.
            next = reached > reading.next ? reached : nil
        } catch {
            next = nil
        }
    }

    private mutating func lookBack(
        _ archive: any RunArchive, from start: Int64, _ filter: StreamFilter
    ) throws {
        var wanted = StreamChannel.allCases.filter { $0.isOfEvents && filter.has($0) }
        var left = Self.mostBefore
        try archive.forEachEvent(before: start) { sequence, event, tick in
            let placed = PlacedEvent(sequence: sequence, tick: tick, event: event)
            for channel in wanted where placed.isTold(on: channel, to: filter.agent) {
                previous[channel] = sequence
            }
            wanted.removeAll { previous[$0] != nil }
            left -= 1
            return !wanted.isEmpty && left > 0
        }
    }
}
