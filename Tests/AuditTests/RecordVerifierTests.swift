import Determinism
import Fuzzing
import History
import Primitives
import Testing

@Suite("The record verifier")
struct RecordVerifierTests {
    /// Records in which, between them, every kind of event occurs.
    static let records = Audited.records.map { (seed: $0.seed, text: RecordText(seed: $0.seed)) }

    /// One of some dozens of lines, with placings, trades and refusals.
    static let small: RecordText = {
        let fitting = records.map(\.text).filter { (40...150).contains($0.lines.count) }
        return fitting.max { $0.lines.count < $1.lines.count } ?? records[0].text
    }()

    @Test("passes what a run wrote, as lines and as rows, and names its head")
    func validRecords() throws {
        for (seed, text) in Self.records {
            let again = "catallaxy fuzz exchange --seeds \(seed)..\(seed)"
            #expect(text.finding() == nil, "\(again)")
            #expect(try text.findingInRows() == nil, "\(again)")
            let last = try JSONParser.parse(try #require(text.lines.last))
            let hash = try #require(last["event_hash"]?.stringValue)
            #expect(
                text.head == RecordHead(sequence: Int64(text.lines.count - 1), hash: hash))
            #expect(text.finding(head: text.head) == nil)
        }
    }

    @Test("finds a bit flipped at any 97th byte, in its line")
    func flippedBits() throws {
        let text = Array(Self.small.lines.joined(separator: [UInt8(ascii: "\n")])) + [10]
        var ends = Self.small.lines.map(\.count)
        for index in ends.indices.dropFirst() { ends[index] += ends[index - 1] + 1 }
        for place in stride(from: 0, to: text.count, by: 97) {
            var spoilt = text
            spoilt[place] ^= 1 << UInt8(place % 8)
            var lines = spoilt.split(separator: 10, omittingEmptySubsequences: false)
            if lines.last?.isEmpty == true { lines.removeLast() }
            let finding = RecordText(lines: lines.map { Array($0) }).finding()
            let line = try #require(ends.firstIndex { place <= $0 })
            #expect(finding?.sequence == Int64(line), "byte \(place): \(finding as Any)")
        }
    }

    @Test("finds every line that is removed, doubled or exchanged with the next")
    func movedLines() {
        let text = Self.small
        for place in text.lines.indices.dropLast() {
            var removed = text
            removed.lines.remove(at: place)
            #expect(removed.finding()?.sequence == Int64(place))
            var doubled = text
            doubled.lines.insert(text.lines[place], at: place)
            #expect(doubled.finding()?.sequence == Int64(place + 1))
            var exchanged = text
            exchanged.lines.swapAt(place, place + 1)
            #expect(exchanged.finding()?.sequence == Int64(place))
        }
    }

    @Test("a tail that is cut off within a tick shows; otherwise only a known head tells")
    func cutTail() throws {
        let text = Self.small
        let head = try #require(text.head)
        var hidden = 0
        for count in text.lines.indices {
            let cut = RecordText(lines: Array(text.lines.prefix(count)))
            if cut.finding() == nil { hidden += 1 }
            #expect(cut.finding(head: head)?.sequence == Int64(count))
        }
        #expect(hidden > 0 && hidden < text.lines.count)
    }

    @Test("a head is proved in the middle of a record as well, and a wrong one is found there")
    func heads() throws {
        let text = Self.small
        let middle = try #require(RecordText(lines: Array(text.lines.prefix(10))).head)
        #expect(text.finding(head: middle) == nil)
        let wrong = RecordHead(sequence: 9, hash: String(middle.hash.reversed()))
        #expect(text.finding(head: wrong)?.sequence == 9)
    }

