import Glibc
import Synchronization

/// How many connections there may be, in all and from one address.
final class ConnectionLimits: Sendable {
    private struct State {
        var total = 0
        var byAddress: [String: Int] = [:]
    }

    /// From one address.
    static let perAddress = 4_096
    private let inAll: Int
    private let state = Mutex(State())

    /// - Parameter inAll: How many there may be.
    init(inAll: Int) { self.inAll = inAll }

    /// Counts a connection, if there is room for it.
    func enter(_ address: String) -> Bool {
        state.withLock { state in
            guard state.total < inAll, state.byAddress[address, default: 0] < Self.perAddress
            else { return false }
            state.total += 1
            state.byAddress[address, default: 0] += 1
            return true
        }
    }

    /// A connection that was counted has ended.
    func leave(_ address: String) {
        state.withLock { state in
            state.total -= 1
            let left = (state.byAddress[address] ?? 1) - 1
            state.byAddress[address] = left == 0 ? nil : left
        }
    }

    /// Asks the system for as many files as it gives, and says how many connections that is.
    static func roomForConnections() -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = min(limit.rlim_max, 65_536)
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 {
                limit = raised
            }
        }
        // Room for the store, the streams of the process and whoever is just being refused.
        return max(8, min(8_192, Int(clamping: limit.rlim_cur) - 64))
    }
}
