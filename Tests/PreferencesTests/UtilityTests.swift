import Preferences
import Primitives
import Testing

@Suite("Utilities")
struct UtilityTests {
    static let ces = Utility.ces(CES(rho: -0.5, weightA: 1, weightB: 1))
    static let substitutes = Utility.ces(CES(rho: 0.5, weightA: 0.6, weightB: 0.4))
    static let linear = Utility.linear(LinearUtility(valueA: 2.5, valueB: 0.7))
    static let quadratic = Utility.quadratic(
        QuadraticUtility(blissA: 12, blissB: 8, sigmaA: 4, sigmaB: 6, gamma: 0.05))
    static let translog = Utility.translog(
        Translog(
            alpha0: 0.2, alphaA: 0.5, alphaB: 0.4, betaAA: -0.05, betaBB: -0.04, betaAB: 0.02))
    static let stoneGeary = Utility.stoneGeary(
        StoneGeary(alphaA: 0.6, alphaB: 0.4, gammaA: 2, gammaB: 1))
    static let all = [ces, substitutes, linear, quadratic, translog, stoneGeary]

    @Test("a level agrees with its marginal utilities", arguments: all)
    func derivatives(_ utility: Utility) {
        for (a, b) in [(5.0, 9.0), (3.0, 4.0), (20.0, 6.0)] {
            // CES takes whole goods in its marginal utilities, so the step is about whole ones.
            let step = 1e-6
            let marginal = utility.marginalUtilities(a: a, b: b)
            let alongA =
                (utility.level(a: a + step, b: b) - utility.level(a: a - step, b: b)) / (2 * step)
            let alongB =
                (utility.level(a: a, b: b + step) - utility.level(a: a, b: b - step)) / (2 * step)
            #expect(abs(alongA - marginal.a) < 1e-6 * max(1, abs(alongA)))
            #expect(abs(alongB - marginal.b) < 1e-6 * max(1, abs(alongB)))
        }
    }

