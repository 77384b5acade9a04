public import Analytics
import History

/// The hash of what a results file holds, whatever the file looks like inside.
///
/// It is taken over the canonical dump: first the plan as canonical JSON and a newline, then
/// the lines of every run in the order of the plan; see ``RunResult/canonicalLines``.
public struct ContentHash: ~Copyable {
    private var digest = StreamingDigest()

    /// Begins with the plan.
    public init(plan: String) {
        add(Array(plan.utf8))
        add([UInt8(ascii: "\n")])
    }

    /// Goes on with a run; they come in the order of the plan.
    public mutating func add(_ result: RunResult) { add(result.canonicalLines) }

    /// The 64 hexadecimal digits.
    public func hex() -> String { digest.hex() }

    private mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { digest.update($0) }
    }
}
