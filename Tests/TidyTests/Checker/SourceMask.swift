/// Blanks out what is not code: comments, and the contents of string literals.
///
/// Every UTF-16 unit keeps its place, so an offset into the result is one into the source. The
/// code inside an interpolation stays. Regex literals are not known: none is used here.
struct SourceMask {
    private enum Frame {
        /// Code, with the parentheses open since its interpolation began.
        case code(open: Int)
        case string(hashes: Int, quotes: Int)
    }

    private let units: [UInt16]
    private var masked: [UInt16]
    private var index = 0
    private var frames: [Frame] = [.code(open: 0)]

    private init(_ text: String) {
        units = Array(text.utf16)
        masked = units
    }

    static func code(of text: String) -> String {
        var mask = SourceMask(text)
        mask.run()
        return String(decoding: mask.masked, as: UTF16.self)
    }

    private mutating func run() {
        while index < units.count {
            switch frames[frames.count - 1] {
            case .code(let open): stepThroughCode(open: open)
            case .string(let hashes, let quotes):
                stepThroughString(hashes: hashes, quotes: quotes)
            }
        }
    }

    private func sees(_ text: String, at place: Int) -> Bool {
        let wanted = text.utf16
        guard place + wanted.count <= units.count else { return false }
        return zip(wanted, units[place...]).allSatisfy(==)
    }

    private mutating func blank(_ count: Int) {
        for place in index..<min(index + count, units.count) where units[place] != 10 {
            masked[place] = 32
        }
        index += count
    }

    private mutating func stepThroughCode(open: Int) {
        if sees("//", at: index) {
            while index < units.count, units[index] != 10 { blank(1) }
        } else if sees("/*", at: index) {
            skipBlockComment()
        } else if let (hashes, quotes) = stringStart() {
            frames.append(.string(hashes: hashes, quotes: quotes))
            index += hashes + quotes
        } else {
            if frames.count > 1, sees("(", at: index) {
                frames[frames.count - 1] = .code(open: open + 1)
            } else if frames.count > 1, sees(")", at: index) {
                if open == 1 {
                    frames.removeLast()
                } else {
                    frames[frames.count - 1] = .code(open: open - 1)
                }
            }
            index += 1
        }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if sees("/*", at: index) {
                depth += 1
                blank(2)
            } else if sees("*/", at: index) {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && index < units.count
    }

    private func stringStart() -> (hashes: Int, quotes: Int)? {
        var place = index
        while sees("#", at: place) { place += 1 }
        guard sees("\"", at: place) else { return nil }
        // An empty literal is two quotes, not the start of three.
        return (place - index, sees("\"\"\"", at: place) ? 3 : 1)
    }

    private mutating func stepThroughString(hashes: Int, quotes: Int) {
        let pounds = String(repeating: "#", count: hashes)
        if sees("\\" + pounds + "(", at: index) {
            index += 2 + hashes
            frames.append(.code(open: 1))
        } else if sees("\\" + pounds, at: index) {
            blank(2 + hashes)
        } else if sees(String(repeating: "\"", count: quotes) + pounds, at: index) {
            index += quotes + hashes
            frames.removeLast()
        } else if quotes == 1, units[index] == 10 {
            // Not Swift; whatever it is, the next line is read afresh.
            frames.removeLast()
        } else {
            blank(1)
        }
    }
}
