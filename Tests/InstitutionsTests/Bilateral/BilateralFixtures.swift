import Determinism
import Institutions
import Preferences
import Primitives
import TestSupport
import Testing

/// Agents and negotiations as the published vectors describe them.
enum BilateralFixture {
    static func taste(_ agent: JSONValue) throws -> Taste {
        let type = try #require(agent["utility"]?["type"]?.stringValue)
        let utility = try #require(
            Utility(typeName: type) { agent["utility"]?["params"]?[$0]?.real })
        return Taste(
            utility: utility, lambda: try #require(agent["lambda_money"]?.real),
            moneyOffset: agent["M_0"]?.real ?? 0)
    }

    static func bundle(_ agent: JSONValue) throws -> GoodsBundle {
        GoodsBundle(
            a: try #require(agent["A"]?.integerValue), b: try #require(agent["B"]?.integerValue),
            money: try #require(agent["M"]?.integerValue))
    }

    static func terms(_ agent: JSONValue, scale: Int64 = 1, epsilon: Double = 1e-12) throws
        -> MoneyTerms
    {
        let form = try #require(agent["form"]?.stringValue.flatMap(MoneyForm.init))
        return MoneyTerms(scale: scale, form: form, mode: .quasilinear, epsilon: epsilon)
    }

    static func negotiator(_ agent: JSONValue, _ terms: MoneyTerms) throws -> Negotiator {
        let taste = try taste(agent)
        let bundle = try bundle(agent)
        return Negotiator(
            taste: taste, bundle: bundle,
            quotes: Quotes(taste, holding: bundle, spread: 0, terms: terms))
    }
}
