import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives
import Testing

@Suite("Money in an economy")
struct EconomyMoneyTests {
    private static let substitutes = Utility.ces(CES(rho: 0.3, weightA: 0.5, weightB: 0.5))

    /// So many agents in a row, rich in one good in turn, with money.
    private static func row(_ count: Int32, regime: ExchangeRegime) -> EconomyScenario {
        let agents = (0..<count).map { index in
            EconomyFixture.agent(
                index, 0, index % 2 == 0 ? 24 : 4, index % 2 == 0 ? 4 : 24, money: 60,
                substitutes, lambda: 0.2)
        }
        var scenario = EconomyFixture.scenario(agents, ticks: 40)
        scenario.parameters.regime = regime
        scenario.parameters.visionRadius = 20
        return scenario
    }

    private func pairs(_ played: PlayedEconomy) -> Set<ExchangePair> {
        Set(played.trades.map(\.trade.pair))
    }

    @Test("each regime has the exchanges that are its own")
    func regimes() {
        #expect(pairs(PlayedEconomy(Self.row(6, regime: .barterOnly))) == [.aForB])
        let money = pairs(PlayedEconomy(Self.row(6, regime: .moneyOnly)))
        #expect(!money.isEmpty && !money.contains(.aForB))
        #expect(pairs(PlayedEconomy(Self.row(6, regime: .mixed))).contains(.aForB))
    }

    @Test("a thin money market opens barter, a thick one closes it")
    func gate() {
        let thin = Self.row(2, regime: .mixedLiquidityGated)
        #expect(pairs(PlayedEconomy(thin)).contains(.aForB))
        let thick = Self.row(6, regime: .mixedLiquidityGated)
        let closed = pairs(PlayedEconomy(thick))
        #expect(!closed.isEmpty && !closed.contains(.aForB))
        var wide = thick
        wide.parameters.gateMinQuotes = 7
        #expect(pairs(PlayedEconomy(wide)).contains(.aForB))
    }

    @Test("an ask without stock is no offer: empty hands do not make a market thick")
    func emptyHands() {
        var scenario = Self.row(2, regime: .mixedLiquidityGated)
        guard case .explicit(var origin) = scenario.origin else { return }
        for index in Int32(2)..<6 {
            origin.agents.append(
                EconomyFixture.agent(index, 1, 0, 0, money: 0, Self.substitutes, lambda: 0.2))
        }
        scenario.origin = .explicit(origin)
        #expect(pairs(PlayedEconomy(scenario)).contains(.aForB))
    }

    @Test("λ is learned until nobody learns any more, and stays within its bounds")
    func convergence() {
        let lambdas = [0.2, 0.5, 1, 2]
        let agents = lambdas.indices.map { index in
            EconomyFixture.agent(
                Int32(index), 0, index % 2 == 0 ? 24 : 6, index % 2 == 0 ? 6 : 24, money: 80,
                Self.substitutes, lambda: lambdas[index])
        }
        var scenario = EconomyFixture.scenario(agents, ticks: 300)
        scenario.parameters.regime = .moneyOnly
        scenario.parameters.moneyMode = .kktLambda
        scenario.parameters.visionRadius = 9
        scenario.parameters.interactionRadius = 3
        let played = PlayedEconomy(scenario)
        let updates = played.events.compactMap { entry -> (Int64, Double)? in
            if case .lambdaUpdated(_, _, let new) = entry.event { (entry.tick, new) } else { nil }
        }
        #expect(updates.count > 50)
        #expect((updates.last?.0 ?? 999) < 250, "the last change comes well before the end")
        #expect(updates.allSatisfy { (1e-6...1e6).contains($0.1) })
        let learned = played.world.state.tastes.map(\.lambda)
        #expect((learned.max() ?? 9) / (learned.min() ?? 1) < 1.1, "\(learned)")
    }

    @Test("λ never moves without money, at rate 0, or outside its bounds")
    func standstill() {
        func updates(_ change: (inout EconomyParameters) -> Void) -> [Double] {
            var scenario = Self.row(4, regime: .moneyOnly)
            scenario.parameters.moneyMode = .kktLambda
            change(&scenario.parameters)
            return PlayedEconomy(scenario).events.compactMap { entry in
                if case .lambdaUpdated(_, _, let new) = entry.event { new } else { nil }
            }
        }
        #expect(updates { $0.regime = .barterOnly }.isEmpty)
        #expect(updates { $0.lambdaUpdateRate = 0 }.isEmpty)
        let bounded = updates {
            $0.lambdaMin = 0.19
            $0.lambdaMax = 0.21
        }
        #expect(!bounded.isEmpty && bounded.allSatisfy { (0.19...0.21).contains($0) })
    }

    @Test("a minor unit is worth a hundredth of a major one, and the trades are the same")
    func scale() {
        let whole = PlayedEconomy(Self.row(2, regime: .moneyOnly))
        var fine = Self.row(2, regime: .moneyOnly)
        fine.parameters.moneyScale = 100
        guard case .explicit(var origin) = fine.origin else { return }
        for index in origin.agents.indices { origin.agents[index].endowment.money *= 100 }
        fine.origin = .explicit(origin)
        let played = PlayedEconomy(fine)
        let first = whole.trades.first?.trade
        let other = played.trades.first?.trade
        #expect(first?.pair == other?.pair && first?.buyer == other?.buyer)
        #expect((other?.payment ?? 0) > 50 * (first?.payment ?? 1))
    }
}
