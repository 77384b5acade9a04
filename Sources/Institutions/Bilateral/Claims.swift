import Geography
public import Primitives

/// A cell an agent has reserved.
public struct Claim: Hashable, Sendable, Codable {
    /// Which cell.
    public let position: Position
    /// Whose it is.
    public let agent: Int
}

/// Who has reserved which cell to gather from.
public struct Claims: Hashable, Sendable {
    /// All claims, in the order they were made.
    public private(set) var all: [Claim] = []

    private let gridSize: Int
    private var hasReleased = false
    /// By cell, column by column: the agent's number plus one, or 0.
    private var owners: [Int32]

    package init(gridSize: Int) {
        self.gridSize = gridSize
        owners = .inLargePages(repeating: 0, count: gridSize * gridSize)
    }

    /// Who has reserved a cell, if anybody.
    @inline(__always)
    public func owner(of position: Position) -> Int? {
        let number = owners[index(of: position)]
        return number == 0 ? nil : Int(number) - 1
    }

    /// Where it is noted who has reserved which cell.
    var outlook: Outlook<Int32> { Outlook(owners) }

    /// Reserves a cell.
    ///
    /// - Precondition: Nobody has.
    package mutating func add(_ position: Position, of agent: Int) {
        precondition(owner(of: position) == nil, "\(position) is claimed already")
        all.append(Claim(position: position, agent: agent))
        owners[index(of: position)] = Int32(agent) + 1
    }

    /// Gives up the claims that are not to be kept, by their places in ``all``.
    ///
    /// - Complexity: O(claims).
    package mutating func keep(_ isKept: [Bool]) {
        var kept = 0
        for place in all.indices {
            let claim = all[place]
            if isKept[place] {
                all[kept] = claim
                kept += 1
            } else {
                owners[index(of: claim.position)] = 0
            }
        }
        all.removeLast(all.count - kept)
    }

    /// Gives up one cell. It stays in ``all`` until ``dropReleased()``.
    ///
    /// - Precondition: Somebody has reserved it.
    package mutating func release(_ position: Position) {
        precondition(owner(of: position) != nil, "nobody has claimed \(position)")
        owners[index(of: position)] = 0
        hasReleased = true
    }

    /// Forgets the cells that were given up one by one since the last time.
    ///
    /// - Precondition: Nobody has reserved one of them again meanwhile.
    /// - Complexity: O(claims), or O(1) if there are none.
    package mutating func dropReleased() {
        guard hasReleased else { return }
        hasReleased = false
        let owners = owners
        let gridSize = gridSize
        all.removeAll { owners[Int($0.position.x) * gridSize + Int($0.position.y)] == 0 }
    }

    @inline(__always)
    private func index(of position: Position) -> Int {
        Int(position.x) * gridSize + Int(position.y)
    }
}
