import Kernel
import Preferences
import ScenarioKit
import Testing

@Suite("Parameters of drawn utilities")
struct DrawnParameterTests {
    /// The utilities of many draws of one kind.
    private func utilities(_ kind: String, range: String) throws -> [Utility] {
        var options = GeneratorOptions()
        options.preset = "minimal"
        options.agents = "1"
        options.utilities = Array(repeating: kind, count: 15).joined(separator: ",")
        options.inventoryRange = range
        let generator = EconomyGenerator(try EconomyPlan.understand(options).get())
        return try (0..<40 as Range<UInt32>).flatMap { seed -> [Utility] in
            let text = try generator.text(name: "g", seed: seed)
            guard case .drawn(let origin)? = EconomyFixtures.read(text).scenario?.origin else {
                Issue.record("\(kind), seed \(seed) does not load")
                return []
            }
            return origin.mix.map(\.utility)
        }
    }

    private func values(_ name: String, of utilities: [Utility]) -> [Double] {
        utilities.compactMap { $0.parameters.first { $0.name == name }?.value }
    }

    private func isWhole(_ value: Double) -> Bool {
        abs(value * 100 - (value * 100).rounded()) < 1e-9
    }

    /// All values lie in a range, have two decimals, and reach for both ends of it.
    private func expect(
        _ name: String, of utilities: [Utility], in range: ClosedRange<Double>,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = values(name, of: utilities)
        let width = range.upperBound - range.lowerBound
        #expect(found.count == 600, sourceLocation: sourceLocation)
        #expect(found.allSatisfy { range.contains($0) }, "\(name)", sourceLocation: sourceLocation)
        #expect(found.allSatisfy(isWhole), sourceLocation: sourceLocation)
        let isWide =
            found.contains { $0 < range.lowerBound + width / 10 }
            && found.contains { $0 > range.upperBound - width / 10 }
        #expect(isWide, "\(name)", sourceLocation: sourceLocation)
    }

    @Test("CES: weights sum to 1, rho is neither 0 nor near 1")
    func ces() throws {
        let found = try utilities("ces", range: "10,50")
        expect("wA", of: found, in: 0.3...0.7)
        expect("rho", of: found, in: -1...0.79)
        let pairs = zip(values("wA", of: found), values("wB", of: found))
        #expect(pairs.allSatisfy { abs($0 + $1 - 1) < 1e-9 })
        #expect(!values("rho", of: found).contains(0))
    }

    @Test("linear: values from 0.5 to 3")
    func linear() throws {
        let found = try utilities("linear", range: "10,50")
        expect("vA", of: found, in: 0.5...3)
        expect("vB", of: found, in: 0.5...3)
    }

    @Test("quadratic: a bliss point inside the range, and concave")
    func quadratic() throws {
        let found = try utilities("quadratic", range: "10,50")
        expect("A_star", of: found, in: 12...40)
        expect("B_star", of: found, in: 12...40)
        for case .quadratic(let utility) in found {
            #expect((0.39...0.81).contains(utility.sigmaA / utility.blissA))
            #expect((0.39...0.81).contains(utility.sigmaB / utility.blissB))
            #expect((0...0.2).contains(utility.gamma))
            #expect(utility.gamma < 2 / (utility.sigmaA * utility.sigmaB))
        }
        // A range so narrow that the bounds of the bliss point change places, and a vast one.
        for range in ["1,2", "10,11", "1,1000000000"] {
            #expect(try utilities("quadratic", range: range).count == 600)
        }
    }

    @Test("translog: slopes about a half, small curvatures")
    func translog() throws {
        let found = try utilities("translog", range: "10,50")
        expect("alpha_A", of: found, in: 0.4...0.6)
        expect("alpha_B", of: found, in: 0.4...0.6)
        expect("beta_AA", of: found, in: -0.1 ... -0.02)
        expect("beta_BB", of: found, in: -0.1 ... -0.02)
        expect("beta_AB", of: found, in: -0.03...0.03)
        #expect(values("alpha_0", of: found).allSatisfy { $0 == 0 })
    }

    @Test("Stone-Geary: weights sum to 1, nothing is needed")
    func stoneGeary() throws {
        let found = try utilities("stone_geary", range: "1,2")
        expect("alpha_A", of: found, in: 0.4...0.6)
        let pairs = zip(values("alpha_A", of: found), values("alpha_B", of: found))
        #expect(pairs.allSatisfy { abs($0 + $1 - 1) < 1e-9 })
        #expect(values("gamma_A", of: found).allSatisfy { $0 == 0 })
    }
}
