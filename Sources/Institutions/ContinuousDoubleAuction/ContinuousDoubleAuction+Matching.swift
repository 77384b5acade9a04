import Accounting
import MarketModel
import Matching
import Primitives

extension ContinuousDoubleAuction {
    /// Trades an incoming order until it is filled, nothing is within its limit, its agent's
    /// own order stops it, or its money is gone.
    ///
    /// - Returns: Why what is left must be cancelled; `nil` if it is to rest (or is filled).
    func trade(_ incoming: inout IncomingOrder, in venue: Venue) -> CancelReason? {
        let isMarketBid = incoming.limit == nil && incoming.side == .bid
        while incoming.open > .zero {
            var attempt = Attempt(quantity: incoming.open, isPaidFor: true)
            if isMarketBid {
                guard let next = nextAttempt(incoming, in: venue) else { return incoming.remainder }
                attempt = next
            }
            if attempt.quantity == .zero { return .insufficientFunds }
            let avoided = prevention == .none ? nil : ownerTag(incoming.agent)
            let outcome = venue.book.match(
                incoming.side, limit: incoming.limit, quantity: attempt.quantity,
                avoiding: avoided)
            settleExecutions(&incoming, in: venue)
            switch outcome.end {
            case .filled:
                if !attempt.isPaidFor { return .insufficientFunds }
            case .limitReached:
                return incoming.remainder
            case .ownOrder(let resting):
                if prevention != .cancelNewest {
                    cancelResting(resting.index, in: venue, because: .selfTrade)
                }
                if prevention != .cancelOldest { return .selfTrade }
            }
        }
        return nil
    }

    /// How much a call to the book is to take, and whether money allowed all that was wanted.
    private struct Attempt {
        var quantity: Lots
        var isPaidFor: Bool
    }

    /// How much of the next maker's order a market bid is to take: what both have open, or
    /// what the cash in hand pays when that is less; `nil` when there is no maker.
    ///
    /// An own order in front is not paid for: prevention deals with it first.
    private func nextAttempt(_ incoming: IncomingOrder, in venue: Venue) -> Attempt? {
        guard let maker = venue.book.front(.ask) else { return nil }
        let wanted = min(incoming.open, maker.open)
        if prevention != .none, maker.owner == ownerTag(incoming.agent) {
            return Attempt(quantity: wanted, isPaidFor: true)
        }
        let cash = ledger.available(incoming.agent, .cash)
        let affordable = venue.affordableLots(at: maker.price, cash: cash)
        return Attempt(
            quantity: Lots(units: min(wanted.units, affordable)),
            isPaidFor: affordable >= wanted.units)
    }

    /// Settles what the book has just executed, maker by maker, and records the trades.
    private func settleExecutions(_ incoming: inout IncomingOrder, in venue: Venue) {
        for execution in venue.book.executions {
            settle(execution, with: incoming, in: venue)
            incoming.open = Lots(units: incoming.open.units - execution.quantity.units)
            incoming.filled = Lots(units: incoming.filled.units + execution.quantity.units)
            if execution.makerIsFilled {
                orders.remove(execution.maker.index)
            } else {
                orders[execution.maker.index].filled += execution.quantity.units
            }
        }
    }

    private func settle(
        _ execution: Execution, with incoming: IncomingOrder, in venue: Venue
    ) {
        let lots = Int128(execution.quantity.units)
        let notional = lots * venue.notionalPerLot(at: execution.price)
        let makerFee = venue.fees.maker.ofRoundedUp(notional)
        let takerFee = venue.fees.taker.ofRoundedUp(notional)
        let maker = AgentID(Int(execution.makerOwner.number))
        let quantity = venue.amount(of: execution.quantity)
        let takerBuys = incoming.side == .bid
        // A bid releases what it reserved at its own price; a market bid reserved nothing.
        let releasedPerLot =
            takerBuys ? incoming.reservePerLot : venue.reservePerLot(at: execution.price)
        ledger.settle(
            Settlement(
                buyer: takerBuys ? incoming.agent : maker,
                seller: takerBuys ? maker : incoming.agent,
                asset: venue.instrument.base, quantity: quantity.units, notional: notional,
                buyerFee: takerBuys ? takerFee : makerFee,
                sellerFee: takerBuys ? makerFee : takerFee,
                buyerRelease: lots * releasedPerLot))
        lastTrade += 1
        events.append(
            .tradeExecuted(
                TradeExecuted(
                    trade: TradeID(lastTrade), instrument: venue.instrument.id,
                    price: venue.amount(of: execution.price), quantity: quantity,
                    aggressorSide: incoming.side,
                    makerOrder: orders[execution.maker.index].order,
                    takerOrder: incoming.order, makerAgent: maker, takerAgent: incoming.agent,
                    makerFee: Amount(units: makerFee), takerFee: Amount(units: takerFee))))
        venue.recordTrade(
            TradePrint(
                tick: tick, price: execution.price, quantity: execution.quantity,
                aggressorSide: incoming.side))
    }

    /// Whether a fill-or-kill would trade whole: it counts what it would really trade with.
    func canFill(
        _ side: Side, _ quantity: Lots, _ limit: Price, _ agent: AgentID, in venue: Venue
    ) -> Bool {
        let rule: OwnOrders =
            switch prevention {
            case .cancelNewest, .cancelBoth: .stopAt(ownerTag(agent))
            case .cancelOldest: .skip(ownerTag(agent))
            case .none: .count
            }
        return venue.book.canFill(side, limit: limit, quantity: quantity, ownOrders: rule)
    }

    func ownerTag(_ agent: AgentID) -> OwnerTag { OwnerTag(UInt32(agent.index)) }
}
