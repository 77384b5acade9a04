public import MarketModel
public import Primitives

/// Turns events into their canonical bytes and chains them by hash.
///
/// An event is encoded once; those bytes are what is hashed, traced, stored and exported.
public struct EventChain: ~Copyable {
    /// The sequence number of the next event.
    public private(set) var nextSequence: Int64 = 0
    /// The canonical bytes of all events sealed so far.
    public private(set) var byteCount: Int64 = 0
    /// The number of events sealed so far.
    public var count: Int64 { nextSequence }

    private let encoder: EventEncoder
    private var writer = ByteWriter()
    private var hasher = SHA256Hasher()
    /// `,"prev_hash":"…","run_id":"…","tick_id":` with the hash of the event before in place.
    private let tail: UnsafeMutableBufferPointer<UInt8>
    private let hashPlace: Int
    private let runID: [UInt8]
    /// Where `,"event_type":…,"payload":{…}` of the event sealed last lies, and its tick.
    private var body = 0..<0
    private var lastTick = Tick(0)

    /// Starts a chain at the first event of a run.
    public init(runID: String, market: MarketDescription) {
        encoder = EventEncoder(market)
        self.runID = Array(runID.utf8)
        let head = Array(#","prev_hash":""#.utf8)
        let placeholder = [UInt8](repeating: 0, count: SHA256Hasher.hexCount)
        let rest = Array("\",\"run_id\":\"\(runID)\",\"tick_id\":".utf8)
        let template = head + placeholder + rest
        tail = .allocate(capacity: template.count)
        _ = tail.initialize(from: template)
        hashPlace = head.count
    }

    /// Goes on with a chain whose first events are kept elsewhere.
    ///
    /// - Parameters:
    ///   - count: How many there are; at least one.
    ///   - byteCount: Of their canonical bytes.
    ///   - headHash: Of the last of them: 64 lower-case hexadecimal digits.
    /// - Throws: `SnapshotError` when no chain can stand so.
    public init(
        runID: String, market: MarketDescription, count: Int64, byteCount: Int64,
        headHash: String
    ) throws(SnapshotError) {
        self.init(runID: runID, market: market)
        guard count > 0, byteCount > 0, Digest.bytes(ofHex: headHash) != nil else {
            throw SnapshotError("a chain of \(count) events with the head '\(headHash)'")
        }
        nextSequence = count
        self.byteCount = byteCount
        for (place, digit) in headHash.utf8.enumerated() { tail[hashPlace + place] = digit }
    }

    deinit { tail.deallocate() }

    /// Encodes an event and adds it to the chain.
    ///
    /// - Complexity: O(length of the event); some 0.2 µs for the frequent ones.
    public mutating func seal(_ event: borrowing Event, in tick: Tick) {
        writer.removeAll()
        writer.append(#"{"event_seq":"#)
        writer.append(nextSequence)
        let bodyStart = writer.count
        encoder.encode(event, into: &writer)
        body = bodyStart..<writer.count
        lastTick = tick
        if nextSequence == 0 {
            writer.append(#","prev_hash":"GENESIS","run_id":""#)
            writer.append(runID)
            writer.append(#"","tick_id":"#)
        } else {
            writer.append(UnsafeRawBufferPointer(tail))
        }
        writer.append(tick.index)
        writer.append("}")
        if let start = tail.baseAddress {
            hasher.hash(writer.buffer, hexInto: start + hashPlace)
        }
        byteCount += Int64(writer.count)
        nextSequence += 1
    }

    /// The hash of the last sealed event: 64 hexadecimal digits; empty before the first.
    public var headHash: String {
        if nextSequence == 0 { return "" }
        let digits = tail[hashPlace..<(hashPlace + SHA256Hasher.hexCount)]
        return String(decoding: digits, as: UTF8.self)
    }

    /// Adds the line of a JSONL file for the event sealed last: its canonical bytes with the
    /// hash as their first member.
    public func appendLine(to lines: inout [UInt8]) {
        lines.append(contentsOf: #"{"event_hash":""#.utf8)
        lines.append(contentsOf: tail[hashPlace..<(hashPlace + SHA256Hasher.hexCount)])
        lines.append(contentsOf: "\",".utf8)
        lines.append(contentsOf: writer.buffer[1...])
        lines.append(UInt8(ascii: "\n"))
    }

    /// Shows the event sealed last in the parts that a record keeps.
    ///
    /// - Parameter show: Gets views of the chain's buffer, valid only inside it.
    /// - Precondition: An event has been sealed.
    public func withSealedEvent<Result>(
        _ show: (SealedEvent) throws -> Result
    ) rethrows -> Result {
        precondition(nextSequence > 0, "nothing has been sealed")
        let head = Self.typeKey.utf8CodeUnitCount
        let afterHead = UnsafeRawBufferPointer(rebasing: writer.buffer[body].dropFirst(head))
        // A type's name has no quote in it: the first one ends it.
        let typeCount = afterHead.firstIndex(of: UInt8(ascii: "\"")) ?? afterHead.count
        let payloadStart = typeCount + Self.payloadKey.utf8CodeUnitCount
        return try show(
            SealedEvent(
                sequence: nextSequence - 1, tick: lastTick,
                type: UnsafeRawBufferPointer(rebasing: afterHead[..<typeCount]),
                payload: UnsafeRawBufferPointer(rebasing: afterHead[payloadStart...]),
                hash: hasher.lastDigest))
    }

    /// What stands before a type and between it and its payload, wherever the encoder writes.
    private static let typeKey: StaticString = #","event_type":""#
    private static let payloadKey: StaticString = #"","payload":"#
}