    @Test("lines that are none")
    func malformedLines() throws {
        let first = String(decoding: Self.small.lines[0], as: UTF8.self)
        for line in ["", " ", "{}", "[]", "null", first + " ", " " + first, first + "\r", "\u{0}"] {
            let finding = RecordText(lines: [Array(line.utf8)]).finding()
            #expect(finding?.sequence == 0 && finding?.cause == .malformed, "\(line)")
        }
        #expect(RecordText(lines: []).finding()?.cause == .malformed)
        let second = RecordText(lines: Array(Self.small.lines.dropFirst()))
        #expect(second.finding()?.sequence == 0)
    }

    @Test("rows: every column that is spoilt is found, and the name of another run")
    func rows() throws {
        #expect(try Self.small.findingInRows(runID: "0123456789abcdef")?.sequence == 0)
        let keys = ["event_seq", "event_type", "prev_hash", "event_hash", "tick_id", "payload"]
        for key in keys {
            for place in [1, Self.small.lines.count / 2, Self.small.lines.count - 1] {
                var text = Self.small
                let event = try JSONParser.parse(text.lines[place])
                let value: JSONValue =
                    key == "payload"
                    ? ["x": 1] : event[key]?.integerValue.map { .integer($0 + 1) } ?? "X_Y"
                text.lines[place] = CanonicalJSON.encode(event.with(key, value))
                #expect(try text.findingInRows()?.sequence == Int64(place), "\(key)")
            }
        }
    }

