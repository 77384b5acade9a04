public import Primitives

/// An agent near a place, and how near.
@frozen
public struct Neighbour: Hashable, Sendable {
    /// Who it is.
    public let agent: Int
    /// How many steps away, where everybody stood when the index was made.
    public let distance: Int

    @inlinable
    init(agent: Int, distance: Int) {
        self.agent = agent
        self.distance = distance
    }
}

/// Who stands near whom, by square buckets of about one radius.
///
/// It keeps the positions it was made from: what has moved since is found where it was.
public struct NeighbourIndex: Sendable {
    @usableFromInline
    struct Entry: Sendable {
        @usableFromInline var x: Int32
        @usableFromInline var y: Int32
        @usableFromInline var agent: Int32
    }

    @usableFromInline let radius: Int
    @usableFromInline let side: Int
    @usableFromInline let bucketsAcross: Int
    /// Agents bucket by bucket, column by column; within a bucket by id.
    @usableFromInline var entries: [Entry] = []
    /// Where each bucket's agents start; one more for the end.
    @usableFromInline var starts: [Int32]

    /// Prepares an index of a square grid.
    ///
    /// - Parameters:
    ///   - gridSize: Cells along each side.
    ///   - radius: How far a look reaches, in steps.
    ///   - agentCount: How many there will be; a wide, empty grid gets larger buckets.
    public init(gridSize: Int, radius: Int, agentCount: Int) {
        self.radius = radius
        let widest = 2 * Int(Double(agentCount).squareRoot()) + 8
        let needed = (gridSize + widest - 1) / widest
        side = max(1, min(radius, gridSize), needed)
        bucketsAcross = (gridSize + side - 1) / side
        starts = Array(repeating: 0, count: bucketsAcross * bucketsAcross + 1)
    }

    /// Takes in where everybody stands now.
    ///
    /// - Complexity: O(agents + buckets), without allocation once it has been called.
    public mutating func rebuild(_ positions: [Position]) {
        if entries.count != positions.count {
            entries = .inLargePages(
                repeating: Entry(x: 0, y: 0, agent: 0), count: positions.count)
        }
        for index in starts.indices { starts[index] = 0 }
        for position in positions { starts[bucket(of: position) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        // Each start moves to its bucket's end, which is the next one's start: then all by one.
        for (agent, position) in positions.enumerated() {
            let bucket = bucket(of: position)
            entries[Int(starts[bucket])] = Entry(
                x: position.x, y: position.y, agent: Int32(agent))
            starts[bucket] += 1
        }
        for index in stride(from: starts.count - 1, to: 0, by: -1) {
            starts[index] = starts[index - 1]
        }
        starts[0] = 0
    }

    private func bucket(of position: Position) -> Int {
        Int(position.x) / side * bucketsAcross + Int(position.y) / side
    }

    /// Who stands at a place of the index, in which neighbours are near each other.
    ///
    /// - Parameter place: Below the number of agents.
    @inlinable
    @inline(__always)
    public func agent(at place: Int) -> Int { Int(entries[place].agent) }

    /// About how many places on those stand whom the agent of a place may be the first to see:
    /// a column of buckets.
    public var placesAhead: Int { entries.count / bucketsAcross + 64 }

    /// Shows everybody within the radius of a place, the place itself included.
    ///
    /// - Parameters:
    ///   - agent: Left out.
    ///   - limit: How far to look, if not as far as the radius.
    /// - Complexity: O(agents in the buckets around).
    @inlinable
    @inline(__always)
    public func forEachNeighbour(
        of agent: Int, at place: Position, within limit: Int, _ body: (Neighbour) -> Void
    ) {
        let reach = min(radius, limit)
        let last = bucketsAcross - 1
        let left = max(0, Int(place.x) - reach) / side
        let right = min(last, (Int(place.x) + reach) / side)
        let low = max(0, Int(place.y) - reach) / side
        let high = min(last, (Int(place.y) + reach) / side)
        for column in left...right {
            let start = Int(starts[column * bucketsAcross + low])
            let end = Int(starts[column * bucketsAcross + high + 1])
            for index in start..<end {
                let entry = entries[index]
                let distance =
                    abs(Int(entry.x) - Int(place.x)) + abs(Int(entry.y) - Int(place.y))
                if distance <= reach && Int(entry.agent) != agent {
                    body(Neighbour(agent: Int(entry.agent), distance: distance))
                }
            }
        }
    }
}
