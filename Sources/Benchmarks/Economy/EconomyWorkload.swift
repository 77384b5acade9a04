import Determinism
import Institutions
import Kernel
import Preferences
import Primitives

/// Economies of any size at one density: a 25th of the cells has an agent, a third something
/// that grows, and the five kinds of utility are equally frequent.
enum EconomyWorkload {
    /// How many cells there are per agent.
    static let cellsPerAgent = 25

    /// An economy of so many agents, in barter, as the scenario generator's presets have it.
    static func scenario(agents: Int, ticks: Int64, seed: UInt32) -> EconomyScenario {
        let size = Int(Double(agents * cellsPerAgent).squareRoot().rounded(.up))
        var stream = RandomStream(seed: seed, name: "benchmark/economy")
        let goodA = (0..<agents).map { _ in Int64(10 + stream.below(51)) }
        let goodB = (0..<agents).map { _ in Int64(10 + stream.below(51)) }
        let mix = utilities.map { UtilityShare(utility: $0, weight: 0.2) }
        var scenario = EconomyScenario(
            name: "bench-economy", ticks: ticks, gridSize: size,
            origin: .drawn(
                DrawnOrigin(
                    agentCount: agents, inventoryA: .each(goodA), inventoryB: .each(goodB),
                    mix: mix, resourceDensity: 0.35, resourceAmount: 6)))
        scenario.parameters.visionRadius = 8
        scenario.parameters.tradeCooldownTicks = 3
        scenario.parameters.resourceGrowthRate = 2
        return scenario
    }

    private static let utilities: [Utility] = [
        .ces(CES(rho: -0.5, weightA: 0.4, weightB: 0.6)),
        .linear(LinearUtility(valueA: 1.3, valueB: 1.1)),
        .quadratic(
            QuadraticUtility(blissA: 45, blissB: 42, sigmaA: 27, sigmaB: 25, gamma: 0.001)),
        .translog(
            Translog(
                alpha0: 0, alphaA: 0.5, alphaB: 0.45, betaAA: -0.05, betaBB: -0.04,
                betaAB: 0.02)),
        .stoneGeary(StoneGeary(alphaA: 0.55, alphaB: 0.45)),
    ]
}
