import Determinism
import Institutions
import MarketModel
import Primitives
import TestSupport
import Testing

/// Random actions of a few agents in a narrow band of prices, so that everything happens.
struct RandomActions: ~Copyable {
    var random: RandomStream
    var lastOrder: Int64 = 0

    init(seed: UInt32) { random = RandomStream(seed: seed, name: "test/flow") }

    mutating func next() -> Action {
        switch random.below(20) {
        case 0: return .cancelAll(random.chance(0.5) ? nil : .listed(InstrumentID(0)))
        case 1, 2: return .cancelOrder(order())
        case 3, 4: return .reduceOrder(order(), quantity: quantity())
        case 5, 6, 7:
            return .replaceOrder(
                order(), price: random.chance(0.6) ? price() : nil,
                quantity: random.chance(0.6) ? quantity() : nil)
        case 8, 9, 10:
            return .placeMarketOrder(MarketOrder(side(), quantity(), in: instrument()))
        default:
            let terms = TimeInForce.allCases[random.below(5)]
            return .placeLimitOrder(
                LimitOrder(
                    side(), quantity(), at: price(), in: instrument(), timeInForce: terms,
                    expiresAtTick: terms == .gtt ? Tick(Int64(random.below(60))) : nil))
        }
    }

    private mutating func order() -> OrderID {
        OrderID(max(0, lastOrder - Int64(random.below(40))))
    }
    private mutating func side() -> Side { random.chance(0.5) ? .bid : .ask }
    private mutating func instrument() -> InstrumentReference {
        .listed(InstrumentID(random.chance(0.8) ? 0 : 1))
    }
    private mutating func price() -> Amount {
        Amount(units: Int128(random.below(12) + 95) * 50_000_000)
    }
    private mutating func quantity() -> Amount { Amount(whole: Int64(random.below(5))) }
}

@Suite("Random flow")
struct RandomFlowTests {
    /// Two instruments with fees that never divide evenly, and agents who are often short.
    static let market: MarketDescription = {
        let plain = MarketDescription.assetAndGold()
        let instruments = zip(plain.instruments, [("-3.3333", "7.7777"), ("9.9999", "-1.0001")])
            .map { old, rates in
                Instrument(
                    id: old.id, symbol: old.symbol, base: old.base, tickSize: old.tickSize,
                    lotSize: old.lotSize, referencePrice: old.referencePrice,
                    fees: fees(maker: rates.0, taker: rates.1))
            }
        return MarketDescription(assets: plain.assets, instruments: instruments)
    }()

    @Test(
        "whatever comes, balances, reservations, queues and fees follow from the events",
        arguments: SelfTradePrevention.allCases, 0..<4 as Range<UInt32>)
    func flow(prevention: SelfTradePrevention, seed: UInt32) {
        let exchange = TestExchange(
            Self.market, prevention: prevention,
            agents: ["900 9 9", "900 9 9", "300 3 3", "0 20 20"])
        var flow = RandomActions(seed: seed)
        for step in 0..<250 {
            let agent = AgentID(flow.random.below(4))
            let lines = exchange.act(flow.next(), of: agent)
            for line in lines where line.hasPrefix("placed") { flow.lastOrder += 1 }
            if step % 5 == 4 {
                exchange.operate { $0.expireOrders() }
                exchange.auction.tick = Tick(Int64(step / 5 + 1))
            }
            if step % 50 == 49 {
                let rate = "\(1 + flow.random.below(40)).\(flow.random.below(1_000))"
                exchange.operate {
                    $0.setFees(fees(maker: "-0.3", taker: rate + "1"), of: InstrumentID(0))
                }
            }
            if !exchange.keeper.problems.isEmpty {
                Issue.record("replay: \(prevention) seed \(seed) step \(step)")
                return
            }
        }
    }
}
