import History
public import Primitives

/// A key to the server, as it is kept: its secret is not in it.
public struct APIKey: Hashable, Sendable {
    /// What is public of it: 12 lower-case letters and digits.
    public var id: String
    /// Whose it is; `nil` for the operator.
    public var agent: AgentID?
    /// The SHA-256 of the secret's text.
    public var secretHash: [UInt8]
    /// When it ends, in seconds since 1970; `nil` for never.
    public var expiresAt: Int64?
    /// When it was revoked, in seconds since 1970; `nil` while it is in force.
    public var revokedAt: Int64?

    /// Describes a key.
    public init(
        id: String, agent: AgentID?, secretHash: [UInt8], expiresAt: Int64? = nil,
        revokedAt: Int64? = nil
    ) {
        self.id = id
        self.agent = agent
        self.secretHash = secretHash
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    /// Whether it opens anything at a time.
    func isInForce(at now: Int64) -> Bool {
        revokedAt == nil && (expiresAt.map { now < $0 } ?? true)
    }
}

/// A key with its secret, as its owner is shown it, once.
public struct IssuedKey: Sendable {
    /// What is kept of it.
    public let key: APIKey
    /// `KEYID.SECRET`.
    public let token: String

    /// Draws a key from the operating system's generator: 256 random bits.
    public init(for agent: AgentID?, expiresAt: Int64? = nil) {
        var generator = SystemRandomNumberGenerator()
        let id = Self.letters(12, &generator)
        let secret = (0..<4).map { _ in Self.hex(generator.next()) }.joined()
        key = APIKey(
            id: id, agent: agent, secretHash: Digest.bytes(of: Array(secret.utf8)),
            expiresAt: expiresAt)
        token = id + "." + secret
    }

    /// Takes a token that somebody has chosen.
    ///
    /// - Returns: `nil` unless it is `KEYID.SECRET`, both of letters, digits, `-` and `_`, the
    ///   secret of at least 32 characters, as has to be asked of 128 bits.
    public init?(token: String, for agent: AgentID?) {
        guard let parts = TokenParts(token), parts.secret.count >= 32 else { return nil }
        key = APIKey(
            id: String(parts.id), agent: agent, secretHash: Digest.bytes(of: Array(parts.secret)))
        self.token = token
    }

    private static func hex(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func letters(
        _ count: Int, _ generator: inout SystemRandomNumberGenerator
    ) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<count).map { _ in alphabet[Int.random(in: 0..<36, using: &generator)] })
    }
}

/// The two halves of `KEYID.SECRET`.
struct TokenParts {
    let id: Substring
    let secret: Substring.UTF8View

    init?(_ token: String) {
        guard token.utf8.count <= 256, let dot = token.utf8.firstIndex(of: UInt8(ascii: "."))
        else { return nil }
        id = token[..<dot]
        secret = token[token.utf8.index(after: dot)...].utf8
        guard !id.isEmpty, id.utf8.count <= 64, !secret.isEmpty, id.utf8.allSatisfy(Self.isPlain),
            secret.allSatisfy(Self.isPlain)
        else { return nil }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
