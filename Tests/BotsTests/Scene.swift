import Bots
import Determinism
import MarketModel
import Primitives
import TestSupport

/// What a bot sees in a test. Prices are in tick sizes of 0.01, lots are 0.1.
struct Scene {
    var markets: [MarketView]
    var cash = Balance(available: amount("10000"), reserved: .zero)
    var goods = Balance(available: amount("100"), reserved: .zero)
    var initial = [amount("10000"), amount("100")]
    var openOrders: [OpenOrder] = []
    var shocks: [Shock] = []
    var tick = Tick(7)
    var latencyTicks: Int64 = 0

    init(
        _ bid: Int64?, _ ask: Int64?, past: [Double] = [], market: MarketDescription = .assetCash()
    ) {
        markets = market.instruments.map { instrument in
            let reference = instrument.referencePrice.units / instrument.tickSize.units
            func level(_ price: Int64?) -> [DepthLevel] {
                price.map { [DepthLevel(price: Price(units: $0), volume: 50, orders: 1)] } ?? []
            }
            return MarketView(
                instrument: instrument, fees: instrument.fees,
                referencePrice: Price(units: Int64(reference)), isHalted: false,
                bids: level(bid), asks: level(ask), recentTrades: [], pastPrices: past)
        }
    }

    var observation: Observation {
        let others = markets.dropFirst().map { _ in goods }
        return Observation(
            tick: tick, agent: AgentID(3), balances: [cash, goods] + others,
            initialBalances: initial + markets.dropFirst().map { _ in initial[1] },
            openOrders: openOrders, markets: markets, shocks: shocks,
            latencyTicks: latencyTicks)
    }

    /// What the agent holds of the base asset more than at its start, in whole units.
    mutating func hold(_ position: Int64) {
        goods.available = Amount(whole: 100 + position)
    }

    /// The lines of what a bot does, as ``ActionText`` reads them without the agent.
    func lines(_ bot: String, _ overrides: [String: ParameterValue] = [:], seed: UInt32 = 1)
        -> [String]
    {
        var strategy = makeBot(bot, overrides)
        var random = RandomStream(seed: seed, name: "bot/test-1")
        return strategy.act(on: observation, random: &random).map { line($0) }
    }

    private func line(_ action: Action) -> String {
        switch action {
        case .placeLimitOrder(let order):
            let terms = order.timeInForce == .gtc ? "" : " \(order.timeInForce.name)"
            let expiry = order.expiresAtTick.map { " \($0.index)" } ?? ""
            return "\(order.side) \(order.quantity.shortestDescription) @ "
                + order.price.shortestDescription + terms + expiry
        case .cancelAll(.listed(let instrument)?): return "cancel_all \(instrument.index)"
        case .placeMarketOrder, .cancelOrder, .cancelAll, .replaceOrder, .reduceOrder:
            return "\(action)"
        }
    }
}

/// A bot of the catalogue with some parameters set.
func makeBot(_ name: String, _ overrides: [String: ParameterValue] = [:]) -> any Strategy {
    guard let description = BotCatalog.description(named: name) else {
        preconditionFailure("no bot is called \(name)")
    }
    let entries = overrides.map { (name: $0.key, value: $0.value) }
    return description.make(BotParameters(description, overrides: entries))
}
