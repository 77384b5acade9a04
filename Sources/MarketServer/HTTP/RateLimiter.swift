import Synchronization

/// How many requests are left, for the headers that say so.
struct Allowance: Hashable, Sendable {
    /// Requests in a second.
    var limit: Int
    /// How many are left at once.
    var remaining: Int
    /// Seconds until all are back.
    var reset: Int
}

/// Buckets of tokens that fill steadily: one for every name, and one for all together.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        /// In seconds of the clock.
        var filledAt: Double
    }

    private struct State {
        var buckets: [String: Bucket] = [:]
        var all: Bucket
    }

    /// The most names that are remembered; then those whose buckets are full are forgotten.
    private static let greatestNames = 65_536

    let perSecond: Int
    private let inAllPerSecond: Int
    private let state: Mutex<State>
    private let clock: @Sendable () -> Double

    /// - Parameters:
    ///   - perSecond: For each name; as many may come at once.
    ///   - inAllPerSecond: For all together.
    ///   - clock: Seconds that never go back.
    init(perSecond: Int, inAllPerSecond: Int, clock: @escaping @Sendable () -> Double) {
        self.perSecond = perSecond
        self.inAllPerSecond = inAllPerSecond
        self.clock = clock
        state = Mutex(State(all: Bucket(tokens: Double(inAllPerSecond), filledAt: clock())))
    }

    /// Takes a token, if there is one.
    ///
    /// - Returns: What is left, and when to come back: `nil` if the request may go on.
    func take(_ name: String) -> (left: Allowance, retryAfter: Int?) {
        let now = clock()
        return state.withLock { state in
            if state.buckets.count >= Self.greatestNames { forgetFull(&state.buckets, at: now) }
            var bucket = state.buckets[name] ?? Bucket(tokens: Double(perSecond), filledAt: now)
            refill(&bucket, perSecond, at: now)
            refill(&state.all, inAllPerSecond, at: now)
            defer { state.buckets[name] = bucket }
            guard bucket.tokens >= 1 else {
                return (allowance(bucket), seconds(until: 1, bucket, perSecond))
            }
            guard state.all.tokens >= 1 else {
                return (allowance(bucket), seconds(until: 1, state.all, inAllPerSecond))
            }
            bucket.tokens -= 1
            state.all.tokens -= 1
            return (allowance(bucket), nil)
        }
    }

    private func refill(_ bucket: inout Bucket, _ rate: Int, at now: Double) {
        let gained = max(0, now - bucket.filledAt) * Double(rate)
        bucket.tokens = min(Double(rate), bucket.tokens + gained)
        bucket.filledAt = now
    }

    private func allowance(_ bucket: Bucket) -> Allowance {
        Allowance(
            limit: perSecond, remaining: Int(bucket.tokens),
            reset: seconds(until: Double(perSecond), bucket, perSecond))
    }

    private func seconds(until tokens: Double, _ bucket: Bucket, _ rate: Int) -> Int {
        max(1, Int(((tokens - bucket.tokens) / Double(rate)).rounded(.up)))
    }

    private func forgetFull(_ buckets: inout [String: Bucket], at now: Double) {
        buckets = buckets.filter { entry in
            var bucket = entry.value
            refill(&bucket, perSecond, at: now)
            return bucket.tokens < Double(perSecond)
        }
        // Somebody makes up names faster than buckets fill.
        if buckets.count >= Self.greatestNames { buckets.removeAll() }
    }
}