    @Test("the rate of substitution is the ratio of marginal utilities", arguments: all)
    func rates(_ utility: Utility) throws {
        for (a, b) in [(5.0, 7.0), (3.0, 4.0)] {
            let marginal = utility.marginalUtilities(a: a, b: b)
            let rate = try #require(
                utility.marginalRateOfSubstitution(a: a, b: b, epsilon: 1e-12))
            #expect(abs(rate - marginal.a / marginal.b) < 1e-9 * abs(rate))
            let bounds = utility.reservationBounds(a: a, b: b, epsilon: 1e-12)
            #expect(bounds.lowest == bounds.highest)
        }
    }

    @Test("CES is nothing at nothing, and next to nothing where a complement is missing")
    func cesAtZero() {
        #expect(Self.ces.level(a: 0, b: 0) == 0)
        #expect(Self.substitutes.level(a: 0, b: 0) == 0)
        #expect(abs(Self.substitutes.level(a: 0, b: 4) - 0.64) < 1e-12)
        #expect(Self.ces.level(a: 0, b: 40) < 1e-8)
        let marginal = Self.ces.marginalUtilities(a: 0, b: 0)
        #expect(marginal == MarginalUtilities(a: 1, b: 1))
    }

    @Test("a CES agent without one good has a rate, and the level is not shifted by it")
    func cesGuard() throws {
        let rate = try #require(
            Self.ces.marginalRateOfSubstitution(a: 0, b: 5, epsilon: 1e-12))
        #expect(rate > 1e15)
        let without = CES(rho: 0.5, weightA: 1, weightB: 1)
        #expect(without.marginalRateOfSubstitution(a: 0, b: 0, epsilon: 1e-12) == 1)
        #expect(without.level(a: 0, b: 9) == 9)
    }

    @Test(
        "a quadratic agent sells at any price beyond its bliss point, and buys at none",
        arguments: [
            (20.0, 20.0, Double.infinity, 0.0), (20.0, 2.0, 1e-12, 1e-12), (2.0, 20.0, 1e6, 1e6),
        ])
    func quadraticBounds(a: Double, b: Double, lowest: Double, highest: Double) {
        let utility = QuadraticUtility(blissA: 12, blissB: 8, sigmaA: 4, sigmaB: 6)
        let bounds = utility.reservationBounds(a: a, b: b, epsilon: 1e-12)
        #expect(bounds == ReservationBounds(lowest: lowest, highest: highest))
    }

    @Test("a quadratic agent has no rate where another unit of B changes nothing")
    func quadraticRate() {
        let utility = QuadraticUtility(blissA: 12, blissB: 8, sigmaA: 4, sigmaB: 6)
        #expect(utility.marginalRateOfSubstitution(a: 3, b: 8) == nil)
    }

    @Test("translog never overflows, and its rate is bounded where B is worth nothing")
    func translogExtremes() {
        let steep = Translog(
            alpha0: 800, alphaA: 1, alphaB: 1, betaAA: 0, betaBB: 0, betaAB: 0)
        #expect(steep.level(a: 9, b: 9).isFinite)
        let flat = Translog(
            alpha0: 0, alphaA: 1, alphaB: 1, betaAA: 0, betaBB: -1, betaAB: 0)
        let e = 2.718281828459045
        #expect(flat.marginalRateOfSubstitution(a: 1, b: e, epsilon: 1e-12) == 1e6)
    }

    @Test("who lacks subsistence quotes a high price, whichever good is lacking")
    func subsistence() {
        let cases: [(Double, Double, Double)] = [(2, 9, 1e6), (9, 1, 1e6), (1, 1, 1)]
        for (a, b, price) in cases {
            let bounds = Self.stoneGeary.reservationBounds(a: a, b: b, epsilon: 1e-12)
            #expect(bounds == ReservationBounds(both: price))
        }
        #expect(Self.stoneGeary.level(a: 0, b: 0) < -20)
    }

    @Test("money adds λ per major unit, or λ times the logarithm of it")
    func money() {
        let taste = Taste(utility: Self.linear, lambda: 2, moneyOffset: 1)
        let bundle = GoodsBundle(a: 2, b: 10, money: 250)
        let linear = MoneyTerms(
            scale: 100, form: .linear, mode: .quasilinear, epsilon: 1e-12)
        #expect(taste.total(of: bundle, under: linear) == 12 + 5)
        #expect(taste.marginalUtilityOfMoney(holding: 250, under: linear) == 2)
        let log = MoneyTerms(
            scale: 100, form: .logarithmic, mode: .quasilinear, epsilon: 1e-12)
        #expect(abs(taste.total(of: bundle, under: log) - (12 + 2 * 1.252762968495368)) < 1e-12)
        #expect(abs(taste.marginalUtilityOfMoney(holding: 250, under: log) - 2 / 3.5) < 1e-15)
        let learned = MoneyTerms(
            scale: 100, form: .logarithmic, mode: .kktLambda, epsilon: 1e-12)
        #expect(taste.total(of: bundle, under: learned) == 17)
    }
}

@Suite("Utilities by name")
struct UtilityReadingTests {
    @Test("name and parameters make the utility again", arguments: UtilityTests.all)
    func roundTrip(_ utility: Utility) {
        let parameters = utility.parameters
        let again = Utility(typeName: utility.typeName) { name in
            parameters.first { $0.name == name }?.value
        }
        #expect(again == utility)
        #expect(Utility.typeNames.contains(utility.typeName))
    }

    @Test("defaults fill in what may be left out")
    func defaults() {
        let given = ["rho": 0.5, "wA": 1, "wB": 2]
        let ces = Utility(typeName: "ces") { given[$0] }
        #expect(ces == .ces(CES(rho: 0.5, weightA: 1, weightB: 2, epsilon: 1e-9)))
        let alphas = ["alpha_A": 0.5, "alpha_B": 0.5]
        let geary = Utility(typeName: "stone_geary") { alphas[$0] }
        #expect(geary == .stoneGeary(StoneGeary(alphaA: 0.5, alphaB: 0.5)))
    }

    @Test(
        "what is missing, unknown or out of range makes none",
        arguments: [
            ("ces", ["rho": 1.0, "wA": 1, "wB": 1]), ("ces", ["rho": 0, "wA": 1, "wB": 1]),
            ("ces", ["rho": 0.5, "wA": 0, "wB": 1]), ("ces", ["rho": 0.5, "wA": 1]),
            ("linear", ["vA": -1, "vB": 1]), ("quadratic", ["A_star": 1, "B_star": 1]),
            ("translog", ["alpha_0": 0]), ("stone_geary", ["alpha_A": 0, "alpha_B": 1]),
            ("cobb", [:]), ("CES", ["rho": 0.5, "wA": 1, "wB": 1]),
        ] as [(String, [String: Double])])
    func refused(type: String, parameters: [String: Double]) {
        #expect(Utility(typeName: type) { parameters[$0] } == nil)
    }
}
