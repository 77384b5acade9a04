import Determinism
import Testing

@testable import OrderFlow

@Suite("Cutting pieces into lines")
struct LineSplitterTests {
    private func lines(_ bytes: [UInt8], pieces: [Int]) -> [[UInt8]] {
        var splitter = LineSplitter()
        var lines: [[UInt8]] = []
        var start = 0
        for piece in pieces where start < bytes.count {
            let end = min(bytes.count, start + piece)
            bytes[start..<end].withUnsafeBytes { splitter.split($0) { lines.append(Array($0)) } }
            start = end
        }
        splitter.finish { lines.append(Array($0)) }
        return lines
    }

    private func lines(_ bytes: [UInt8], pieceSize: Int) -> [[UInt8]] {
        let count = bytes.count / pieceSize + 1
        return lines(bytes, pieces: Array(repeating: pieceSize, count: count))
    }

    @Test(
        "short lines come out whole, at every size of the pieces",
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n", [""]), ("\n\n", ["", ""]),
            ("a\nb", ["a", "b"]), ("a\n\nb\n", ["a", "", "b"]), ("a\r\nb\r\n", ["a", "b"]),
            ("\r\n", [""]), ("\r", [""]), ("a\rb\n", ["a\rb"]), ("a\r\r\n", ["a\r"]),
            ("one,two\r\nthree\n\r\nfour,,\r", ["one,two", "three", "", "four,,"]),
        ] as [(String, [String])])
    func wholeLines(text: String, expected: [String]) {
        for pieceSize in 1...(text.utf8.count + 1) {
            let found = lines(Array(text.utf8), pieceSize: pieceSize)
            #expect(found == expected.map { Array($0.utf8) }, "pieces of \(pieceSize)")
        }
    }

    @Test(
        "random bytes come out as a plain split would have them",
        arguments: 1...20 as ClosedRange<UInt32>)
    func randomBytes(seed: UInt32) {
        var random = RandomStream(seed: seed, name: "generator/lines")
        let alphabet = Array("\n\n\r,ab\u{0}".utf8)
        let bytes = (0..<3_000).map { _ in alphabet[random.below(alphabet.count)] }
        var expected = bytes.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).map { Array($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0) }
        // After the last end of a line there is no line.
        if bytes.last == UInt8(ascii: "\n") { expected.removeLast() }
        for _ in 0..<20 {
            let pieces = (0..<3_000).map { _ in 1 + random.below(40) }
            #expect(lines(bytes, pieces: pieces) == expected, "seed \(seed)")
        }
        for pieceSize in [1, 2, 3, 64, 2_999, 3_000, 3_001] {
            #expect(lines(bytes, pieceSize: pieceSize) == expected, "seed \(seed)")
        }
    }

    @Test("of a line that never ends little is kept: its commas, and the start of each field")
    func longLines() throws {
        let digits = String(repeating: "1", count: 50_000)
        let text = "C,7,\(digits),\(digits),x\nL,1,B,2,3\n"
        for pieceSize in [1, 1_000, 65_536, 70_000] {
            let found = lines(Array(text.utf8), pieceSize: pieceSize)
            #expect(found.count == 2 && found[1] == Array("L,1,B,2,3".utf8))
            let fields = found[0].split(separator: UInt8(ascii: ","))
            #expect(fields.count == 5 && fields[0] == [0x43] && fields[4] == [0x78])
            #expect(fields[2].count >= 20)
        }
        let commas = [UInt8](repeating: UInt8(ascii: ","), count: 1_000_000)
        let kept = lines(commas, pieceSize: 1_024)
        #expect(kept.count == 1 && kept[0].count <= LineSplitter.greatestLine)
    }
}
