import Determinism
import Kernel
import MarketModel
import Primitives

extension ScenarioDraw {
    /// Events of every kind, some in one tick, some beyond the last.
    mutating func events(in scenario: ExchangeScenario) -> [PlannedEvent] {
        let count = random.pick([0, 0, 1, 2, 3, 5, 8, 12])
        var events: [PlannedEvent] = []
        var tick = Tick(0)
        for _ in 0..<count {
            if !random.chance(0.3) { tick = Tick(random.whole(0...scenario.ticks)) }
            if let event = event(in: scenario) {
                events.append(PlannedEvent(tick: tick, event: event))
            }
        }
        return events
    }

    private mutating func event(in scenario: ExchangeScenario) -> ScenarioEvent? {
        let market = scenario.market
        let asset = AssetID(random.below(market.assets.count))
        switch random.below(7) {
        case 0:
            let amount = asset == .cash ? cash(in: market) : holding(of: asset, in: market)
            return .mint(change(amount, of: asset, in: scenario))
        case 1:
            let amount = asset == .cash ? cash(in: market) : holding(of: asset, in: market)
            return .burn(change(amount, of: asset, in: scenario))
        case 2: return shock(in: market)
        default: break
        }
        if market.instruments.isEmpty { return nil }
        let instrument = random.pick(market.instruments)
        switch random.below(4) {
        case 0, 1:
            return .halt(
                instrument: instrument.id, ticks: random.pick([1, 1, 2, 5, 20, 1_000]),
                cancelOrders: random.chance(0.5))
        case 2: return .feeChange(instrument: instrument.id, fees: fees())
        default:
            let most = Int64(instrument.maxPrice.units / instrument.tickSize.units)
            let ticks = Int128(min(random.magnitude(digits: 6), most))
            let price = Amount(units: ticks * instrument.tickSize.units)
            return .referencePrice(instrument: instrument.id, price: price)
        }
    }

    private mutating func change(
        _ amount: Amount, of asset: AssetID, in scenario: ExchangeScenario
    ) -> BalanceChange {
        BalanceChange(
            agents: names(in: scenario), asset: asset, amount: max(amount, Amount(units: 1)))
    }

    private mutating func names(in scenario: ExchangeScenario) -> NameSelection {
        guard random.chance(0.6), !scenario.agents.isEmpty else { return .one("all") }
        let name = random.pick(scenario.agents).name + "-1"
        return random.chance(0.5)
            ? .one(name) : .list([name, random.pick(scenario.agents).name + "-2"])
    }

    private mutating func shock(in market: MarketDescription) -> ScenarioEvent {
        let place = random.chance(0.5) ? nil : market.instruments.first?.id
        return .shock(
            Shock(
                bots: random.chance(0.5) ? .one("random") : .list(["random-1", "chaos"]),
                side: random.pick(Side.allCases), probability: random.pick([0, 0.25, 0.8, 1]),
                ticks: random.pick([1, 3, 50]), instrument: place))
    }
}
