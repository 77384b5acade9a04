public import Analytics
public import Kernel
import MarketModel
import Primitives
import Runner

/// Runs laboratories in memory, without chain or store: only figures are kept.
public enum LaboratoryTrial {
    /// The periods of a laboratory under a seed.
    public static func periods(
        of scenario: LaboratoryScenario, seed: UInt32
    ) -> [LaboratoryPeriod] {
        let analyzer = LaboratoryAnalyzer()
        let world = LaboratoryWorld(scenario, seed: seed)
        show(world, to: analyzer)
        while !world.isOver, scenario.periods > 0 {
            world.advance()
            show(world, to: analyzer)
        }
        return analyzer.periods
    }

    /// The periods of all replications of a laboratory, replication by replication.
    public static func replications(
        of scenario: LaboratoryScenario, seed: UInt32
    ) -> [[LaboratoryPeriod]] {
        Replications.run(Int(scenario.replications)) { replication in
            periods(of: scenario, seed: Replications.seed(of: replication, in: seed))
        }
    }

    private static func show(_ world: LaboratoryWorld, to analyzer: LaboratoryAnalyzer) {
        world.events.forEach { analyzer.consume(copy $0, in: Tick(0)) }
        world.events.removeAll()
    }
}
