import History
import Persistence

/// Keeps the events of a tick for a comparison, and hands them on.
final class EventTape: EventRecorder {
    /// The events since the tape was cleared.
    private(set) var rows: [EventRow] = []
    private var previousHash: [UInt8] = []
    private let next: (any EventRecorder)?

    init(handingOnTo next: (any EventRecorder)? = nil) { self.next = next }

    func record(_ event: SealedEvent) throws {
        let row = EventRow(event, previousHash: previousHash)
        previousHash = row.hash
        rows.append(row)
        try next?.record(event)
    }

    func endTick(ticksDone: Int64) throws { try next?.endTick(ticksDone: ticksDone) }

    func clear() { rows.removeAll(keepingCapacity: true) }
}

/// Two records of what should be one run, where they part.
struct RecordsDiffer: Error {
    /// `nil` where the record ends.
    let first: EventRow?
    /// `nil` where the record ends.
    let second: EventRow?

    /// The first place in which two lists of events differ.
    init?(_ first: [EventRow], _ second: [EventRow]) {
        guard first != second else { return nil }
        let index = zip(first, second).enumerated().first { $1.0 != $1.1 }?.offset
        let place = index ?? min(first.count, second.count)
        self.first = place < first.count ? first[place] : nil
        self.second = place < second.count ? second[place] : nil
    }

    init(first: EventRow?, second: EventRow?) {
        self.first = first
        self.second = second
    }

    /// The number of the event.
    var sequence: Int64 { first?.sequence ?? second?.sequence ?? 0 }
    /// The number of its tick; of the earlier one where they differ in it.
    var tick: Int64 { [first, second].compactMap { $0?.tick }.min() ?? 0 }
}
