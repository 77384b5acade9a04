import Determinism

/// One pass over the bytes of a file for what would make the YAML parser work without end.
struct SourceScan {
    struct Problem {
        var message: String
        var position: SourcePosition
    }

    /// The first thing wrong.
    private(set) var problem: Problem?

    private static let maxNames = 1_000

    private let bytes: ArraySlice<UInt8>
    private var position = SourcePosition.start
    private var previous = UInt8(ascii: "\n")
    private var separators = 0
    private var collectionKeys = 0
    private var anchors: Set<[UInt8]> = []
    private var aliases: [[UInt8]: SourcePosition] = [:]

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    mutating func run() {
        var index = bytes.startIndex
        while index < bytes.endIndex, problem == nil {
            take(bytes[index], at: index)
            index += 1
        }
        guard problem == nil else { return }
        // An alias without its anchor is an error of the parser's, and costs nothing.
        let known = aliases.filter { anchors.contains($0.key) }
        if let alias = known.min(by: { $0.value < $1.value }) {
            let name = TerminalText.shortened(String(decoding: alias.key, as: UTF8.self))
            problem = Problem(
                message: "found the alias '*\(name)'; anchors and aliases are not allowed",
                position: alias.value)
        }
    }

    private mutating func take(_ byte: UInt8, at index: Int) {
        switch byte {
        case UInt8(ascii: "&"):
            if let name = name(after: index) { noteAnchor(name) }
        case UInt8(ascii: "*"):
            if let name = name(after: index) { noteAlias(name) }
        case UInt8(ascii: "?"):
            countCollectionKey()
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            if colonFollows(index) { countCollectionKey() }
        case UInt8(ascii: "\n"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["),
            UInt8(ascii: "{"):
            countSeparator()
        case UInt8(ascii: "-") where Self.isBlank(previous):
            // The dash of a list's entry: several may stand on one line.
            countSeparator()
        default:
            break
        }
        advance(past: byte)
        previous = byte
    }

    private mutating func advance(past byte: UInt8) {
        if byte == UInt8(ascii: "\n") {
            position = SourcePosition(line: position.line + 1, column: 1)
        } else if byte & 0xC0 != 0x80 {
            position.column += 1
        }
    }

    private mutating func noteAnchor(_ name: [UInt8]) {
        anchors.insert(name)
        limitNames(anchors.count)
    }

    private mutating func noteAlias(_ name: [UInt8]) {
        if aliases[name] == nil { aliases[name] = position }
        limitNames(aliases.count)
    }

    private mutating func limitNames(_ count: Int) {
        if count > Self.maxNames {
            problem = Problem(
                message: "found too many words that look like anchors or aliases",
                position: position)
        }
    }

    private mutating func countSeparator() {
        separators += 1
        if separators > SourceText.maxSeparators {
            problem = Problem(
                message: "found more than \(SourceText.maxSeparators) entries, lines and "
                    + "brackets, the most a scenario may have", position: position)
        }
    }

    private mutating func countCollectionKey() {
        collectionKeys += 1
        if collectionKeys * bytes.count > SourceText.maxKeyBytes {
            problem = Problem(
                message: "found too many question marks, lists and mappings that look like "
                    + "keys for so long a file; a key must be a plain word",
                position: position)
        }
    }

    /// What an anchor or alias at `index` would be called; after a letter or digit there is
    /// none, because a plain word goes on.
    private func name(after index: Int) -> [UInt8]? {
        if Self.isWord(previous) { return nil }
        let name = bytes[(index + 1)...].prefix { Self.isNameByte($0) }
        return name.isEmpty ? nil : Array(name)
    }

    private func colonFollows(_ index: Int) -> Bool {
        let rest = bytes[(index + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        return rest.first == UInt8(ascii: ":")
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "\n")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default:
            false
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isWord(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}
