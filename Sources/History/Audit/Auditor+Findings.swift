import MarketModel
import Primitives

extension Auditor {
    /// An event as the record writes its type and payload.
    func text(of event: Event) -> String {
        var writer = ByteWriter()
        encoder.encode(event, into: &writer)
        return String(decoding: writer.buffer.dropFirst(), as: UTF8.self)
    }

    /// Says what is wrong with an event in whose place another one was due.
    func mismatch(_ due: Event, _ event: Event, in tick: Tick) -> AuditFinding {
        if due == event {
            return problem(.eventOrder, "tick \(self.tick)", "tick \(tick.index)")
        }
        let rule: AuditFinding.Rule =
            switch (due, event) {
            case (.tradeExecuted(let wanted), .tradeExecuted(let trade)):
                Self.rule(wanted, trade)
            case (.orderCancelled(let order), _): Self.rule(order.reason)
            case (.tradeExecuted, _): .priority
            case (.orderExpired, _): .expiry
            case (.decayApplied, _): .decay
            case (.agentBankrupt, _), (.orderPlaced, _): .bankruptcy
            case (.runCreated, _), (.agentCreated, _), (.runStarted, _), (.runStopped, _),
                (.tickStarted, _), (.tickEnded, _), (.orderReplaced, _), (.orderRejected, _),
                (.rateLimitHit, _), (.balanceUpdated, _), (.scenarioEvent, _),
                (.runBranched, _), (.economy, _):
                .consequences
            }
        return problem(rule, text(of: due), text(of: event))
    }

    private static func rule(
        _ wanted: TradeExecuted, _ trade: TradeExecuted
    ) -> AuditFinding.Rule {
        if wanted.makerOrder != trade.makerOrder { return .priority }
        if wanted.trade != trade.trade || wanted.takerOrder != trade.takerOrder {
            return .identifiers
        }
        if wanted.makerFee != trade.makerFee || wanted.takerFee != trade.takerFee {
            return .fees
        }
        return .orderAccounts
    }

    private static func rule(_ reason: CancelReason) -> AuditFinding.Rule {
        switch reason {
        case .selfTrade: .selfTrade
        case .decay: .decay
        case .bankrupt: .bankruptcy
        case .halted: .halt
        case .requested, .iocRemainder, .marketRemainder, .insufficientFunds, .cleared:
            .consequences
        }
    }
}
