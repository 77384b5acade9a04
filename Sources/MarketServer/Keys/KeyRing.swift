import Foundation
import History
import Primitives
import Synchronization

/// Who somebody is who has shown a key.
enum Caller: Hashable, Sendable {
    /// Nobody in particular.
    case anonymous
    /// An agent, by its key's id.
    case agent(AgentID, key: String)
    /// The operator, by the key's id.
    case admin(key: String)

    /// The id of the key, if one was shown.
    var key: String? {
        switch self {
        case .anonymous: nil
        case .agent(_, let key), .admin(let key): key
        }
    }
}

/// The keys in force, looked up by the threads that talk to clients.
final class KeyRing: Sendable {
    private let keys: Mutex<[String: APIKey]>
    /// Compared with the secret when no key has the id, so that an unknown id costs the same.
    private let decoy: APIKey
    private let clock: @Sendable () -> Int64

    init(_ keys: [APIKey] = [], clock: @escaping @Sendable () -> Int64 = KeyRing.systemTime) {
        self.keys = Mutex(Dictionary(keys.map { ($0.id, $0) }) { _, last in last })
        self.clock = clock
        decoy = IssuedKey(for: nil).key
    }

    /// Seconds since 1970.
    static let systemTime: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }

    /// Adds a key, or puts another state in its place.
    func insert(_ key: APIKey) { keys.withLock { $0[key.id] = key } }

    /// The key of an id, in force or not.
    func key(_ id: String) -> APIKey? { keys.withLock { $0[id] } }

    /// Who shows a token; `nil` when it opens nothing, for whatever reason.
    ///
    /// Whether an id exists cannot be told from the time this takes: a hash is computed and
    /// compared in full either way.
    func caller(showing token: String) -> Caller? {
        guard let parts = TokenParts(token) else { return nil }
        let id = String(parts.id)
        let found = keys.withLock { $0[id] }
        let key = found ?? decoy
        let isSecret = Self.areEqual(Digest.bytes(of: Array(parts.secret)), key.secretHash)
        guard isSecret, found != nil, key.isInForce(at: clock()) else { return nil }
        return key.agent.map { .agent($0, key: id) } ?? .admin(key: id)
    }

    /// Whether a key that was accepted is still in force.
    func isInForce(_ id: String) -> Bool {
        key(id)?.isInForce(at: clock()) ?? false
    }

    /// The present time, in seconds since 1970.
    var now: Int64 { clock() }

    /// Compares without a branch that depends on what is compared.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
