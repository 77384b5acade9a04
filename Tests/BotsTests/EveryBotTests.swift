import Bots
import Determinism
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("The random trader")
struct RandomTraderTests {
    func orders(_ scene: Scene, _ overrides: [String: ParameterValue]) -> [LimitOrder] {
        (0..<500).flatMap { seed -> [LimitOrder] in
            var bot = makeBot("random", overrides)
            var random = RandomStream(seed: UInt32(seed), name: "bot/random-1")
            return bot.act(on: scene.observation, random: &random).compactMap {
                if case .placeLimitOrder(let order) = $0 { order } else { nil }
            }
        }
    }

    @Test("places limit orders around the mid, on both sides, up to its greatest quantity")
    func ranges() {
        let orders = orders(Scene(9_990, 10_010), ["probability": .real(1)])
        #expect(orders.count == 500)
        #expect((200...300).contains(orders.filter { $0.side == .bid }.count))
        let prices = orders.map(\.price), quantities = orders.map(\.quantity)
        #expect(prices.allSatisfy { $0 >= amount("95") && $0 <= amount("105") })
        #expect((prices.max() ?? .zero) > amount("104.5"))
        #expect((prices.min() ?? .zero) < amount("95.5"))
        #expect(quantities.min() == amount("0.1"))
        #expect(quantities.max() == amount("5"))
        #expect(quantities.allSatisfy { $0.units % 10_000_000 == 0 })
        #expect(orders.allSatisfy { $0.timeInForce == .gtt && $0.expiresAtTick == Tick(27) })
    }

    @Test("counts the lifetime of an order from the tick in which it arrives")
    func lifetimeAfterLatency() {
        var scene = Scene(9_990, 10_010)
        scene.latencyTicks = 30
        let orders = orders(scene, ["probability": .real(1)])
        #expect(orders.count == 500 && orders.allSatisfy { $0.expiresAtTick == Tick(57) })
    }

    @Test("acts with its probability, and for ever if it has no lifetime")
    func probability() {
        let scene = Scene(9_990, 10_010)
        #expect((110...190).contains(orders(scene, [:]).count))
        #expect(orders(scene, ["probability": .real(0)]).isEmpty)
        let lasting = orders(scene, ["lifetime": .integer(0)])
        #expect(lasting.count > 100)
        #expect(lasting.allSatisfy { $0.timeInForce == .gtc && $0.expiresAtTick == nil })
    }

    @Test("in a shock chooses the favoured side as often as it says")
    func shock() {
        var scene = Scene(9_990, 10_010)
        for (side, probability, range) in [
            (Side.bid, 1.0, 500...500), (.ask, 1.0, 0...0), (.bid, 0.8, 360...440),
            (.ask, 0.8, 60...140),
        ] {
            scene.shocks = [
                Shock(
                    bots: .one("random"), side: side, probability: probability, ticks: 9,
                    instrument: InstrumentID(0))
            ]
            let bids = orders(scene, ["probability": .real(1)]).filter { $0.side == .bid }
            #expect(range.contains(bids.count))
        }
    }

    @Test("a shock elsewhere does not concern it")
    func shockElsewhere() {
        var scene = Scene(9_990, 10_010)
        scene.shocks = [
            Shock(
                bots: .one("random"), side: .bid, probability: 1, ticks: 9,
                instrument: InstrumentID(1))
        ]
        let bids = orders(scene, ["probability": .real(1)]).filter { $0.side == .bid }
        #expect((200...300).contains(bids.count))
    }
}

@Suite("Every bot")
struct EveryBotTests {
    static let names = BotCatalog.all.map(\.name)
    /// Those of the laboratory.
    static let robots = [
        "aa", "gd", "gdx", "giveaway", "kaplan", "przi", "shaver", "sniper", "zi_c", "zi_u",
        "zip",
    ]

    @Test("the catalogue has the built-in bots, with the documented defaults")
    func catalogue() {
        let documented: [String: [String: String]] = [
            "random": ["probability": "0.3", "range": "0.05", "max_quantity": "5"],
            "market_maker": ["spread_bps": "50", "size": "2", "inventory_limit": "50"],
            "trend_follower": [
                "look_back": "5", "threshold": "0.01", "size": "3", "probability": "0.2",
            ],
            "mean_reversion": [
                "look_back": "10", "threshold": "0.02", "size": "2", "probability": "0.15",
            ],
            "aggressive_taker": ["size": "1", "probability": "0.1"],
        ]
        .merging(Self.robots.map { ($0, ["value_range": "0.2", "period": "100"]) }) { $1 }
        #expect(Set(Self.names) == Set(documented.keys))
        for bot in BotCatalog.all {
            for (name, value) in documented[bot.name] ?? [:] {
                let parameter = bot.parameters.first { $0.name == name }
                #expect(parameter?.defaultValue.text == value, "\(bot.name) \(name)")
            }
        }
    }

