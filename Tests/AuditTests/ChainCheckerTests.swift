import Fuzzing
import History
import Testing

@Suite("The chain checker")
struct ChainCheckerTests {
    /// The lines of a random run.
    static let lines: [[UInt8]] = {
        var text: [UInt8] = []
        _ = ExchangeFuzz.run(seed: 117) { text += $0 }
        return text.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }()

    private func finding(in lines: [[UInt8]]) -> ChainFinding? {
        var checker = ChainChecker()
        do throws(ChainFinding) {
            for line in lines { try checker.check(line) }
            return nil
        } catch {
            return error
        }
    }

    @Test("passes the lines of a run, and names their head")
    func validLines() throws {
        var checker = ChainChecker()
        for line in Self.lines { try checker.check(line) }
        #expect(checker.count == Self.lines.count)
        #expect(checker.headHash.utf8.count == 64)
    }

    @Test("finds a bit flipped anywhere in a line, in that line")
    func flippedBits() {
        var lines = Array(Self.lines.prefix(12))
        for number in 9..<12 {
            let line = lines[number]
            for place in stride(from: 0, to: line.count, by: 3) {
                lines[number][place] ^= 1 << (place % 8)
                #expect(finding(in: lines)?.sequence == Int64(number), "byte \(place)")
                lines[number] = line
            }
        }
    }

    @Test("finds lines removed, doubled, exchanged")
    func movedLines() {
        let lines = Array(Self.lines.prefix(12))
        var removed = lines
        removed.remove(at: 5)
        #expect(finding(in: removed)?.sequence == 5)
        var doubled = lines
        doubled.insert(lines[5], at: 5)
        #expect(finding(in: doubled)?.sequence == 6)
        var exchanged = lines
        exchanged.swapAt(5, 6)
        #expect(finding(in: exchanged)?.sequence == 5)
    }

    @Test("finds white space, another order of keys, and what is no object")
    func otherForms() {
        let line = String(decoding: Self.lines[0], as: UTF8.self)
        for spoilt in [line + " ", " " + line, "[]", "", "{}", "null", String(line.dropLast())] {
            #expect(finding(in: [Array(spoilt.utf8)])?.sequence == 0)
        }
    }
}
