import Determinism

/// Random JSON values, from a seed.
struct JSONSource: ~Copyable {
    private var stream: RandomStream

    init(seed: UInt32) { stream = RandomStream(seed: seed, name: "test/json") }

    mutating func below(_ bound: Int) -> Int { stream.below(bound) }

    mutating func value(depth: Int) -> JSONValue {
        switch below(depth > 0 ? 9 : 6) {
        case 0: return .null
        case 1: return .bool(below(2) == 0)
        case 2: return .integer(integer())
        case 3: return .number(number())
        case 4, 5: return .string(text())
        case 6: return .array(values(count: below(5), depth: depth - 1))
        default:
            let keys = keys(count: below(6))
            let values = values(count: keys.count, depth: depth - 1)
            return .object(zip(keys, values).map { JSONMember($0, $1) })
        }
    }

    /// Keys of which no two are the same bytes; some are equivalent to others.
    mutating func keys(count: Int) -> [String] {
        var keys: [String] = []
        for _ in 0..<count {
            let key = text()
            if !keys.contains(where: { $0.utf8.elementsEqual(key.utf8) }) { keys.append(key) }
        }
        return keys
    }

    mutating func text() -> String {
        let alphabet: [Unicode.Scalar] = [
            "a", "b", "A", "1", " ", "/", "\"", "\\", "\n", "\u{0}", "\u{1F}", "\u{7F}",
            "\u{80}", "\u{E9}", "\u{301}", "\u{7FF}", "\u{800}", "\u{20AC}", "\u{D7FF}",
            "\u{E000}", "\u{FB33}", "\u{FFFF}", "\u{10000}", "\u{1F600}", "\u{10FFFF}",
        ]
        var text = ""
        for _ in 0..<below(7) { text.unicodeScalars.append(alphabet[below(alphabet.count)]) }
        return text
    }

    private mutating func values(count: Int, depth: Int) -> [JSONValue] {
        var values: [JSONValue] = []
        for _ in 0..<count { values.append(value(depth: depth)) }
        return values
    }

    private mutating func integer() -> Int64 {
        let bits = Int64(stream.next()) << 32 | Int64(stream.next())
        return bits >> Int64(below(64))
    }

    private mutating func number() -> Double {
        let bits = UInt64(stream.next()) << 32 | UInt64(stream.next())
        let number = Double(bitPattern: bits)
        return number.isFinite ? number : 0.5
    }
}
