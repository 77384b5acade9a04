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
    private let hasAuctioneer: Bool
    private var poolGain: Double?
    private var prices: [[Double]] = []
    private var strays = Sample()
    private var trades = 0
    private var units = 0
    private var holdings: [[GoodsBundle]] = []
    private var course: TrialCourse?

    /// Runs an economy to its end.
    ///
    /// - Parameter keepsCourse: Whether every trade, and the efficiency after every tick, is kept.
    init(
        _ scenario: EconomyScenario, seed: UInt32, _ theory: EconomyTheory,
        keepsCourse: Bool = false
    ) {
        self.theory = theory
        if keepsCourse { course = TrialCourse() }
        if case .walrasian = scenario.institution {
            hasAuctioneer = true
        } else {
            hasAuctioneer = false
        }
        guard scenario.ticks > 0 else { return }
        let world = EconomyWorld(scenario, seed: seed)
        world.events.removeAll()
        while !world.isOver {
            world.advance()
            take(world.events)
            world.events.removeAll()
            holdings.append(world.state.holdings)
        }
        poolGain = Self.gain(of: world.pools, in: scenario, theory)
    }

    /// What the pools have more than at first, at equilibrium prices: what they give, members get.
    private static func gain(
        of pools: [ConstantProductPool], in scenario: EconomyScenario, _ theory: EconomyTheory
    ) -> Double? {
        guard case .pool(let rules) = scenario.institution, let prices = theory.reference?.prices
        else { return nil }
        return zip(rules.pools, pools).reduce(0) { sum, pair in
            let (first, last) = pair
            let price = first.good == .a ? prices.a : prices.b
            return sum + price * Double(last.good - first.units)
                + Double(last.money - first.money)
        }
    }

    private mutating func take(_ events: EventBuffer) {
        var paid: [ExchangePair: [Double]] = [:]
        for event in events.events {
            if case .economy(.goodsTraded(let trade)) = event {
                trades += 1
                note(trade.price, trade.units, trade.pair)
                paid[trade.pair, default: []].append(trade.price)
            } else if case .economy(.goodsAllocated) = event {
                trades += 1
            } else if hasAuctioneer, case .economy(.marketCleared(let market)) = event,
                market.volume > 0, let price = market.price
            {
                // An auctioneer's moves have no prices of their own.
                note(price, market.volume, market.pair)
            }
        }
        for pair in ExchangePair.allCases {
            if let prices = paid[pair], prices.count > 1 { self.prices.append(prices) }
        }
    }

    /// Counts units at a price, and how far that is from the equilibrium's.
    private mutating func note(_ price: Double, _ volume: Int64, _ pair: ExchangePair) {
        units += Int(volume)
        course?.trades.append(
            TrialCourse.Trade(tick: holdings.count, pair: pair, units: volume, price: price))
        guard let prices = theory.reference?.prices else { return }
        let right =
            switch pair {
            case .aForB: prices.a / prices.b
            case .aForMoney: prices.a
            case .bForMoney: prices.b
            }
        let gap = (price - right) / right
        strays.add(gap * gap)
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
        figures.poolGain = poolGain
        figures.course = course
        guard let measure = theory.measure else { return figures }
        figures.efficiency = measure.efficiency(of: last).map { 100 * $0 }
        figures.ticksToNinety = ticksToNinety(measure)
        figures.course?.efficiency = efficiencies(measure)
        return figures
    }

    /// After each tick; a tick in which nothing changed is not measured again.
    private func efficiencies(_ measure: AllocationMeasure) -> [Double?] {
        var found: [Double?] = []
        for (tick, held) in holdings.enumerated() {
            let isSame = tick > 0 && holdings[tick - 1] == held
            found.append(isSame ? found[tick - 1] : measure.efficiency(of: held).map { 100 * $0 })
        }
        return found
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
