public import Primitives

/// Who can reach whom: connected components of agents within a radius of one another.
public struct LocalMarkets: Hashable, Sendable {
    /// The members of each component by id; components by their smallest member.
    public let components: [[Int]]

    /// Finds the components.
    ///
    /// - Parameters:
    ///   - radius: How near two agents must be to be joined, in steps; at least 0.
    /// - Complexity: O(agents · neighbours).
    public init(_ positions: [Position], radius: Int) {
        // Two agents within the radius stand in the same block of cells or in adjacent ones.
        let side = Int32(clamping: max(1, radius))
        var blocks: [Position: [Int]] = [:]
        func block(_ position: Position) -> Position {
            Position(x: position.x / side, y: position.y / side)
        }
        for agent in positions.indices {
            blocks[block(positions[agent]), default: []].append(agent)
        }
        var parents = Array(positions.indices)
        func root(_ agent: Int) -> Int {
            var agent = agent
            while parents[agent] != agent {
                parents[agent] = parents[parents[agent]]
                agent = parents[agent]
            }
            return agent
        }
        for agent in positions.indices {
            let home = block(positions[agent])
            for dx in Int32(-1)...1 {
                for dy in Int32(-1)...1 {
                    let near = Position(x: home.x + dx, y: home.y + dy)
                    for other in blocks[near] ?? [] where other < agent {
                        if positions[agent].distance(to: positions[other]) > radius { continue }
                        let (one, two) = (root(agent), root(other))
                        parents[max(one, two)] = min(one, two)
                    }
                }
            }
        }
        var members: [[Int]] = Array(repeating: [], count: positions.count)
        for agent in positions.indices { members[root(agent)].append(agent) }
        components = members.filter { !$0.isEmpty }
    }

    /// Everybody in one.
    public init(globalOf count: Int) { components = count > 0 ? [Array(0..<count)] : [] }
}
