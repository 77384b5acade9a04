import Determinism
import Testing

@Suite("JSONValue")
struct JSONValueTests {
    private let sample: JSONValue = [
        "b": "text", "a": 12, "list": [1, true, []], "nested": ["x": -1],
    ]

    @Test("literals keep the order they are written in")
    func literals() {
        let expected = JSONValue.object([
            JSONMember("b", .string("text")),
            JSONMember("a", .integer(12)),
            JSONMember("list", .array([.integer(1), .bool(true), .array([])])),
            JSONMember("nested", .object([JSONMember("x", .integer(-1))])),
        ])
        #expect(sample == expected)
    }

    @Test("a value answers only as what it is")
    func accessors() {
        #expect(sample["b"]?.stringValue == "text")
        #expect(sample["a"]?.integerValue == 12)
        #expect(sample["list"]?.arrayValue?.count == 3)
        #expect(sample["list"]?.arrayValue?[1].boolValue == true)
        #expect(sample["nested"]?["x"]?.integerValue == -1)
        #expect(sample["nested"]?.objectValue?.first?.key == "x")
        #expect(sample["c"] == nil)
        #expect(sample["a"]?["b"] == nil)
        #expect(sample["a"]?.stringValue == nil)
        #expect(sample["b"]?.integerValue == nil)
        #expect(sample["b"]?.boolValue == nil)
        #expect(sample["b"]?.arrayValue == nil)
        #expect(sample["b"]?.objectValue == nil)
        #expect(JSONValue.number(1).integerValue == nil)
        #expect(JSONValue.null.stringValue == nil)
    }

    @Test("equal texts in different spellings of Unicode are different values")
    func spellings() {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        #expect(composed == decomposed, "Swift itself holds them equal")
        #expect(JSONValue.string(composed) != .string(decomposed))
        #expect(JSONMember(composed, 1) != JSONMember(decomposed, 1))
        let both = JSONValue.object([JSONMember(composed, 1), JSONMember(decomposed, 2)])
        #expect(both[composed] == 1)
        #expect(both[decomposed] == 2)
    }

    @Test("no two kinds of value are equal")
    func kinds() {
        let values: [JSONValue] = [
            .null, false, true, 0, 1, .number(0.5), .number(1), "", "1", [], [0], [:], ["": 0],
            ["": .null], [["": 0]],
        ]
        for (place, value) in values.enumerated() {
            for (other, second) in values.enumerated() {
                #expect((value == second) == (place == other), "\(value) and \(second)")
            }
        }
        #expect(Set(values).count == values.count)
    }

    @Test("equal values hash alike")
    func hashes() {
        let again: JSONValue = [
            "b": "text", "a": 12, "list": [1, true, []], "nested": ["x": -1],
        ]
        #expect(sample.hashValue == again.hashValue)
        #expect(JSONValue.number(0).hashValue == JSONValue.number(-0.0).hashValue)
        #expect(JSONValue.number(0) == .number(-0.0))
    }
}
