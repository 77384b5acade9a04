/// The bytes of a scenario file, checked for what must not reach the YAML parser.
///
/// The parser copies an aliased node for every alias and compares keys by walking them, so
/// both must be known harmless before it starts. The checks look at bytes, not at tokens,
/// and so cannot be misled: text that merely looks like an alias to an anchor of the same
/// file is refused as well.
struct SourceText {
    /// The greatest length of a file: 8 MiB.
    static let maxBytes = 8 << 20
    /// The greatest number of commas, colons, brackets, dashes and line ends together: each may
    /// be a node of the parser's, at some 400 bytes, and all of them have to fit into 64 MiB.
    static let maxSeparators = 60_000
    /// The greatest product of a file's length and the number of places in it that could
    /// make a key of a list or mapping: such keys are walked to the end, each by itself.
    static let maxKeyBytes = 16 << 20

    /// The text without a byte order mark.
    let text: String

    /// Checks a file's bytes.
    ///
    /// - Returns: `nil` if anything was wrong; `log` says what.
    init?(_ bytes: [UInt8], into log: inout DiagnosticLog) {
        if bytes.count > Self.maxBytes {
            log.error(Self.tooLong, at: nil)
            return nil
        }
        if Self.isUTF16(bytes) {
            log.error("found UTF-16 or UTF-32, expected UTF-8 text", at: nil)
            return nil
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = Self.decoded(content, into: &log) else { return nil }
        var scan = SourceScan(content)
        scan.run()
        if let problem = scan.problem {
            log.error(problem.message, at: problem.position)
            return nil
        }
        self.text = text
    }

    /// The message for a file beyond ``maxBytes``.
    static let tooLong = "found more than \(maxBytes >> 20) MiB, the longest a scenario may be"

    private static func isUTF16(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        // Every second byte of ASCII text in UTF-16 is zero.
        guard bytes.count >= 4 else { return false }
        return (bytes[0] == 0) != (bytes[1] == 0) && (bytes[2] == 0) != (bytes[3] == 0)
    }

    /// The text, if it is UTF-8 without control characters but tabs and line ends.
    private static func decoded(
        _ bytes: ArraySlice<UInt8>, into log: inout DiagnosticLog
    ) -> String? {
        var position = SourcePosition.start
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .emptyInput:
                return String(decoding: bytes, as: UTF8.self)
            case .error:
                log.error("found bytes that are not UTF-8 text", at: position)
                return nil
            case .scalarValue("\n"):
                position = SourcePosition(line: position.line + 1, column: 1)
            case .scalarValue(let scalar):
                if isForbidden(scalar) {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    log.error("found the control character U+\(code), expected text", at: position)
                    return nil
                }
                position.column += 1
            }
        }
    }

    /// What YAML itself forbids, and the line separators that editors do not count.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
