public import History
public import Primitives
public import Runner

/// An answer that a repeated request gets again.
public struct KeptAnswer: Hashable, Sendable {
    /// Whose request it answers.
    public var agent: AgentID
    /// The key that the agent gave it: 1–255 visible ASCII characters.
    public var key: String
    /// The SHA-256 of method, path and body of the request.
    public var fingerprint: [UInt8]
    /// The HTTP status.
    public var status: Int
    /// The body, JSON.
    public var body: [UInt8]

    /// Describes an answer.
    public init(
        agent: AgentID, key: String, fingerprint: [UInt8], status: Int, body: [UInt8]
    ) {
        self.agent = agent
        self.key = key
        self.fingerprint = fingerprint
        self.status = status
        self.body = body
    }
}

/// Where a run that is served is kept: its events, and what came from outside, together.
///
/// Owned by the thread that owns the run.
public protocol RunKeeper: EventRecorder {
    /// Keeps something the run was told, after all that was kept before.
    func keep(_ input: RunInput)

    /// Keeps an answer.
    ///
    /// - Returns: Its number; the first is 0, the next one more.
    func keep(_ answer: KeptAnswer) -> Int64

    /// Keeps a key, or what has become of it.
    func keep(_ key: APIKey)

    /// The answer of a number.
    ///
    /// - Throws: What the store failed with.
    func answer(_ number: Int64) throws -> KeptAnswer?

    /// Shows which requests have an answer, by rising number.
    ///
    /// - Throws: What the store failed with.
    func forEachAnswer(_ show: (_ number: Int64, AgentID, _ key: String) -> Void) throws

    /// The keys that are kept.
    ///
    /// - Throws: What the store failed with.
    func keys() throws -> [APIKey]

    /// Whether anything waits for a commit.
    var isDirty: Bool { get }

    /// Commits all that waits, or nothing of it, and returns when that outlasts a power failure.
    ///
    /// - Parameter openTick: The tick that is open, if one is.
    /// - Throws: What failed. Nothing may be kept after that.
    func commit(openTick: Tick?) throws

    /// Gives the run up.
    ///
    /// - Parameter isOver: Whether it is over for good.
    /// - Throws: What failed.
    func close(isOver: Bool) throws
}
