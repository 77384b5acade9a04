import History
import Primitives

/// Rows on their way to the disk: what is bound to the insert, in one block of memory.
///
/// Owned by one thread at a time: the queue hands it over, so it is Sendable.
final class EventChunk: @unchecked Sendable {
    struct Row {
        var offset: Int
        var tick: Int64
        /// `nil` where the payload names no agent.
        var agent: Int64?
        var typeCount: Int32
        var payloadCount: Int32
    }

    /// In sequence without gaps.
    private(set) var rows: ContiguousArray<Row> = []
    /// The number of the first row's event.
    private(set) var firstSequence: Int64 = 0
    /// How many ticks have closed with its last row.
    var ticksDone: Int64 = 0
    /// The tick that is open after its last row, if one is.
    var openTick: Int64?

    /// The hash before the first row, then hash, type and payload of every row.
    private(set) var bytes: UnsafeMutableRawPointer
    private(set) var byteCount = 0
    private var capacity: Int
    private(set) var previousHashCount = 0

    init(rowCapacity: Int = 10_240, byteCapacity: Int = 1 << 21) {
        rows.reserveCapacity(rowCapacity)
        capacity = byteCapacity
        bytes = .allocate(byteCount: byteCapacity, alignment: 16)
    }

    deinit { bytes.deallocate() }

    var isEmpty: Bool { rows.isEmpty }

    /// Empties the chunk for events from `sequence` on.
    ///
    /// - Parameter previousHash: Of the event before; empty before the first of a run.
    func restart(at sequence: Int64, previousHash: [UInt8]) {
        rows.removeAll(keepingCapacity: true)
        firstSequence = sequence
        previousHashCount = previousHash.count
        previousHash.withUnsafeBytes { hash in
            UnsafeMutableRawBufferPointer(start: bytes, count: hash.count).copyMemory(from: hash)
        }
        byteCount = SealedEvent.hashByteCount
    }

    func append(_ event: SealedEvent) {
        precondition(
            event.sequence == firstSequence + Int64(rows.count),
            "event \(event.sequence) is not the one after the last")
        let offset = byteCount
        let size = event.hash.count + event.type.count + event.payload.count
        if offset + size > capacity { grow(toHold: offset + size) }
        add(event.hash)
        add(event.type)
        add(event.payload)
        rows.append(
            Row(
                offset: offset, tick: event.tick.index,
                agent: PayloadAgent.number(in: event.payload),
                typeCount: Int32(event.type.count), payloadCount: Int32(event.payload.count)))
    }

    /// The hash of the last row; of the event before, where there is none.
    var lastHash: [UInt8] {
        let (start, count) =
            rows.last.map { ($0.offset, SealedEvent.hashByteCount) } ?? (0, previousHashCount)
        return Array(UnsafeRawBufferPointer(start: bytes + start, count: count))
    }

    private func add(_ part: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(start: bytes + byteCount, count: part.count)
            .copyMemory(from: part)
        byteCount += part.count
    }

    @inline(never)
    private func grow(toHold size: Int) {
        capacity = max(2 * capacity, size)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        moved.copyMemory(from: bytes, byteCount: byteCount)
        bytes.deallocate()
        bytes = moved
    }
}

/// What the column `agent` holds: the payload's `agent_id`, where that is a number.
///
/// Keys are sorted, so `agent_id` is the first of them, or the second after `action`.
enum PayloadAgent {
    private static let key: StaticString = #""agent_id":"#
    private static let action: StaticString = #""action":""#

    /// - Parameter payload: Canonical JSON.
    static func number(in payload: UnsafeRawBufferPointer) -> Int64? {
        var rest = payload.dropFirst()
        if starts(rest, with: action) {
            rest = rest.dropFirst(action.utf8CodeUnitCount)
            guard let quote = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
            // Past the quote and the comma.
            rest = rest[quote...].dropFirst(2)
        }
        guard starts(rest, with: key) else { return nil }
        var number: Int64 = 0
        var digits = 0
        for byte in rest.dropFirst(key.utf8CodeUnitCount) {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < 18 else { break }
            number = 10 * number + Int64(byte - UInt8(ascii: "0"))
            digits += 1
        }
        return digits > 0 ? number : nil
    }

    private static func starts(
        _ bytes: Slice<UnsafeRawBufferPointer>, with text: StaticString
    ) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        return UnsafeRawBufferPointer(rebasing: bytes.prefix(count)).hasSameBytes(
            as: UnsafeRawBufferPointer(start: text.utf8Start, count: count))
    }
}
