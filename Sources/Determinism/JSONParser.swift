/// Reads JSON as RFC 8259 has it and no other way, whatever the bytes are.
///
/// Also refused are what readers are known to disagree on: duplicate keys, byte order marks,
/// halves of surrogate pairs, numbers beyond a double, and depth beyond a limit.
public enum JSONParser {
    /// The greatest limit of depth: what the stack of a small thread holds for certain.
    public static let greatestDepth = 512

    /// Reads one JSON text.
    ///
    /// A number without fraction or exponent that fits becomes ``JSONValue/integer(_:)``, `-0`
    /// included; any other is rounded to the nearest double.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8.
    ///   - maximumDepth: How many arrays and objects may be open at once; at 0 none may.
    /// - Throws: ``JSONError`` on the first thing that is wrong.
    /// - Precondition: `maximumDepth` is in `0...greatestDepth`.
    /// - Complexity: O(length).
    public static func parse(
        _ bytes: some Collection<UInt8>, maximumDepth: Int = 32
    ) throws(JSONError) -> JSONValue {
        precondition(
            maximumDepth >= 0 && maximumDepth <= greatestDepth,
            "a limit of depth must be in 0...\(greatestDepth), got \(maximumDepth)")
        var reader = JSONReader(Array(bytes), maximumDepth: maximumDepth)
        return try reader.readText()
    }
}
