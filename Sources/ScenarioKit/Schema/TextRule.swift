import Determinism

/// Which texts a field takes.
public enum TextRule: Hashable, Sendable, CaseIterable {
    /// The name of a scenario, which becomes part of file names.
    case scenarioName
    /// The name of an economy, which older files write with capitals too.
    case economyName
    /// Words for people, of several lines if need be.
    case prose
    /// `BASE/QUOTE`.
    case symbol
    /// The name that agents are numbered under.
    case agentName
    /// The name of an asset or instrument or bot, looked up in the scenario.
    case reference

    /// The longest prose, in bytes.
    static let longestProse = 65_536

    /// What the rule allows, for messages.
    public var summary: String {
        switch self {
        case .scenarioName: "a name of 1 to 64 characters: [a-z0-9][a-z0-9._-]*"
        case .prose: "a text of at most \(Self.longestProse) bytes without control characters"
        case .symbol: "BASE/QUOTE, each 1 to 32 characters: [A-Za-z0-9][A-Za-z0-9._-]*"
        case .agentName, .economyName:
            "a name of 1 to 64 characters: [A-Za-z0-9][A-Za-z0-9._-]*"
        case .reference: "a name"
        }
    }

    /// Whether the rule allows a text.
    public func allows(_ text: String) -> Bool {
        switch self {
        case .scenarioName:
            text.utf8.count <= 64 && Self.isWord(text) && text.utf8.allSatisfy { !Self.isUpper($0) }
        case .prose:
            text.utf8.count <= Self.longestProse && text.unicodeScalars.allSatisfy(Self.isProse)
        case .symbol:
            Self.assets(inSymbol: text) != nil
        case .agentName, .economyName:
            text.utf8.count <= 64 && Self.isWord(text)
        case .reference:
            !text.isEmpty
        }
    }

    /// The base and the quote asset of a symbol; `nil` if it is none.
    static func assets(inSymbol text: String) -> (base: String, quote: String)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let names = parts.map { String($0) }
        guard names.allSatisfy({ $0.utf8.count <= 32 && isWord($0) }) else { return nil }
        return (names[0], names[1])
    }

    // Bytes, not characters: a combining accent would hide inside a character.
    private static func isWord(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetterOrDigit(first) else { return false }
        let punctuation: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")]
        return text.utf8.allSatisfy { isLetterOrDigit($0) || punctuation.contains($0) }
    }

    private static func isUpper(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: isUpper(byte)
        }
    }

    private static func isProse(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\t" || !TerminalText.isHarmful(scalar)
            || scalar.properties.isJoinControl || scalar.value == 0xAD
    }
}
