import Institutions
import Kernel
import MarketModel
import ScenarioKit
import Testing

@Suite("Reading laboratories")
struct LaboratoryReaderTests {
    private func read(_ text: String) throws -> LaboratoryScenario {
        let reading = Fixtures.readAny(text)
        guard case .laboratory(let scenario)? = reading.scenario else {
            Issue.record("\(Fixtures.lines(reading))")
            throw NotRead()
        }
        #expect(reading.diagnostics.isEmpty, "\(Fixtures.lines(reading))")
        return scenario
    }

    private struct NotRead: Error {}

    @Test("the example of the specification reads as it is meant")
    func example() throws {
        let scenario = try read(LaboratoryFixtures.example)
        var rules = DoubleAuctionRules()
        rules.book = .clearedAfterTrade
        rules.hasImprovementRule = true
        let trader = TraderStrategy.zeroIntelligenceConstrained
        var wanted = LaboratoryScenario(
            name: "smith-1962", institution: .doubleAuction(rules), periods: 5, steps: 5000,
            priceRange: 1...400,
            buyers: [
                LaboratoryTrader(trader, limits: [325]), LaboratoryTrader(trader, limits: [300]),
            ],
            sellers: [
                LaboratoryTrader(trader, limits: [75]), LaboratoryTrader(trader, limits: [100]),
            ])
        wanted.replications = 1000
        #expect(scenario == wanted)
    }

    @Test(
        "robots that look at every price are refused more prices than fit into memory",
        arguments: [
            ("gd", 1, "[1, 1000001]", "expected at most 1000000 with gd"),
            ("gdx", 1, "[7, 1000000000]", "found 999999994 prices"),
            ("przi", 2, "[1, 1000000000]", "expected at most 1000000 with przi"),
            ("przi", 21, "[1, 1000000]", "expected at most 952380: each of 21 traders of przi"),
            ("gd", 21, "[1, 1000000]", ""), ("przi", 20, "[1, 1000000]", ""),
            ("zi_c", 2, "[1, 1000000000]", ""),
        ])
    func pricesOfRobots(trader: String, count: Int, range: String, error: String) throws {
        let buyers = (1..<count).map { _ in "{trader: \(trader), values: [300]}" }
        let text = """
            schema_version: 1
            name: prices
            kind: laboratory
            ticks: 1
            price_range: \(range)
            buyers: [{trader: \(trader), values: [300]}]
            sellers: [{trader: zi_c, costs: [75]}]
            """
        let all = "{trader: \(trader), values: [300]}"
        let joined = ([all] + buyers).joined(separator: ", ")
        let reading = Fixtures.readAny(text.replacing("[\(all)]", with: "[\(joined)]"))
        let errors = reading.diagnostics.filter { $0.severity == .error }
        #expect(errors.count == (error.isEmpty ? 0 : 1), "\(Fixtures.lines(reading))")
        #expect(errors.allSatisfy { $0.path == "price_range" && $0.message.contains(error) })
    }

