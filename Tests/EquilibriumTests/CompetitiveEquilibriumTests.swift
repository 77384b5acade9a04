import Determinism
import Preferences
import Primitives
import RealModule
import Testing

@Suite("Competitive equilibria")
struct CompetitiveEquilibriumTests {
    private func consumer(
        _ utility: Utility, _ a: Int64, _ b: Int64, money: Int64? = nil
    ) -> Consumer {
        Consumer(
            Taste(utility: utility, lambda: 1, moneyOffset: 0),
            endowment: GoodsBundle(a: a, b: b, money: money ?? 0),
            terms: money.map { _ in
                MoneyTerms(scale: 1, form: .linear, mode: .quasilinear, epsilon: 1e-12)
            })
    }

    private func cobbDouglas(_ share: Double) -> Utility {
        .stoneGeary(StoneGeary(alphaA: share, alphaB: 1 - share))
    }

    @Test("with constant shares the price is the closed form's", arguments: 0..<20 as Range<UInt32>)
    func closedForm(seed: UInt32) throws {
        var random = RandomStream(seed: seed, name: "consumers")
        var consumers: [Consumer] = []
        var (above, below) = (0.0, 0.0)
        for _ in 0..<8 {
            let share = 0.1 + 0.8 * random.uniform()
            let (a, b) = (Int64(5 + random.below(45)), Int64(5 + random.below(45)))
            consumers.append(consumer(cobbDouglas(share), a, b))
            above += share * Double(b)
            below += (1 - share) * Double(a)
        }
        let all = CompetitiveEquilibrium.all(of: consumers)
        #expect(all.count == 1, "seed \(seed)")
        let price = try #require(all.first).relativePrice
        #expect(abs(price / (above / below) - 1) < 1e-9, "seed \(seed)")
        #expect(try #require(all.first).isStable)
    }

    @Test("at the equilibrium both goods clear, whatever the tastes", arguments: [-4.0, -1, 0.5])
    func clearing(rho: Double) throws {
        let consumers = [
            consumer(.ces(CES(rho: rho, weightA: 0.6, weightB: 0.4)), 1, 9),
            consumer(.ces(CES(rho: rho, weightA: 0.3, weightB: 0.7)), 9, 1),
            consumer(
                .quadratic(
                    QuadraticUtility(blissA: 30, blissB: 40, sigmaA: 5, sigmaB: 6, gamma: 0.01)),
                4, 5),
        ]
        let equilibrium = try #require(CompetitiveEquilibrium.all(of: consumers).first)
        let prices = equilibrium.prices
        let choices = consumers.map { $0.choice(wealth: $0.wealth(at: prices), at: prices) }
        #expect(abs(choices.reduce(0) { $0 + $1.a.least } - 14) < 1e-5)
        #expect(abs(choices.reduce(0) { $0 + $1.b.least } - 15) < 1e-5)
    }

    @Test("equilibria come by rising price, stable and unstable in turn")
    func order() {
        // Complements with lopsided endowments, the classic ground for more than one.
        for weight in [1.0, 4, 16, 64, 256, 1_024] {
            let consumers = [
                consumer(.ces(CES(rho: -4, weightA: weight, weightB: 1)), 1_000, 1),
                consumer(.ces(CES(rho: -4, weightA: 1, weightB: weight)), 1, 1_000),
            ]
            let all = CompetitiveEquilibrium.all(of: consumers)
            #expect(all.count % 2 == 1, "weight \(weight)")
            #expect(all.enumerated().allSatisfy { $1.isStable == ($0 % 2 == 0) })
            #expect(zip(all, all.dropFirst()).allSatisfy { $0.relativePrice < $1.relativePrice })
            #expect(CompetitiveEquilibrium.reference(among: all) == all.first)
        }
    }

    @Test("whoever is indifferent clears the market of linear tastes")
    func linear() throws {
        let consumers = [
            consumer(.linear(LinearUtility(valueA: 2, valueB: 1)), 4, 6),
            consumer(.linear(LinearUtility(valueA: 1, valueB: 2)), 6, 2),
            consumer(.linear(LinearUtility(valueA: 1, valueB: 1)), 5, 5),
        ]
        #expect(CompetitiveEquilibrium.all(of: consumers).map(\.relativePrice) == [1])
    }

