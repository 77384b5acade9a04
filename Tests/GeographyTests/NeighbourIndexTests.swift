import Determinism
import Geography
import Primitives
import Testing

@Suite("The index of neighbours")
struct NeighbourIndexTests {
    @Test("finds whom a look at everybody finds", arguments: 0..<40 as Range<UInt32>)
    func naive(seed: UInt32) {
        var random = RandomStream(seed: seed, name: "test/neighbours")
        let size = 1 + random.below(40)
        let radius = random.below(12)
        let count = 1 + random.below(120)
        var index = NeighbourIndex(gridSize: size, radius: radius, agentCount: count)
        for _ in 0..<3 {
            let positions = (0..<count).map { _ in
                let x = random.below(size)
                return Position(x: Int32(x), y: Int32(random.below(size)))
            }
            index.rebuild(positions)
            for agent in 0..<count {
                let limit = random.below(radius + 4)
                var found: [Neighbour] = []
                index.forEachNeighbour(of: agent, at: positions[agent], within: limit) {
                    found.append($0)
                }
                let reach = min(radius, limit)
                let wanted = positions.indices.filter {
                    $0 != agent && positions[$0].distance(to: positions[agent]) <= reach
                }
                #expect(found.map(\.agent).sorted() == wanted, "seed \(seed)")
                #expect(
                    found.allSatisfy {
                        $0.distance == positions[$0.agent].distance(to: positions[agent])
                    }, "seed \(seed)")
            }
        }
    }

    @Test("a wide and empty grid costs no memory to speak of")
    func wide() {
        var index = NeighbourIndex(gridSize: 10_000, radius: 1, agentCount: 2)
        index.rebuild([Position(x: 0, y: 0), Position(x: 9_999, y: 9_999)])
        var found = 0
        index.forEachNeighbour(of: 0, at: Position(x: 0, y: 0), within: 1) { _ in found += 1 }
        #expect(found == 0)
    }
}