    @Test("every field arrives where it belongs")
    func full() throws {
        let scenario = try read(LaboratoryFixtures.full)
        var prices = PostedPriceRules()
        prices.rule = .tatonnement(start: 150, speed: 0.2)
        prices.ceiling = 300
        prices.floor = 50.5
        #expect(scenario.institution == .postedPrice(prices))
        #expect(scenario.periods == 6 && scenario.steps == 100 && scenario.replications == 50)
        var zip = ZIPParameters()
        zip.relativeChange = 0.1
        zip.absoluteChange = 3
        #expect(
            scenario.buyers == [
                LaboratoryTrader(.zeroIntelligencePlus(zip), limits: [325, 300, 300]),
                LaboratoryTrader(.parameterizedResponse(strategy: -0.5), limits: [275]),
            ])
        let gdx = TraderStrategy.gjerstadDickhautExtended(memory: 7, discount: 0.8)
        #expect(scenario.sellers == [LaboratoryTrader(gdx, limits: [75, 100])])
    }

    @Test("every institution and every trader has a name")
    func names() throws {
        let institutions: [(String, LaboratoryInstitution)] = [
            ("double_auction", .doubleAuction(DoubleAuctionRules())),
            ("call_auction", .callAuction(quoting: .truthful)),
            (
                "{name: call_auction, params: {quoting: zero_intelligence}}",
                .callAuction(quoting: .zeroIntelligence)
            ),
            ("posted_offer", .postedOffer(PostedOfferRules())),
            ("posted_price", .postedPrice(PostedPriceRules())),
            ("walrasian", .walrasian),
            (
                "{name: amm, params: {pool: {A: 100, M: 500}}}",
                .pool(PoolRules(good: 100, money: 500))
            ),
        ]
        for (text, wanted) in institutions {
            let file = Fixtures.changing(
                LaboratoryFixtures.example,
                "{name: double_auction, params: {book: cleared_after_trade, "
                    + "improvement_rule: true}}", to: text)
            let scenario = try read(file)
            #expect(scenario.institution == wanted)
            #expect(text.contains(scenario.institution.name))
        }
        let traders: [(String, TraderStrategy)] = [
            ("zi_u", .zeroIntelligenceUnconstrained), ("giveaway", .giveaway), ("gvwy", .giveaway),
            ("shaver", .shaver), ("sniper", .sniper), ("kaplan", .kaplan),
            ("aa", .adaptiveAggressive),
            ("zip", .zeroIntelligencePlus(ZIPParameters())), ("gd", .gjerstadDickhaut(memory: 5)),
            ("gdx", .gjerstadDickhautExtended(memory: 5, discount: 0.9)),
            ("przi", .parameterizedResponse(strategy: 0)),
        ]
        for (text, wanted) in traders {
            let file = Fixtures.changing(
                LaboratoryFixtures.example, "{trader: zi_c, values: [325]}",
                to: "{trader: \(text), values: [325]}")
            #expect(try read(file).buyers[0].strategy == wanted)
        }
    }

    @Test("one fault is one error, at its place", arguments: faults)
    func fault(_ fault: BadFileTests.Fault) {
        let text = Fixtures.changing(LaboratoryFixtures.full, fault.old, to: fault.new)
        let reading = Fixtures.readAny(text)
        let lines = Fixtures.lines(reading)
        let start = "\(fault.place): \(fault.path): "
        #expect(lines.count == 1 && lines[0].contains(fault.says), "\(lines)")
        let line = lines.first ?? ""
        let isWarning = line.contains(": warning: ")
        #expect((reading.scenario != nil) == isWarning)
        #expect(line.replacing(isWarning ? " warning:" : " error:", with: "").hasPrefix(start))
    }

    static let faults = table.replacing("\n    |", with: " |").replacing("\n    ⟶", with: " ⟶")
        .split(separator: "\n").compactMap { BadFileTests.Fault($0) }

    static let table = #"""
        price_range: [1, 400] ⟶ price_range: [400, 1] | 16:14 price_range | the lowest price first
        price_range: [1, 400] ⟶ price_range: [0, 400] | 16:15 price_range[0] | found '0'
        values: [325, 300, 300] ⟶ values: [325, 300, 301]
            | 23:13 buyers[0].values[2] | found 301 after 300, expected at most 300
        costs: [75, 100] ⟶ costs: [100, 75] | 35:12 sellers[0].costs[1] | at least 100
        costs: [75, 100] ⟶ costs: [75, 1.5] | 35:17 sellers[0].costs[1] | found '1.5'
        floor: 50.5 ⟶ floor: 301 | 14:12 institution.params.floor | at most the ceiling, 300
        ceiling: 300 ⟶ ceiling: 0 | 13:14 institution.params.ceiling | greater than 0
        price_rule: tatonnement⏎    price: 150 ⟶ price_rule: fixed
            | 10:5 institution.params.price | missing; expected a price
        price_rule: tatonnement⏎    price: 150⏎    speed: 0.2 ⟶ price_rule: clearing⏎    price: 150
            | 11:12 institution.params.price | has no effect with price_rule: clearing
        name: posted_price ⟶ name: bilateral | 8:9 institution.name | not available
        name: przi ⟶ name: prziii | 25:13 buyers[1].trader.name | did you mean 'przi'?
        s: -0.5 ⟶ s: -1.5 | 27:12 buyers[1].trader.params.s | from -1 to 1
        costs: [75, 100] ⟶ costs: [325, 326]
            | 18:3 buyers | nothing to gain: the highest value is 325
        costs: [75, 100] ⟶ costs: [] | 30:3 sellers | nobody has anything to trade
        """#
}