    @Test("the first finding ends it, and is given again")
    func firstFinding() throws {
        var verifier = RecordVerifier()
        var finding: RecordFinding?
        do throws(RecordFinding) {
            try RecordText.check([], by: &verifier)
        } catch { finding = error }
        #expect(finding != nil && verifier.finding == finding)
        do throws(RecordFinding) {
            try RecordText.check(Self.small.lines[0], by: &verifier)
            Issue.record("went on")
        } catch { #expect(error == finding) }
    }

    @Test(
        "heads are read in one form only",
        arguments: [
            "", ":", "1", "1:", "-1:0", "1:0", "a:\(String(repeating: "0", count: 64))",
            "1:\(String(repeating: "A", count: 64))", "1:\(String(repeating: "0", count: 65))",
            "1:2:\(String(repeating: "0", count: 64))", " 1:\(String(repeating: "0", count: 64))",
            "99999999999999999999:\(String(repeating: "0", count: 64))",
        ])
    func wrongHeads(text: String) { #expect(RecordHead(parsing: text) == nil) }
}

@Suite("Records written anew, with every hash as it has to be")
struct ForgedRecordTests {
    @Test("an unchanged record is its own forgery")
    func identity() throws {
        let text = RecordVerifierTests.small
        #expect(try text.rehashed { _, _ in }.lines == text.lines)
    }

    @Test("changed payloads are found by their form or by the audit")
    func payloads() throws {
        var found = 0
        for (_, text) in RecordVerifierTests.records.prefix(6) {
            let lines = text.lines.count
            for place in stride(from: 1, to: lines, by: max(1, lines / 12)) {
                let extra = try text.rehashed { number, event in
                    if number == place { event["payload"] = event["payload"]?.with("x", 1) }
                }
                let finding = extra.finding()
                #expect(finding?.sequence == Int64(place) && finding?.cause == .payload)
                found += 1
            }
        }
        #expect(found > 30)
    }

    @Test("amounts that are one unit off are found at once")
    func amounts() throws {
        let text = RecordVerifierTests.records.map(\.text).max { $0.lines.count < $1.lines.count }
        let record = try #require(text)
        var tried = 0
        for (place, line) in record.lines.enumerated() where tried < 25 {
            let event = try JSONParser.parse(line)
            guard event["event_type"] == "TRADE_EXECUTED" else { continue }
            tried += 1
            let forged = try record.rehashed { number, event in
                if number == place {
                    event["payload"] = event["payload"]?.with("quantity", "0.00000001")
                }
            }
            #expect(forged.finding()?.sequence == Int64(place))
        }
        #expect(tried > 3)
    }

    @Test("events of types that are not known are gone past")
    func unknownTypes() throws {
        var text = RecordVerifierTests.small
        text.lines.insert(text.lines[5], at: 5)
        let later = try text.rehashed { number, event in
            if number != 5 { return }
            event["event_type"] = "RUN_REVISED"
            event["payload"] = ["path": "a", "value": "b"]
        }
        #expect(later.finding() == nil)
        let spoilt = try text.rehashed { number, event in
            if number != 5 { return }
            event["event_type"] = "RUN_REVISED"
            event["payload"] = []
        }
        #expect(spoilt.finding()?.sequence == 5)
    }

    /// Values that sit on the border of a type, or beyond it.
    static let hostile: [JSONValue] = [
        .null, .bool(true), "", "x", "nan", "-1", "0", "0.00000001", "1e400", [], [:], 0, -1, 1,
        "170141183460469231731687303715884105727.00000000", "1701411834604692317316873037158.0",
        "-1701411834604692317316873037158.00000000", "1000000000000000.00000000",
        "1000000000.00000000", "999999999.99999999", .integer(.max), .integer(.min),
        .integer(1 << 53), .number(1e300), "all", "house",
    ]

    @Test("a scenario of any values is refused or audited, and never ends the program")
    func scenarios() throws {
        let record = RecordText(lines: Array(RecordVerifierTests.small.lines.prefix(40)))
        var tried = 0
        let origin = try JSONParser.parse(record.lines[0])
        let scenario = try #require(origin["payload"]?["scenario"])
        for (number, path) in Self.paths(in: scenario).enumerated() {
            for place in stride(from: number % 3, to: Self.hostile.count, by: 3) {
                let value = Self.hostile[place]
                let forged = try record.rehashed { number, event in
                    guard number == 0 else { return }
                    let changed = Self.replacing(path[...], in: scenario, by: value)
                    event["payload"] = event["payload"]?.with("scenario", changed)
                }
                _ = forged.finding()
                tried += 1
            }
        }
        #expect(tried > 300)
    }

    @Test("payloads of any values are refused or audited, and never end the program")
    func hostilePayloads() throws {
        for (_, record) in RecordVerifierTests.records.prefix(4) {
            let count = record.lines.count
            for place in stride(from: 1, to: min(count, 150), by: 7) {
                let payload = try JSONParser.parse(record.lines[place])["payload"] ?? [:]
                // What a client calls its order is nobody's business.
                for member in payload.objectValue ?? [] where member.key != "client_order_id" {
                    let value = Self.hostile[(place + member.key.utf8.count) % Self.hostile.count]
                    if value == member.value { continue }
                    let head = RecordText(lines: Array(record.lines.prefix(place + 1)))
                    let forged = try head.rehashed { number, event in
                        if number == place {
                            event["payload"] = payload.with(member.key, value)
                        }
                    }
                    #expect(
                        forged.finding() != nil, "\(member.key) \(value) at \(place): \(payload)")
                }
            }
        }
    }

    /// The ways to every value within a value.
    private static func paths(in value: JSONValue) -> [[String]] {
        var paths: [[String]] = [[]]
        for member in value.objectValue ?? [] {
            paths += Self.paths(in: member.value).map { [member.key] + $0 }
        }
        for (index, element) in (value.arrayValue ?? []).prefix(2).enumerated() {
            paths += Self.paths(in: element).map { ["\(index)"] + $0 }
        }
        return paths
    }

    private static func replacing(
        _ path: ArraySlice<String>, in value: JSONValue, by new: JSONValue
    ) -> JSONValue {
        guard let key = path.first else { return new }
        if var elements = value.arrayValue, let index = Int(key) {
            elements[index] = replacing(path.dropFirst(), in: elements[index], by: new)
            return .array(elements)
        }
        guard let inner = value[key] else { return value }
        return value.with(key, replacing(path.dropFirst(), in: inner, by: new))
    }
}
