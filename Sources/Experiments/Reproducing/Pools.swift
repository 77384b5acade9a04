import Analytics
import Institutions
import Kernel
import Runner

extension Experiment {
    /// The formulas of a constant-product pool, and pools at work.
    static let pools = Experiment(
        name: "amm", summary: "constant-product pools: formulas, losses, and a product that holds"
    ) { setUps throws(ExperimentFault) in
        Pools.outputs + Pools.losses + (try Pools.atWork(setUps))
    }
}

private enum Pools {
    /// A pool of 100 and 100.
    static var outputs: [Finding] {
        let table: [(Double, Double, Double)] = [
            (0, 1, 0.990099), (0, 10, 9.090909), (0, 50, 33.333333), (30, 1, 0.987158),
            (30, 10, 9.066109), (30, 50, 33.266600),
        ]
        let outputs = table.map { fee, amount, output in
            Finding(
                "100/100, fee \(fee / 100) %, \(Int(amount)) in, out", published: "\(output)",
                ConstantProductPool.output(
                    for: amount, reserves: (100, 100), feeBasisPoints: fee),
                band: .about(output, 5.1e-7), decimals: 6)
        }
        let left =
            100
            - ConstantProductPool.output(
                for: 10, reserves: (100, 100), feeBasisPoints: 0)
        return outputs + [
            Finding(
                "100/100, price after 10 in", published: "0.826446", left / 110,
                band: .about(0.826446, 5.1e-7), decimals: 6)
        ]
    }

    static var losses: [Finding] {
        let table: [(Double, Double)] = [
            (1.25, -0.6192), (1.5, -2.0204), (2, -5.7191), (3, -13.3975), (4, -20),
            (5, -25.4644),
        ]
        return table.map { ratio, loss in
            Finding(
                "impermanent loss at \(ratio) times the price, %", published: "\(loss)",
                100 * ConstantProductPool.impermanentLoss(ratio: ratio),
                band: .about(loss, 5.1e-5), decimals: 4)
        }
    }

    /// Plays the trades of a laboratory's pool again and follows the product.
    static func atWork(_ setUps: SetUps) throws(ExperimentFault) -> [Finding] {
        var findings: [Finding] = []
        for (file, name) in [("amm-free", "no fee"), ("amm-fee", "a fee")] {
            let (scenario, seed) = try setUps.laboratory("experiments/\(file)")
            guard case .pool(let rules) = scenario.institution else {
                throw ExperimentFault("experiments/\(file): expected institution: amm")
            }
            let steps = Replications.run(Int(scenario.replications)) { replication in
                PoolSteps(
                    scenario, rules, seed: Replications.seed(of: replication, in: seed))
            }
            findings.append(
                Finding(
                    "pool with \(name), trades that lower the product", published: "0",
                    Double(steps.reduce(0) { $0 + $1.falls }), band: .within(0...0)))
            findings.append(
                Finding(
                    "pool with \(name), trades that leave it as it was",
                    published: rules.feeBasisPoints > 0 ? "0" : nil,
                    Double(steps.reduce(0) { $0 + $1.standstills }),
                    band: rules.feeBasisPoints > 0 ? .within(0...0) : .none))
            findings.append(
                Finding(
                    "pool with \(name), trades in a period",
                    Sample(steps.map { Double($0.trades) })))
        }
        return findings
    }
}

/// How a pool's product changes from trade to trade in a laboratory's first period.
private struct PoolSteps: Sendable {
    var trades = 0
    var falls = 0
    var standstills = 0

    init(_ scenario: LaboratoryScenario, _ rules: PoolRules, seed: UInt32) {
        let world = LaboratoryWorld(scenario, seed: seed)
        world.advance()
        var (good, money) = (Int128(rules.good), Int128(rules.money))
        for trade in world.floor.trades {
            let before = good * money
            if trade.buyer == nil {
                (good, money) = (good + 1, money - Int128(trade.price))
            } else {
                (good, money) = (good - 1, money + Int128(trade.price))
            }
            trades += 1
            if good * money < before { falls += 1 }
            if good * money == before { standstills += 1 }
        }
    }
}
