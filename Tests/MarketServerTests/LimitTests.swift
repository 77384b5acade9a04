import Primitives
import Synchronization
import Testing

@testable import MarketServer

@Suite("Limits, keys and cursors")
struct LimitTests {
    /// A clock that is set by hand.
    private final class Hands: Sendable {
        private let seconds = Mutex(0.0)
        func set(_ time: Double) { seconds.withLock { $0 = time } }
        var time: Double { seconds.withLock { $0 } }
    }

    @Test("a key has its own bucket, which fills steadily, and others do not suffer")
    func buckets() {
        let hands = Hands()
        let limiter = RateLimiter(perSecond: 10, inAllPerSecond: 1_000) { hands.time }
        for left in (0..<10).reversed() {
            let (allowance, retryAfter) = limiter.take("a")
            #expect(allowance == Allowance(limit: 10, remaining: left, reset: 1))
            #expect(retryAfter == nil)
        }
        #expect(limiter.take("a").retryAfter == 1)
        #expect(limiter.take("b").retryAfter == nil)
        hands.set(0.35)
        #expect((0..<4).map { _ in limiter.take("a").retryAfter } == [nil, nil, nil, 1])
        hands.set(100)
        #expect(limiter.take("a").left.remaining == 9)
    }

    @Test("all together have a limit too")
    func inAll() {
        let limiter = RateLimiter(perSecond: 10, inAllPerSecond: 25) { 0 }
        let taken = (0..<40).filter { limiter.take("\($0 % 4)").retryAfter == nil }
        #expect(taken.count == 25)
    }

    @Test("a key opens what it is for until it expires or is revoked")
    func keys() throws {
        let hands = Hands()
        let mine = IssuedKey(for: AgentID(3), expiresAt: 50)
        let ring = KeyRing([mine.key]) { Int64(hands.time) }
        #expect(ring.caller(showing: mine.token) == .agent(AgentID(3), key: mine.key.id))
        let wrong = mine.token.dropLast() + (mine.token.hasSuffix("0") ? "1" : "0")
        for token in [String(wrong), "x.y", mine.key.id, "", mine.token + ".", "a.b.c", "é.ß"] {
            #expect(ring.caller(showing: token) == nil, "\(token)")
        }
        hands.set(50)
        #expect(ring.caller(showing: mine.token) == nil)
        hands.set(0)
        var revoked = mine.key
        revoked.revokedAt = 0
        ring.insert(revoked)
        #expect(ring.caller(showing: mine.token) == nil && !ring.isInForce(mine.key.id))
    }

    @Test("a key is drawn anew every time, and its secret is nowhere in what is kept")
    func issuing() {
        let keys = (0..<100).map { _ in IssuedKey(for: nil) }
        #expect(Set(keys.map(\.token)).count == 100)
        for issued in keys {
            let secret = issued.token.split(separator: ".")[1]
            #expect(secret.count == 64 && issued.key.secretHash.count == 32)
            #expect(!"\(issued.key)".contains(secret))
        }
        #expect(IssuedKey(token: "short.secret", for: nil) == nil)
        let chosen = IssuedKey(token: "me." + String(repeating: "a", count: 32), for: nil)
        #expect(chosen?.key.id == "me")
    }

    @Test("cursors read back, and nothing else does")
    func cursors() {
        for list in Cursor.List.allCases {
            for number in [0, 1, 35, 36, 1_000_000, Int64.max] {
                let cursor = Cursor(list, before: number)
                #expect(Cursor(cursor.text) == cursor)
            }
        }
        for text in ["", "o", "x1", "o-1", "o+1", "o01", "oZ", "o zz", "o99999999999999999"] {
            #expect(Cursor(text) == nil, "\(text)")
        }
    }

    @Test("many answers are found again by agent and key, and no others")
    func answers() {
        var index = AnswerIndex()
        for number in 0..<5_000 {
            index.insert(AgentID(number % 7), "key-\(number / 7)", number: Int64(number))
        }
        for number in 0..<5_000 {
            let found = index.candidates(AgentID(number % 7), "key-\(number / 7)")
            #expect(found.contains(Int64(number)))
        }
        let strangers = (0..<5_000).filter {
            !index.candidates(AgentID(9), "key-\($0)").isEmpty
        }
        #expect(strangers.count < 50)
    }

    @Test(
        "paths and queries are decoded, and what is encoded wrongly is refused",
        arguments: [
            ("/v1/market/book?instrument=ASSET%2FCASH&depth=2", true), ("/", true), ("/%zz", false),
            ("/%ff", false), ("*", false), ("http://x/", false), ("/a?b=%", false),
        ])
    func targets(text: String, isGood: Bool) {
        let target = RequestTarget(text)
        #expect((target != nil) == isGood)
        if text.hasPrefix("/v1") {
            #expect(target?.segments == ["v1", "market", "book"])
            #expect(target?.query.first?.value == "ASSET/CASH")
        }
    }
}
