/// An answer that a repeated request gets again.
public struct StoredAnswer: Hashable, Sendable {
    /// Whose request it answers.
    public var agent: Int64
    /// The key that the agent gave it.
    public var key: String
    /// The SHA-256 of the request.
    public var fingerprint: [UInt8]
    /// The HTTP status.
    public var status: Int64
    /// The body.
    public var body: [UInt8]

    /// Describes an answer.
    public init(
        agent: Int64, key: String, fingerprint: [UInt8], status: Int64, body: [UInt8]
    ) {
        self.agent = agent
        self.key = key
        self.fingerprint = fingerprint
        self.status = status
        self.body = body
    }
}

/// A key to the server, without its secret.
public struct StoredKey: Hashable, Sendable {
    /// What is public of it.
    public var id: String
    /// Whose it is; `nil` for the operator.
    public var agent: Int64?
    /// The SHA-256 of its secret.
    public var secretHash: [UInt8]
    /// When it ends, in seconds since 1970; `nil` for never.
    public var expiresAt: Int64?
    /// When it was revoked, in seconds since 1970.
    public var revokedAt: Int64?

    /// Describes a key.
    public init(
        id: String, agent: Int64?, secretHash: [UInt8], expiresAt: Int64?, revokedAt: Int64?
    ) {
        self.id = id
        self.agent = agent
        self.secretHash = secretHash
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}
