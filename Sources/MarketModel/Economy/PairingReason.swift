/// Why two agents of an economy were brought together.
public enum PairingReason: String, Hashable, Sendable, CaseIterable {
    /// Each was the other's first choice.
    case mutualConsent = "mutual_consent"
    /// The largest estimated surplus among those left.
    case greedyFallback = "greedy_fallback"
    /// The largest gains in utility.
    case greedyWelfare = "greedy_welfare_maximization"
    /// By lot.
    case random
}

/// Why a pair was dissolved.
public enum PartingReason: Hashable, Sendable {
    /// No block helped both.
    case tradeFailed
    /// No block helped both, where every one was considered.
    case noFeasibleTrade
    /// No block gave the responder anything the proposer wanted to give.
    case responderRejected
    /// The mode of the economy changed.
    case modeSwitch(from: EconomyMode, to: EconomyMode)
    /// Both are members of one market, where everybody trades with everybody.
    case market

    /// The name in events and tables.
    public var name: String {
        switch self {
        case .tradeFailed: "trade_failed"
        case .noFeasibleTrade: "no_feasible_trade"
        case .responderRejected: "responder_rejected"
        case .modeSwitch(let old, let new): "mode_switch_\(old.rawValue)_to_\(new.rawValue)"
        case .market: "market"
        }
    }

    /// Whether it follows from a negotiation, which leaves both with a cooldown.
    public var isFailedNegotiation: Bool {
        switch self {
        case .tradeFailed, .noFeasibleTrade, .responderRejected: true
        case .modeSwitch, .market: false
        }
    }

    /// Every reason there is.
    public static let all: [PartingReason] =
        [.tradeFailed, .noFeasibleTrade, .responderRejected, .market]
        + EconomyMode.allCases.flatMap { old in
            EconomyMode.allCases.filter { $0 != old }.map { .modeSwitch(from: old, to: $0) }
        }
}
