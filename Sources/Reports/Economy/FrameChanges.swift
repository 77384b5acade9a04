import MarketModel
import Primitives

/// Which agents and cells changed since the last frame.
struct FrameChanges {
    private(set) var moved: [Int] = []
    private(set) var holding: [Int] = []
    private(set) var target: [Int] = []
    /// Two agents, and 1 if they became a pair, 0 if they parted.
    private(set) var pairings: [(Int, Int, Int64)] = []
    private(set) var cells: [Position] = []
    private(set) var failed: Int64 = 0

    private var hasMoved: [Bool]
    private var hasOther: [Bool]
    private var hasTarget: [Bool]
    /// For lookup only.
    private var changedCells: Set<Position> = []

    /// Nothing has changed yet for so many agents.
    init(count: Int = 0) {
        hasMoved = Array(repeating: false, count: count)
        hasOther = hasMoved
        hasTarget = hasMoved
    }

    /// All of so many agents are new.
    init(all count: Int) {
        self.init(count: count)
        moved = Array(0..<count)
        holding = moved
    }

    mutating func reset() {
        self = FrameChanges(count: hasMoved.count)
    }

    mutating func note(_ event: EconomyEvent) {
        switch event {
        case .agentMoved(let agent, _):
            if !hasMoved[agent.index] { moved.append(agent.index) }
            hasMoved[agent.index] = true
        case .goodsTraded(let trade):
            noteHolding(trade.buyer)
            noteHolding(trade.seller)
        case .goodsAllocated(let move): noteHolding(move.agent)
        case .resourceHarvested(let harvest):
            noteHolding(harvest.agent)
            noteCell(harvest.position)
        case .resourceRegrown(let resource): noteCell(resource.position)
        case .lambdaUpdated(let agent, _, _): noteHolding(agent)
        case .targetSet(let goal):
            if !hasTarget[goal.agent.index] { target.append(goal.agent.index) }
            hasTarget[goal.agent.index] = true
        case .paired(let pair): pairings.append((pair.first.index, pair.second.index, 1))
        case .unpaired(let pair):
            pairings.append((pair.first.index, pair.second.index, 0))
            if pair.reason.isFailedNegotiation { failed += 1 }
        case .agentCreated, .resourcePlaced, .modeChanged, .claimMade, .claimReleased,
            .traderCreated, .marketCleared, .periodEnded:
            break
        }
    }

    private mutating func noteHolding(_ agent: AgentID) {
        // A pool and an auctioneer are no agents, and hold nothing that is drawn.
        guard hasOther.indices.contains(agent.index), !hasOther[agent.index] else { return }
        hasOther[agent.index] = true
        holding.append(agent.index)
    }

    private mutating func noteCell(_ position: Position) {
        if changedCells.insert(position).inserted { cells.append(position) }
    }
}
