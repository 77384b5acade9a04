import Determinism
import MarketModel
import Primitives

extension ChaosTrader {
    /// Cancels, reduces or replaces an order of its own.
    func change(
        _ order: OpenOrder, _ observation: Observation, _ random: inout RandomStream
    ) -> Action {
        let market = observation.markets[order.instrument.index]
        let lot = market.instrument.lotSize.units
        func amount(_ lots: Int64) -> Amount { Amount(units: Int128(max(lots, 1)) * lot) }
        let open = order.open.units
        switch random.below(8) {
        case 0, 1: return .cancelOrder(order.order)
        case 2, 3:
            let cut = random.pick([1, open / 2, open - 1, open, open + 1])
            return .reduceOrder(order.order, quantity: amount(cut))
        default:
            let moved = order.price.units + random.whole(-3...3)
            let far = price(order.side, in: market, &random).units
            let ticks = max(1, random.pick([moved, moved, far, order.price.units]))
            let total = random.pick([1, open / 2, open, open + 1, 2 * (open / 2) + 5])
            let isPriced = random.chance(0.7)
            let isSized = !isPriced || random.chance(0.6)
            return .replaceOrder(
                order.order,
                price: isPriced ? market.instrument.amount(of: Price(units: ticks)) : nil,
                quantity: isSized ? amount(total) : nil)
        }
    }

    /// Something no exchange can do, for any of many reasons; sometimes legal by luck.
    func senselessAction(
        _ observation: Observation, _ random: inout RandomStream
    ) -> Action {
        switch random.below(8) {
        case 0: return .cancelOrder(anyOrder(&random))
        case 1: return .reduceOrder(anyOrder(&random), quantity: anyAmount(&random))
        case 2:
            return .replaceOrder(
                anyOrder(&random), price: random.chance(0.3) ? nil : anyAmount(&random),
                quantity: random.chance(0.3) ? nil : anyAmount(&random))
        case 3: return .cancelAll(anyInstrument(&random))
        case 4:
            return .placeMarketOrder(
                MarketOrder(
                    random.pick(Side.allCases), anyAmount(&random), in: anyInstrument(&random),
                    clientOrderID: anyClient(&random)))
        case 5 where !observation.openOrders.isEmpty:
            let own = random.pick(observation.openOrders).order
            return random.chance(0.5)
                ? .reduceOrder(own, quantity: anyAmount(&random))
                : .replaceOrder(
                    own, price: random.chance(0.5) ? nil : anyAmount(&random),
                    quantity: anyAmount(&random))
        default: return .placeLimitOrder(senselessOrder(observation, &random))
        }
    }

    /// A plausible order with one or two fields spoilt.
    private func senselessOrder(
        _ observation: Observation, _ random: inout RandomStream
    ) -> LimitOrder {
        guard !observation.markets.isEmpty else {
            return LimitOrder(
                .bid, anyAmount(&random), at: anyAmount(&random), in: anyInstrument(&random))
        }
        let market = random.pick(observation.markets)
        var order = limitOrder(random.pick(Side.allCases), in: market, observation, &random)
        for _ in 0..<random.whole(1...2) {
            switch random.below(7) {
            case 0: order.price = anyAmount(&random)
            case 1: order.quantity = anyAmount(&random)
            case 2: order.instrument = anyInstrument(&random)
            case 3: order.clientOrderID = anyClient(&random)
            case 4: order.timeInForce = random.pick(TimeInForce.allCases)
            case 5: order.price = Amount(units: order.price.units &+ 1)
            default:
                order.expiresAtTick = Tick(
                    random.pick([.min, -1, 0, observation.tick.index - 1, .max]))
            }
        }
        return order
    }

    private func anyOrder(_ random: inout RandomStream) -> OrderID {
        OrderID(
            random.pick([
                0, -1, .min, .max, highestOrder, highestOrder + 1, random.whole(1...2_000),
                highestOrder - random.whole(0...20), highestOrder - random.whole(0...20),
            ]))
    }

    private func anyAmount(_ random: inout RandomStream) -> Amount {
        Amount(
            units: random.pick([
                0, 1, -1, .min, .max, Int128(Int64.max), Int128(Int64.max) + 1,
                Int128(random.magnitude(digits: 17)), -Int128(random.magnitude(digits: 17)),
                Instrument.greatestBound.units, Instrument.greatestBound.units + 1,
                100_000_000 * Int128(random.whole(1...100)),
            ]))
    }

    private func anyInstrument(_ random: inout RandomStream) -> InstrumentReference {
        random.pick([
            .listed(InstrumentID(0)), .listed(InstrumentID(7)), .listed(InstrumentID(-1)),
            .unlisted("NO/SUCH"), .unlisted(""), .unlisted("\"\\\u{1}é😀\u{FFFD}"),
        ])
    }

    private func anyClient(_ random: inout RandomStream) -> String? {
        random.pick([
            nil, "", "ok", String(repeating: "x", count: 64),
            String(repeating: "x", count: 65), "a b", "\"", "é",
        ])
    }
}
