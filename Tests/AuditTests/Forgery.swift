import Determinism
import Fuzzing
import History
import MarketModel
import Primitives

/// Records of random runs as lines, and ways to write them anew.
struct RecordText {
    var lines: [[UInt8]]

    init(lines: [[UInt8]]) { self.lines = lines }

    /// The record of a random run.
    init(seed: UInt32) {
        var text: [UInt8] = []
        _ = ExchangeFuzz.run(seed: seed) { text += $0 }
        lines = text.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }

    /// What the verifier says of the lines, and of their end.
    func finding(head: RecordHead? = nil) -> RecordFinding? {
        var verifier = RecordVerifier(head: head)
        do throws(RecordFinding) {
            for line in lines { try Self.check(line, by: &verifier) }
            try verifier.finish()
            return nil
        } catch {
            return error
        }
    }

    /// The last event, as the verifier names it.
    var head: RecordHead? {
        var verifier = RecordVerifier()
        for line in lines { try? Self.check(line, by: &verifier) }
        return verifier.lastHead
    }

    static func check(
        _ line: [UInt8], by verifier: inout RecordVerifier
    ) throws(RecordFinding) {
        let result = line.withUnsafeBytes { bytes in
            Result { () throws(RecordFinding) in try verifier.check(line: bytes) }
        }
        try result.get()
    }

    /// What the verifier says of the same events as rows of a store.
    func findingInRows(runID: String? = nil) throws -> RecordFinding? {
        var verifier = RecordVerifier(runID: runID)
        for line in lines {
            let value = try JSONParser.parse(line)
            let columns = ["event_type", "prev_hash", "event_hash"].map {
                Array((value[$0]?.stringValue ?? "").utf8)
            }
            let payload = CanonicalJSON.encode(value["payload"] ?? .null)
            let memory = (columns + [payload]).map { Self.copy($0) }
            defer { for piece in memory { piece.deallocate() } }
            let row = RecordedRow(
                sequence: value["event_seq"]?.integerValue ?? -1,
                tick: value["tick_id"]?.integerValue ?? -1,
                type: UnsafeRawBufferPointer(memory[0]),
                payload: UnsafeRawBufferPointer(memory[3]),
                previous: UnsafeRawBufferPointer(memory[1]),
                hash: UnsafeRawBufferPointer(memory[2]))
            do throws(RecordFinding) { try verifier.check(row: row) } catch { return error }
        }
        do throws(RecordFinding) { try verifier.finish() } catch { return error }
        return nil
    }

    private static func copy(_ bytes: [UInt8]) -> UnsafeMutableRawBufferPointer {
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: bytes.count, alignment: 1)
        memory.copyBytes(from: bytes)
        return memory
    }

    /// The lines written anew with every number and hash as it has to be: what somebody can do
    /// who wants no chain to show it.
    ///
    /// - Parameter change: Is shown every event, by its number, and may change it.
    func rehashed(
        _ change: (Int, inout [String: JSONValue]) -> Void
    ) throws -> RecordText {
        var previous = "GENESIS"
        var run: JSONValue?
        var result: [[UInt8]] = []
        for (number, line) in lines.enumerated() {
            let members = try JSONParser.parse(line).objectValue ?? []
            var event: [String: JSONValue] = [:]
            for member in members where member.key != "event_hash" {
                event[member.key] = member.value
            }
            change(number, &event)
            run = run ?? Self.runID(of: event["payload"])
            event["prev_hash"] = .string(previous)
            event["event_seq"] = .integer(Int64(number))
            event["run_id"] = run
            previous = Digest.hex(of: Self.encode(event))
            event["event_hash"] = .string(previous)
            result.append(Self.encode(event))
        }
        return RecordText(lines: result)
    }

    private static func encode(_ event: [String: JSONValue]) -> [UInt8] {
        CanonicalJSON.encode(.object(event.map { JSONMember($0.key, $0.value) }))
    }

    private static func runID(of payload: JSONValue?) -> JSONValue {
        let document: JSONValue = [
            "scenario": payload?["scenario"] ?? .null, "seed": payload?["seed"] ?? .null,
        ]
        return .string(String(Digest.hex(of: CanonicalJSON.encode(document)).prefix(16)))
    }
}

extension JSONValue {
    /// The value with a member exchanged, added, or (for `nil`) left out.
    func with(_ key: String, _ value: JSONValue?) -> JSONValue {
        var members = (objectValue ?? []).filter { $0.key != key }
        if let value { members.append(JSONMember(key, value)) }
        return .object(members)
    }
}
