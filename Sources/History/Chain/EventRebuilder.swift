/// Puts the canonical bytes of a run's events together again from what a record keeps of them.
public struct EventRebuilder: ~Copyable {
    private static let genesis = Array("GENESIS".utf8)

    private var writer = ByteWriter()
    private var hasher = SHA256Hasher()
    private let runPart: [UInt8]

    /// Prepares for the events of a run.
    public init(runID: String) {
        runPart = Array("\",\"run_id\":\"\(runID)\",\"tick_id\":".utf8)
    }

    /// The canonical bytes of the event rebuilt last; valid until the next.
    public var bytes: UnsafeRawBufferPointer { writer.buffer }

    /// Rebuilds an event and hashes it.
    ///
    /// - Parameters:
    ///   - sequence: Its number in the run.
    ///   - tick: The number of its tick.
    ///   - type: The name of its type.
    ///   - payload: The canonical JSON of its payload.
    ///   - previousHash: The hash of the event before; empty before the first.
    /// - Returns: The 32 bytes of its hash, valid until the next.
    /// - Complexity: O(length), most of it SHA-256.
    public mutating func rebuild(
        sequence: Int64, tick: Int64, type: UnsafeRawBufferPointer,
        payload: UnsafeRawBufferPointer, previousHash: UnsafeRawBufferPointer
    ) -> UnsafeRawBufferPointer {
        writer.removeAll()
        writer.append(#"{"event_seq":"#)
        writer.append(sequence)
        writer.append(#","event_type":""#)
        writer.append(type)
        writer.append(#"","payload":"#)
        writer.append(payload)
        writer.append(#","prev_hash":""#)
        if sequence == 0 && previousHash.isEmpty {
            writer.append(Self.genesis)
        } else {
            writer.append(count: 2 * previousHash.count) { place in
                hasher.writeHex(previousHash, to: place)
            }
        }
        writer.append(runPart)
        writer.append(tick)
        writer.append("}")
        return hasher.hash(writer.buffer)
    }

    /// Adds the line of a JSONL file for the event rebuilt last: its bytes with a hash as their
    /// first member.
    ///
    /// - Parameter hash: The 32 bytes of the hash the record has.
    public func appendLine(hash: UnsafeRawBufferPointer, to lines: inout [UInt8]) {
        lines.append(contentsOf: #"{"event_hash":""#.utf8)
        lines.append(contentsOf: Digest.hex(hash).utf8)
        lines.append(contentsOf: "\",".utf8)
        lines.append(contentsOf: writer.buffer[1...])
        lines.append(UInt8(ascii: "\n"))
    }
}
