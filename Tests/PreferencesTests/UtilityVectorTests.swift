import Determinism
import Preferences
import TestSupport
import Testing

@Suite("Published utilities", .enabled(if: ConformanceData.isPresent, "\(ConformanceData.absence)"))
struct UtilityVectorTests {
    @Test("levels, marginal utilities, rates and bounds are as published")
    func vectors() throws {
        let documents = try ConformanceData.documents("vectors/utility.jsonl")
        #expect(documents.count > 100)
        for document in documents {
            let utility = try UtilityFixture.utility(document["utility"])
            let a = try #require(document["A"]?.real)
            let b = try #require(document["B"]?.real)
            let marginal = utility.marginalUtilities(a: a, b: b)
            let bounds = utility.reservationBounds(a: a, b: b, epsilon: 1e-12)
            let rate = utility.marginalRateOfSubstitution(a: a, b: b, epsilon: 1e-12)
            let found: [Double?] = [
                utility.level(a: a, b: b), marginal.a, marginal.b, rate, bounds.lowest,
                bounds.highest,
            ]
            let pair = document["bounds"]?.arrayValue ?? []
            let wanted =
                [document["u"], document["mu_A"], document["mu_B"], document["mrs"]].map {
                    $0?.real
                } + pair.map(\.real)
            for (one, other) in zip(found, wanted) {
                #expect(
                    one == other || isClose(one ?? .nan, other ?? .nan),
                    "\(CanonicalJSON.text(document)): \(found)")
            }
        }
    }
}

/// Utilities as documents name them.
enum UtilityFixture {
    static func utility(_ document: JSONValue?) throws -> Utility {
        let type = try #require(document?["type"]?.stringValue)
        return try #require(
            Utility(typeName: type) { document?["params"]?[$0]?.real }, "\(type)")
    }
}
