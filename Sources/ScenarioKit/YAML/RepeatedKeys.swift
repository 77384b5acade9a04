import Yams

/// Composes a document in spite of keys that occur twice in a mapping.
///
/// The parser stops at the first such key and names the place of the first occurrence. To
/// show the second one, and every other error with it, the first is renamed, in place and
/// without moving anything, and the document composed again.
struct RepeatedKeys {
    /// What renamed keys were called, by where they stand.
    private(set) var originals: [SourcePosition: String] = [:]

    private var text: String
    /// Nodes know their anchors only as long as the parser that made them lives.
    private var parser: Parser?
    private var bytesRead = 0
    private static let maxBytesRead = 1 << 20
    private static let maxRounds = 64

    init(_ text: String) { self.text = text }

    /// The document's root; `nil` if there is no document.
    mutating func composeApart() throws -> Node? {
        while true {
            do {
                return try compose()
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                bytesRead += text.utf8.count
                let place = SourcePosition(context.mark)
                guard let key = keys.first, rename(at: place) else {
                    throw YamlError.duplicatedKeysInMapping(duplicates: keys, context: context)
                }
                originals[place] = key
            }
        }
    }

    private mutating func compose() throws -> Node? {
        // Tags are not resolved: what a scalar means is decided by what is expected.
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        self.parser = parser
        return try parser.singleRoot()
    }

    /// Replaces a character of the key at a place by one that occurs nowhere else.
    ///
    /// - Returns: Whether that could be done without changing the syntax.
    private mutating func rename(at place: SourcePosition) -> Bool {
        guard originals[place] == nil, originals.count < Self.maxRounds,
            bytesRead <= Self.maxBytesRead,
            let stranger = Unicode.Scalar(UInt32(0xE000 + originals.count)),
            var index = index(of: place)
        else { return false }
        let scalars = text.unicodeScalars
        switch scalars[index] {
        case "\"", "'":
            let quote = scalars[index]
            index = scalars.index(after: index)
            if index == scalars.endIndex || scalars[index] == quote { return false }
        case ":", "?", "[", "{", "|", ">", "*", " ", "\n", "\r":
            return false
        default:
            break
        }
        text.unicodeScalars.replaceSubrange(index...index, with: CollectionOfOne(stranger))
        return true
    }

    private func index(of place: SourcePosition) -> String.UnicodeScalarView.Index? {
        let scalars = text.unicodeScalars
        var position = SourcePosition.start
        var index = scalars.startIndex
        while index < scalars.endIndex, position < place {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            let isPair = scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n"
            if scalar == "\n" || scalar == "\r" && !isPair {
                position = SourcePosition(line: position.line + 1, column: 1)
            } else {
                position.column += 1
            }
            index = next
        }
        return index < scalars.endIndex && position == place ? index : nil
    }
}
