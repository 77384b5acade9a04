import Determinism
import Institutions
import Preferences
import Primitives
import TestSupport
import Testing

@Suite(
    "Published negotiations",
    .enabled(if: ConformanceData.isPresent, "\(ConformanceData.absence)"))
struct BilateralVectorTests {
    @Test("all twelve quotes and total utility are as published")
    func quotes() throws {
        let documents = try ConformanceData.documents("vectors/quotes.jsonl")
        #expect(documents.count > 50)
        for document in documents {
            let agent = try #require(document["agent"])
            let scale = try #require(document["money_scale"]?.integerValue)
            let spread = try #require(document["spread"]?.real)
            let epsilon = try #require(document["epsilon"]?.real)
            let terms = try BilateralFixture.terms(agent, scale: scale, epsilon: epsilon)
            let taste = try BilateralFixture.taste(agent)
            // The published money is in major units.
            var bundle = try BilateralFixture.bundle(agent)
            bundle.money *= scale
            let quotes = Quotes(taste, holding: bundle, spread: spread, terms: terms)
            let bounds = GoodsBounds(taste.utility, bundle, epsilon: epsilon)
            let inverted = bounds.inverted(spread: spread, epsilon: epsilon)
            let found: [(String, Double)] = [
                ("ask_A_in_B", quotes.aInB.ask), ("bid_A_in_B", quotes.aInB.bid),
                ("p_min_A_in_B", bounds.lowest), ("p_max_A_in_B", bounds.highest),
                ("ask_B_in_A", inverted.quote.ask), ("bid_B_in_A", inverted.quote.bid),
                ("p_min_B_in_A", inverted.bounds.lowest),
                ("p_max_B_in_A", inverted.bounds.highest),
                ("ask_A_in_M", quotes.aInMoney.ask), ("bid_A_in_M", quotes.aInMoney.bid),
                ("ask_B_in_M", quotes.bInMoney.ask), ("bid_B_in_M", quotes.bInMoney.bid),
            ]
            for (name, value) in found {
                let wanted = try #require(document["quotes"]?[name]?.real)
                #expect(isClose(value, wanted), "\(name) \(CanonicalJSON.text(document))")
            }
            let total = try #require(document["u_total"]?.real)
            #expect(isClose(taste.total(of: bundle, under: terms), total))
        }
    }

    @Test("candidate prices and what they make of the units are as published")
    func prices() throws {
        for document in try ConformanceData.documents("vectors/price_candidates.jsonl") {
            let units = try #require(document["dA"]?.integerValue)
            let prices = PriceCandidates(
                ask: try #require(document["ask"]?.real),
                bid: try #require(document["bid"]?.real), units: units)
            let found = (0..<prices.count).map { prices[$0] }
            let wanted = try #require(document["candidates"]?.arrayValue).compactMap(\.real)
            #expect(found == wanted, "\(CanonicalJSON.text(document))")
            let payments = found.map { Int64(($0 * Double(units) + 0.5).rounded(.down)) }
            #expect(payments == document["dY"]?.arrayValue?.compactMap(\.integerValue))
        }
    }

    @Test("blocks and what both gain from them are as published")
    func blocks() throws {
        let documents = try ConformanceData.documents("vectors/blocks.jsonl")
        #expect(documents.count > 100)
        for document in documents {
            let first = try #require(document["i"])
            let second = try #require(document["j"])
            let terms = try BilateralFixture.terms(
                first, epsilon: try #require(document["epsilon"]?.real))
            let pair = try #require(document["pair"]?.stringValue.flatMap(ExchangePair.init))
            let mode = try #require(document["mode"]?.stringValue.flatMap(ExecutionMode.init))
            let search = BlockSearch(
                try BilateralFixture.negotiator(first, terms),
                try BilateralFixture.negotiator(second, terms), terms: terms,
                greatestBlock: try #require(document["dA_max"]?.integerValue), mode: mode)
            let block = search.block(of: pair)
            guard let result = document["result"], case .object = result else {
                #expect(block == nil, "\(CanonicalJSON.text(document))")
                continue
            }
            let change = block?.changeOfFirst
            #expect(change?.a == result["dA_i"]?.integerValue)
            #expect(change?.b == result["dB_i"]?.integerValue)
            #expect(change?.money == result["dM_i"]?.integerValue)
            #expect(isClose(block?.gainOfFirst ?? .nan, result["surplus_i"]?.real ?? 0))
            #expect(isClose(block?.gainOfSecond ?? .nan, result["surplus_j"]?.real ?? 0))
        }
    }

    @Test("estimates of surplus are as published, from either side")
    func estimates() throws {
        for document in try ConformanceData.documents("vectors/surplus_estimates.jsonl") {
            let agents = try [document["i"], document["j"]].map { try #require($0) }
            let sides = try agents.map {
                try BilateralFixture.negotiator($0, try BilateralFixture.terms($0))
            }
            func estimate(_ regime: ExchangeRegime, _ order: (Int, Int)) -> SurplusEstimate {
                SurplusEstimate(
                    sides[order.0].quotes, sides[order.0].bundle, sides[order.1].quotes,
                    sides[order.1].bundle, PairKinds(regime, gateIsOpen: true))
            }
            for order in [(0, 1), (1, 0)] {
                let barter = estimate(.barterOnly, order).surplus
                #expect(isClose(barter, try #require(document["barter_full"]?.real)))
                for (regime, key) in [
                    (ExchangeRegime.moneyOnly, "full_money_only"), (.mixed, "full_mixed"),
                ] {
                    let wanted = document[key]?.arrayValue ?? []
                    let found = estimate(regime, order)
                    #expect(isClose(found.surplus, wanted.first?.real ?? .nan))
                    if found.surplus > 0 {
                        #expect(found.pair?.rawValue == wanted.last?.stringValue)
                    }
                }
            }
        }
    }
}