    @Test("with money both prices are found")
    func money() throws {
        let consumers = [(300.0, 200.0, 4, 9), (500, 100, 9, 3), (200, 400, 2, 8)].map {
            consumer(
                .stoneGeary(StoneGeary(alphaA: $0.0, alphaB: $0.1)), Int64($0.2), Int64($0.3),
                money: 5_000)
        }
        // Quasilinear logarithms: the price of a good is the sum of its alphas over its total.
        let equilibrium = try #require(CompetitiveEquilibrium.all(of: consumers).first)
        #expect(abs(equilibrium.prices.a - 1_000.0 / 15) < 1e-6)
        #expect(abs(equilibrium.prices.b - 700.0 / 20) < 1e-6)
    }

    @Test("nobody, or nothing of a good, has no equilibrium")
    func none() {
        #expect(CompetitiveEquilibrium.all(of: []).isEmpty)
        #expect(CompetitiveEquilibrium.all(of: [consumer(cobbDouglas(0.5), 0, 5)]).isEmpty)
    }
}

@Suite("How good an allocation is")
struct AllocationMeasureTests {
    private let consumers = [(0.3, 10, 2), (0.7, 2, 8)].map { share, a, b in
        Consumer(
            Taste(
                utility: .stoneGeary(StoneGeary(alphaA: share, alphaB: 1 - share)), lambda: 1,
                moneyOffset: 0),
            endowment: GoodsBundle(a: Int64(a), b: Int64(b)), terms: nil)
    }

    @Test("the endowments have none of the gains, and more trade has more")
    func efficiency() throws {
        let equilibrium = try #require(CompetitiveEquilibrium.all(of: consumers).first)
        let measure = try #require(AllocationMeasure(consumers, at: equilibrium))
        #expect(abs(try #require(measure.efficiency(of: consumers.map(\.endowment)))) < 1e-9)
        let half = [GoodsBundle(a: 7, b: 4), GoodsBundle(a: 5, b: 6)]
        let near = [GoodsBundle(a: 4, b: 7), GoodsBundle(a: 8, b: 3)]
        let (some, most) = (measure.efficiency(of: half), measure.efficiency(of: near))
        #expect(try #require(some) > 0.3 && (try #require(some)) < (try #require(most)))
        #expect(try #require(most) > 0.97 && (try #require(most)) <= 1)
    }

    @Test("the expenditure is the closed form's")
    func expenditure() throws {
        let prices = GoodsPrices(a: 0.8, b: 1)
        let (a, share) = (5.0, 0.3)
        let level = share * 5.0.log + (1 - share) * 4.0.log
        let consumer = consumers[0]
        let found = try #require(consumer.expenditure(for: level, at: prices))
        let exact =
            level.exp * 0.8.power(share) / (share.power(share) * (1 - share).power(1 - share))
        #expect(abs(found - exact) < 1e-9 && a > 0)
    }

    @Test("rates that agree have no dispersion")
    func dispersion() throws {
        let equal = [GoodsBundle(a: 3, b: 7), GoodsBundle(a: 7, b: 3)]
        #expect(try #require(AllocationMeasure.dispersion(of: consumers, holding: equal)) < 1e-12)
        let apart = consumers.map(\.endowment)
        #expect(try #require(AllocationMeasure.dispersion(of: consumers, holding: apart)) > 1)
    }

    @Test("where everybody has the best already there is nothing to measure")
    func nothing() throws {
        let even = Consumer(consumers[0].taste, endowment: GoodsBundle(a: 3, b: 7), terms: nil)
        let equilibrium = try #require(CompetitiveEquilibrium.all(of: [even]).first)
        #expect(AllocationMeasure([even], at: equilibrium) == nil)
    }
}

extension Double {
    fileprivate var log: Double { Double.log(self) }
    fileprivate var exp: Double { Double.exp(self) }
    fileprivate func power(_ exponent: Double) -> Double { Double.pow(self, exponent) }
}
