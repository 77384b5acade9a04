import Determinism
import Geography
import Institutions
import Preferences
import Primitives

/// The agents and resources an economy starts with.
///
/// What is drawn comes from the stream `startup`, in this order: cell by cell, x outer, whether
/// something grows there and what; the agents' tastes by id; the agents' places.
struct EconomyGenesis {
    private(set) var agents: [EconomyAgent]
    private(set) var field: ResourceField

    init(_ scenario: EconomyScenario, seed: UInt32) {
        precondition(scenario.gridSize >= 1, "a grid has cells, got \(scenario.gridSize)")
        precondition(scenario.origin.agentCount >= 1, "an economy has agents")
        field = ResourceField(
            gridSize: scenario.gridSize, forageRate: scenario.parameters.forageRate)
        agents = []
        switch scenario.origin {
        case .explicit(let origin):
            for resource in origin.resources {
                field.place(resource.good, resource.amount, at: resource.position)
            }
            agents = origin.agents
        case .drawn(let origin):
            var stream = RandomStream(seed: seed, name: "startup")
            placeResources(origin, &stream)
            let utilities = (0..<origin.agentCount).map { _ in utility(origin.mix, &stream) }
            let places = places(for: origin.agentCount, &stream)
            agents = utilities.indices.map { agent in
                EconomyAgent(
                    position: places[agent],
                    endowment: GoodsBundle(
                        a: origin.inventoryA[agent], b: origin.inventoryB[agent],
                        money: origin.money[agent] * scenario.parameters.moneyScale),
                    utility: utilities[agent], lambdaMoney: origin.lambdaMoney[agent],
                    moneyOffset: origin.moneyOffset[agent])
            }
        }
    }

    private mutating func placeResources(
        _ origin: DrawnOrigin, _ stream: inout RandomStream
    ) {
        for x in 0..<field.gridSize {
            for y in 0..<field.gridSize where stream.uniform() < origin.resourceDensity {
                let good: Good = stream.uniform() < 0.5 ? .a : .b
                field.place(
                    good, origin.resourceAmount, at: Position(x: Int32(x), y: Int32(y)))
            }
        }
    }

    /// One draw of the mix by cumulative weight; what rounding leaves goes to the last.
    private func utility(_ mix: [UtilityShare], _ stream: inout RandomStream) -> Utility {
        let draw = stream.uniform()
        var sum = 0.0
        for share in mix {
            sum += share.weight
            if draw < sum { return share.utility }
        }
        let likely = mix.last { $0.weight > 0 } ?? mix.last
        guard let likely else { preconditionFailure("a mix has at least one taste") }
        return likely.utility
    }

    /// Cells of their own as long as there are enough, and any cell otherwise.
    private func places(for count: Int, _ stream: inout RandomStream) -> [Position] {
        let size = field.gridSize
        if count > size * size {
            return (0..<count).map { _ in
                let x = stream.below(size)
                return Position(x: Int32(x), y: Int32(stream.below(size)))
            }
        }
        var cells: [Position] = []
        cells.reserveCapacity(size * size)
        for x in 0..<Int32(size) {
            for y in 0..<Int32(size) { cells.append(Position(x: x, y: y)) }
        }
        stream.shuffle(&cells)
        return Array(cells[..<count])
    }
}

extension EconomyAgent {
    var taste: Taste {
        Taste(utility: utility, lambda: lambdaMoney, moneyOffset: moneyOffset)
    }
}
