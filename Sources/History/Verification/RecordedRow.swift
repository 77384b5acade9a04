/// The columns of a stored event, as views into memory of whoever reads them.
public struct RecordedRow {
    /// The `event_seq`.
    public var sequence: Int64
    /// The `tick_id`.
    public var tick: Int64
    /// The `event_type`, without quotes.
    public var type: UnsafeRawBufferPointer
    /// The payload in canonical JSON.
    public var payload: UnsafeRawBufferPointer
    /// The `prev_hash`, without quotes.
    public var previous: UnsafeRawBufferPointer
    /// The `event_hash`, without quotes.
    public var hash: UnsafeRawBufferPointer

    /// Puts the columns of an event together.
    public init(
        sequence: Int64, tick: Int64, type: UnsafeRawBufferPointer,
        payload: UnsafeRawBufferPointer, previous: UnsafeRawBufferPointer,
        hash: UnsafeRawBufferPointer
    ) {
        self.sequence = sequence
        self.tick = tick
        self.type = type
        self.payload = payload
        self.previous = previous
        self.hash = hash
    }
}

extension RecordedRow {
    /// Writes the text that was hashed, its parts as they stand here.
    func writeHashed(runID: [UInt8], into out: inout ByteWriter) {
        out.append(#"{"event_seq":"#)
        out.append(sequence)
        out.append(#","event_type":""#)
        out.append(type)
        out.append(#"","payload":"#)
        out.append(payload)
        out.append(#","prev_hash":""#)
        out.append(previous)
        out.append(#"","run_id":""#)
        out.append(runID)
        out.append(#"","tick_id":"#)
        out.append(tick)
        out.append("}")
    }
}

/// The line of a JSONL file, cut into its parts where they lie.
struct RecordedLine {
    /// What a row of a store would have in its columns.
    let row: RecordedRow
    /// The `run_id`, without quotes.
    let runID: UnsafeRawBufferPointer
    /// The hashed text is an opening brace and this: the line without its first member.
    let hashed: UnsafeRawBufferPointer

    /// The length of a run's name in hexadecimal digits.
    static let runIDCount = 16

    /// Cuts a line without its newline; `nil` if it has not the form of one.
    ///
    /// From the front as far as the payload, then the end, whose length is known: so nothing of
    /// the payload has to be understood here.
    @inline(__always)
    init?(_ line: UnsafeRawBufferPointer) {
        guard var reader = ByteReader(line) else { return nil }
        reader.skip(#"{"event_hash":""#)
        let hash = reader.take(SHA256Hasher.hexCount)
        reader.skip("\",")
        let hashedStart = reader.offset
        reader.skip(#""event_seq":"#)
        let sequence = reader.integer()
        reader.skip(#","event_type":""#)
        let type = reader.word()
        reader.skip(#"","payload":"#)
        let payloadStart = reader.offset
        guard reader.isIntact, let tailCount = Self.tailCount(of: line, sequence),
            line.count - tailCount >= payloadStart
        else { return nil }
        let payload = reader.take(line.count - tailCount - payloadStart)
        reader.skip(#","prev_hash":""#)
        let previous = reader.take(Self.previousCount(at: sequence))
        reader.skip(#"","run_id":""#)
        runID = reader.take(Self.runIDCount)
        reader.skip(#"","tick_id":"#)
        let tick = reader.integer()
        reader.skip("}")
        guard reader.isDone else { return nil }
        hashed = UnsafeRawBufferPointer(rebasing: line[hashedStart...])
        row = RecordedRow(
            sequence: sequence, tick: tick, type: type, payload: payload, previous: previous,
            hash: hash)
    }

    /// `"GENESIS"` stands before the first event, a hash before all others.
    private static func previousCount(at sequence: Int64) -> Int {
        sequence == 0 ? 7 : SHA256Hasher.hexCount
    }

    /// The number of bytes behind the payload.
    private static func tailCount(of line: UnsafeRawBufferPointer, _ sequence: Int64) -> Int? {
        var digits = 0
        while digits < min(16, line.count - 1) {
            let byte = line[line.count - 2 - digits]
            if byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9") { break }
            digits += 1
        }
        let names = #","prev_hash":"","run_id":"","tick_id":}"#.utf8.count
        return digits == 0 ? nil : names + previousCount(at: sequence) + runIDCount + digits
    }
}