    /// A scene of two instruments in which anything may be scarce, missing or at a border.
    static func scene(_ random: inout RandomStream) -> Scene {
        var past: [Double] = []
        for _ in 0..<random.below(14) { past.append(Double(9_000 + random.below(2_000))) }
        let bid: Int64? = random.chance(0.8) ? Int64(9_000 + random.below(1_000)) : nil
        let ask: Int64? = random.chance(0.8) ? Int64(10_000 + random.below(1_000)) : nil
        var scene = Scene(bid, ask, past: past, market: .assetAndGold())
        scene.cash.available = Amount(units: Int128(random.next()) * Int128(random.below(100)))
        scene.goods.available = Amount(units: Int128(random.next()))
        for index in scene.markets.indices where random.chance(0.5) {
            let order = OpenOrder(
                order: OrderID(Int64(index + 1)), instrument: InstrumentID(index),
                side: random.chance(0.5) ? .bid : .ask, price: Price(units: 9_500),
                open: Lots(units: Int64(1 + random.below(9))))
            scene.openOrders.append(order)
        }
        // Some robots are silent until late in a period.
        scene.tick = Tick(random.chance(0.5) ? 7 : 95)
        for index in scene.markets.indices {
            // Robots listen; some of what they hear lies far from any price they may quote.
            var ticks = (0..<random.below(11)).map { _ in Int64(random.below(8)) }
            ticks.sort()
            scene.markets[index].recentTrades = ticks.map { tick in
                TradePrint(
                    tick: Tick(tick), price: Price(units: Int64(1 + random.below(40_000))),
                    quantity: Lots(units: Int64(1 + random.below(50))),
                    aggressorSide: random.chance(0.5) ? .bid : .ask)
            }
        }
        return scene
    }

    @Test(
        "submits only legal orders, and in sum nothing it can see it cannot pay for",
        arguments: names, 0..<4 as Range<UInt32>)
    func legalAndAffordable(name: String, seed: UInt32) {
        var random = RandomStream(seed: seed, name: "test/scenes")
        let sure: [String: ParameterValue] = ["probability": .real(1)]
        var acted = 0
        for number in 0..<300 {
            let scene = Self.scene(&random)
            var bot = makeBot(name, name == "market_maker" ? [:] : sure)
            var stream = RandomStream(state: random.next())
            let actions = bot.act(on: scene.observation, random: &stream)
            var wallet = Wallet(scene.observation)
            acted += actions.isEmpty ? 0 : 1
            for action in actions {
                let isFine = wallet.take(action)
                #expect(isFine, "\(name) seed \(seed) scene \(number): \(action)")
            }
        }
        #expect(acted > 20, "\(name) seed \(seed) acted in \(acted) of 300 scenes")
    }

    @Test("the same sight and the same stream give the same actions", arguments: names)
    func purity(name: String) {
        var random = RandomStream(seed: 9, name: "test/scenes")
        for number in 0..<100 {
            let observation = Self.scene(&random).observation
            let state = random.next()
            var first = makeBot(name), second = makeBot(name)
            var one = RandomStream(state: state), two = RandomStream(state: state)
            let actions = first.act(on: observation, random: &one)
            #expect(actions == second.act(on: observation, random: &two), "scene \(number)")
            #expect(one.state == two.state)
        }
    }
}

/// What an agent can see that it has, while its actions are taken one after the other.
struct Wallet {
    let observation: Observation
    var available: [Int128]

    init(_ observation: Observation) {
        self.observation = observation
        available = observation.balances.map(\.available.units)
    }

    func reserve(_ side: Side, _ quantity: Int128, _ price: Int128, _ market: MarketView) -> Int128
    {
        guard side == .bid else { return quantity }
        let lot = price * market.instrument.lotSize.units / 100_000_000
        let rate = Int128(max(market.fees.maker, market.fees.taker, .zero).units)
        return quantity / market.instrument.lotSize.units
            * (lot + (lot * rate + 99_999_999) / 100_000_000)
    }

    /// Whether an action is legal and paid for; takes what it reserves.
    mutating func take(_ action: Action) -> Bool {
        switch action {
        case .cancelAll(.listed(let id)?):
            let market = observation.markets[id.index]
            for order in observation.openOrders where order.instrument == id {
                let asset = order.side == .bid ? 0 : market.instrument.base.index
                available[asset] += reserve(
                    order.side, market.instrument.amount(of: order.open).units,
                    market.instrument.amount(of: order.price).units, market)
            }
            return true
        case .placeLimitOrder(let order):
            guard case .listed(let id) = order.instrument else { return false }
            let market = observation.markets[id.index]
            let asset = order.side == .bid ? 0 : market.instrument.base.index
            available[asset] -= reserve(
                order.side, order.quantity.units, order.price.units, market)
            return available[asset] >= 0 && order.quantity > .zero && order.price > .zero
                && order.quantity.units % market.instrument.lotSize.units == 0
                && order.price.units % market.instrument.tickSize.units == 0
        case .placeMarketOrder, .cancelOrder, .cancelAll, .replaceOrder, .reduceOrder:
            return false
        }
    }
}
