import Determinism

/// What follows from a line of the host. Answers end in `\n`.
public enum TracebookReply: Hashable, Sendable {
    /// The line was blank, or came after the end: nothing is said.
    case silence
    /// The session goes on.
    case answer([UInt8])
    /// The host has finished: this is the last answer.
    case complete([UInt8])
    /// The line was no message that can be answered: this is the last answer, and why.
    case failure([UInt8], reason: String)
}

/// The engine under the conformance tests of Tracebook: a line of its NDJSON protocol in, a
/// line out.
///
/// The host says `hello` with the rules, sends events one by one, and `finish`; after each
/// event it is told what happened and a SHA-256 of all that rests. The protocol ends with the
/// first message that is wrong, and so does the session.
///
/// - Source: the PyPI package `tracebook-conformance` 0.6.0, protocol version 1.
public struct TracebookSession: ~Copyable {
    /// A longer line is no message.
    public static let greatestLine = 1 << 20

    private let version: String
    private let digest: ([UInt8]) -> String
    /// There is one from `hello` on.
    private var state: TracebookState?
    private var isOver = false
    private var lastIndex: Int64 = 0

    /// Creates a session that waits for `hello`.
    ///
    /// - Parameters:
    ///   - version: How the engine names its version to the host.
    ///   - digest: The SHA-256 of bytes in lower-case hexadecimal.
    public init(version: String, digest: @escaping ([UInt8]) -> String) {
        self.version = version
        self.digest = digest
    }

    /// Answers a line, given without its end.
    public mutating func reply(to line: UnsafeRawBufferPointer) -> TracebookReply {
        if isOver { return .silence }
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return .silence }
        do throws(TracebookError) {
            if line.count > Self.greatestLine {
                throw TracebookError("a line is longer than \(Self.greatestLine) bytes")
            }
            return try reply(to: try TracebookMessage(line))
        } catch {
            return fail(error)
        }
    }

    /// Answers the end of the input, which is a fault before `finish`.
    public mutating func replyToEnd() -> TracebookReply {
        if isOver { return .silence }
        let missing = state == nil ? "hello" : "finish"
        return fail(TracebookError("the input ended before \(missing)"))
    }

    private mutating func reply(
        to message: TracebookMessage
    ) throws(TracebookError) -> TracebookReply {
        switch message {
        case .hello(let rules):
            if state != nil { throw TracebookError("hello was said already") }
            state = TracebookState(rules: rules)
            return .answer(TracebookText.ready(version: version))
        case .event(let index, let event):
            try expect(index, "index", is: lastIndex + 1)
            return .answer(try observation(of: event))
        case .snapshot(let index):
            guard let state else { throw Self.tooEarly }
            try expect(index, "index", is: lastIndex)
            return .answer(TracebookText.snapshot(index: index, state))
        case .finish(let count):
            if state == nil { throw Self.tooEarly }
            try expect(count, "event_count", is: lastIndex)
            isOver = true
            return .complete(TracebookText.complete(eventCount: count))
        }
    }

    private static var tooEarly: TracebookError {
        TracebookError("the first message must be hello")
    }

    private func expect(
        _ count: Int64, _ key: String, is expected: Int64
    ) throws(TracebookError) {
        if count != expected { throw TracebookError("\(key) must be \(expected)") }
    }

    private mutating func observation(
        of event: TracebookEvent
    ) throws(TracebookError) -> [UInt8] {
        // The books are changed in place, not in a copy.
        guard let outcome = state?.apply(event), let state else { throw Self.tooEarly }
        lastIndex += 1
        var bytes: [UInt8] = []
        state.append(to: &bytes)
        return TracebookText.observation(
            index: lastIndex, outcome, event, state, hash: digest(bytes))
    }

    private mutating func fail(_ error: TracebookError) -> TracebookReply {
        isOver = true
        return .failure(TracebookText.error(error), reason: error.message)
    }
}
