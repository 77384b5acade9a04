import Determinism
import Testing

@Suite("JSONParser: hostile bytes")
struct JSONParserFuzzTests {
    @Test("damaged texts are read or refused, never trapped on", arguments: 0..<50 as Range<UInt32>)
    func mutations(seed: UInt32) {
        var source = JSONSource(seed: seed)
        for _ in 0..<40 {
            let bytes = CanonicalJSON.encode(source.value(depth: 6))
            for _ in 0..<20 { check(source.damaged(bytes), seed: seed) }
        }
    }

    @Test("random bytes of JSON's alphabet never trap", arguments: 0..<50 as Range<UInt32>)
    func noise(seed: UInt32) {
        var source = JSONSource(seed: seed)
        for _ in 0..<1_000 { check(source.noise(), seed: seed) }
    }

    @Test("every beginning of a text but the whole is refused at its end")
    func prefixes() throws {
        let text = #"{"a":[1,-2.5e+3,"\u00e9\ud83d\ude00é😀",true,null],"b":{"c":false}}"#
        let bytes = Array(text.utf8)
        #expect(throws: Never.self) { try JSONParser.parse(bytes) }
        for count in 0..<bytes.count {
            let error = #expect(throws: JSONError.self) { try JSONParser.parse(bytes[..<count]) }
            let offset = error?.offset ?? .max
            #expect(offset <= count, "\(count) bytes: \(String(describing: error))")
        }
    }

    /// What is accepted must come out canonical, and the same again when read once more.
    private func check(_ bytes: [UInt8], seed: UInt32) {
        do throws(JSONError) {
            let written = CanonicalJSON.encode(try JSONParser.parse(bytes))
            let again = CanonicalJSON.encode(try JSONParser.parse(written))
            #expect(written == again, "seed \(seed), bytes \(bytes)")
        } catch {
            let isInside = error.offset >= 0 && error.offset <= bytes.count
            #expect(isInside, "seed \(seed), bytes \(bytes): \(error)")
        }
    }
}

extension JSONSource {
    /// The bytes with one to three faults of any kind.
    fileprivate mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(3) where !bytes.isEmpty {
            let place = below(bytes.count)
            switch below(6) {
            case 0: bytes[place] ^= 1 << UInt8(below(8))
            case 1: bytes[place] = UInt8(below(256))
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(UInt8(below(256)), at: place)
            case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 8)], at: 0)
            default: bytes.removeLast(bytes.count - place)
            }
        }
        return bytes
    }

    fileprivate mutating func noise() -> [UInt8] {
        let alphabet = Array(#"[[[{{"":,\ud800\udc00 nulltruefalse}}]]]0123456789.eE+-"#.utf8)
        var bytes: [UInt8] = []
        for _ in 0..<below(24) { bytes.append(alphabet[below(alphabet.count)]) }
        return bytes
    }
}
