import Analytics
import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives

/// An economy as theory sees it at its start: its consumers, its equilibria, its measure.
struct EconomyTheory: Sendable {
    let consumers: [Consumer]
    let equilibria: [CompetitiveEquilibrium]
    let reference: CompetitiveEquilibrium?
    let measure: AllocationMeasure?

    init(_ scenario: EconomyScenario, seed: UInt32) {
        let world = EconomyWorld(scenario, seed: seed)
        let terms = scenario.parameters.regime == .barterOnly ? nil : world.terms
        let consumers = zip(world.state.tastes, world.state.holdings).map { taste, holding in
            Consumer(taste, endowment: holding, terms: terms)
        }
        self.consumers = consumers
        equilibria = CompetitiveEquilibrium.all(of: consumers)
        reference = CompetitiveEquilibrium.reference(among: equilibria)
        measure = reference.flatMap { AllocationMeasure(consumers, at: $0) }
    }
}

/// Runs economies in memory: only figures are kept.
struct EconomyTrial {
    private let theory: EconomyTheory
    private var prices: [[Double]] = []
    private var strays = Sample()
    private var trades = 0
    private var units = 0
    private var holdings: [[GoodsBundle]] = []

    /// Runs an economy to its end.
    init(_ scenario: EconomyScenario, seed: UInt32, _ theory: EconomyTheory) {
        self.theory = theory
        guard scenario.ticks > 0 else { return }
        let world = EconomyWorld(scenario, seed: seed)
        world.events.removeAll()
        while !world.isOver {
            world.advance()
            take(world.events)
            world.events.removeAll()
            holdings.append(world.state.holdings)
        }
    }

    private mutating func take(_ events: EventBuffer) {
        var paid: [ExchangePair: [Double]] = [:]
        for event in events.events {
            guard case .economy(.goodsTraded(let trade)) = event else { continue }
            trades += 1
            units += Int(trade.units)
            paid[trade.pair, default: []].append(trade.price)
            guard let prices = theory.reference?.prices else { continue }
            let right =
                switch trade.pair {
                case .aForB: prices.a / prices.b
                case .aForMoney: prices.a
                case .bForMoney: prices.b
                }
            let gap = (trade.price - right) / right
            strays.add(gap * gap)
        }
        for pair in ExchangePair.allCases {
            if let prices = paid[pair], prices.count > 1 { self.prices.append(prices) }
        }
    }

    /// What it came to.
    func figures() -> TrialFigures {
        var figures = TrialFigures()
        let ticks = Double(max(1, holdings.count))
        figures.trades = Double(trades) / ticks
        figures.volume = Double(units) / ticks
        figures.alpha = strays.count > 0 ? 100 * strays.mean.squareRoot() : nil
        let spreads = Sample(prices.compactMap { Sample($0).deviation })
        figures.dispersion = spreads.count > 0 ? spreads.mean : nil
        guard let last = holdings.last else { return figures }
        let gains = zip(theory.consumers, last).map { consumer, holding in
            consumer.utility(of: holding) - consumer.utility(of: consumer.endowment)
        }
        figures.leastGain = gains.min()
        figures.gini = Inequality.gini(gains)
        figures.gains = groups(gains)
        guard let measure = theory.measure else { return figures }
        figures.efficiency = measure.efficiency(of: last).map { 100 * $0 }
        figures.ticksToNinety = ticksToNinety(measure)
        return figures
    }

    /// Voluntary trade never lowers efficiency, so that halving finds the tick.
    private func ticksToNinety(_ measure: AllocationMeasure) -> Double? {
        func isThere(_ tick: Int) -> Bool { (measure.efficiency(of: holdings[tick]) ?? 0) >= 0.9 }
        var (low, high) = (0, holdings.count - 1)
        guard high >= 0, isThere(high) else { return nil }
        while low < high {
            let middle = (low + high) / 2
            if isThere(middle) { high = middle } else { low = middle + 1 }
        }
        return Double(low + 1)
    }

    private func groups(_ gains: [Double]) -> [TrialFigures.Group] {
        let names = theory.consumers.map(\.taste.utility.typeName)
        return Set(names).sorted().map { name in
            let sum = zip(names, gains).reduce(0) { $0 + ($1.0 == name ? $1.1 : 0) }
            return TrialFigures.Group(name: name, gain: sum)
        }
    }
}
