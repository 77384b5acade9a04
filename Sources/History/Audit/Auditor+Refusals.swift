import MarketModel
import Primitives

// Refusals change nothing; their reason has to be possible, as far as it shows.
extension Auditor {
    mutating func refuse(_ refusal: Rejection) throws(AuditFinding) {
        try note(refusal.agent, isRefusedAsBankrupt: refusal.reason == .agentBankrupt)
        try need(
            Self.reasons(of: refusal.action).contains(refusal.reason), .refusal,
            "a reason that \(refusal.action.rawValue) can have", "\(refusal.reason.code)")
        if refusal.reason <= .invalidAction { return }
        guard let venue = try venue(of: refusal) else { return }
        let canBeHalted =
            switch refusal.action {
            case .placeLimitOrder, .placeMarketOrder, .replaceOrder: true
            case .cancelOrder, .cancelAll, .reduceOrder: false
            }
        try need(
            (canBeHalted && venues[venue].isHalted) == (refusal.reason == .instrumentHalted),
            .refusal, venues[venue].isHalted ? "INSTRUMENT_HALTED" : "no halt",
            "\(refusal.reason.code)")
    }

    /// The instrument it was about; `nil` if it is refused for naming none.
    private func venue(of refusal: Rejection) throws(AuditFinding) -> Int? {
        switch refusal.action {
        case .cancelOrder, .replaceOrder, .reduceOrder:
            // An id that the record cannot hold is left out; no order has it.
            let open = refusal.order.flatMap { openOrder($0, of: refusal.agent) }
            try need(
                (open == nil) == (refusal.reason == .orderNotFound), .refusal,
                open == nil ? "ORDER_NOT_FOUND" : "another reason: the order is open",
                "\(refusal.reason.code)")
            return open.map { Int(orders[Int($0)].venue) }
        case .placeLimitOrder, .placeMarketOrder, .cancelAll:
            var known: Int?
            if case .listed(let id) = refusal.instrument, venues.indices.contains(id.index) {
                known = id.index
            }
            try need(
                (known == nil) == (refusal.reason == .invalidInstrument), .refusal,
                known == nil ? "INVALID_INSTRUMENT" : "another reason: it is listed",
                "\(refusal.reason.code)")
            return known
        }
    }

    /// What an action can be refused for.
    private static func reasons(of action: ActionName) -> [RejectionReason] {
        switch action {
        case .placeLimitOrder:
            RejectionReason.allCases.filter { $0 != .orderNotFound }
        case .placeMarketOrder:
            [
                .agentBankrupt, .invalidAction, .invalidInstrument, .instrumentHalted,
                .invalidQuantity, .insufficientFunds,
            ]
        case .cancelOrder: [.agentBankrupt, .orderNotFound]
        case .cancelAll: [.agentBankrupt, .invalidInstrument]
        case .replaceOrder:
            [
                .agentBankrupt, .invalidAction, .orderNotFound, .instrumentHalted,
                .invalidPrice, .invalidQuantity, .insufficientFunds,
            ]
        case .reduceOrder: [.agentBankrupt, .orderNotFound, .invalidQuantity]
        }
    }
}

extension RejectionReason {
    /// In the order of the checks.
    fileprivate static func <= (left: RejectionReason, right: RejectionReason) -> Bool {
        left.rawValue <= right.rawValue
    }
}
