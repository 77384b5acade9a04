public import Geography
public import Preferences
public import Primitives

/// What an agent quotes and what gathering would give it, while its inventory stays as it is.
public struct Standing: Hashable, Sendable {
    /// Its quotes, frozen for the tick.
    public package(set) var quotes: Quotes
    /// What one unit of A from the field would add to its goods utility.
    public package(set) var gainFromA: Double
    /// What one unit of B from the field would add.
    public package(set) var gainFromB: Double
}

/// What the rules of an economy may see, as it is when they are asked; they change nothing.
///
/// Positions, quotes and resources are those of the start of the tick until agents move. It
/// cannot be copied: it is the world's own state, lent for the length of a question.
public struct EconomyView: ~Copyable, Sendable {
    /// The numbers of the run.
    public let parameters: EconomyParameters
    /// How money enters utility and quotes.
    public let terms: MoneyTerms
    /// All that the next tick depends on.
    public package(set) var state: EconomyState
    /// Quotes and the like by agent; they follow from the state and are kept for speed.
    public package(set) var standings: [Standing]
    /// Who is near whom, as perceived in this tick.
    public package(set) var neighbours: NeighbourIndex
    /// Where everybody was perceived in this tick.
    public package(set) var perceived: [Position]
    /// Whether barter is open for an agent; empty unless the regime has a gate.
    public package(set) var barterIsOpen: [Bool] = []

    /// What a distance leaves of a score, by steps.
    private let discounts: DistanceDiscount

    package init(_ parameters: EconomyParameters, _ state: EconomyState) {
        self.parameters = parameters
        self.state = state
        terms = MoneyTerms(
            scale: parameters.moneyScale, form: parameters.moneyForm,
            mode: parameters.moneyMode, epsilon: parameters.epsilon)
        let size = state.field.gridSize
        discounts = DistanceDiscount(beta: parameters.beta, distances: 2 * size)
        neighbours = NeighbourIndex(
            gridSize: size, radius: min(parameters.visionRadius, 2 * size),
            agentCount: state.agentCount)
        perceived = state.positions
        standings = []
        standings = .inLargePages(repeating: standing(of: 0), count: state.agentCount)
        for agent in 1..<max(1, state.agentCount) { standings[agent] = standing(of: agent) }
    }

    /// What is left of a score at a distance: betaᵈ.
    @inline(__always)
    public func discount(_ distance: Int) -> Double { discounts[distance] }

    /// Whether an agent is free to be paired.
    @inline(__always)
    public func isFree(_ agent: Int) -> Bool { state.plans[agent].partner == nil }

    /// Whether a cell is reserved by somebody else.
    @inline(__always)
    func isClaimed(_ cell: Position, against agent: Int) -> Bool {
        guard parameters.claimsResources, let owner = state.claims.owner(of: cell) else {
            return false
        }
        return owner != agent
    }

    /// Which kinds of exchange two agents may use in this tick.
    @inline(__always)
    public func kinds(_ left: Int, _ right: Int) -> PairKinds {
        let isOpen = barterIsOpen.isEmpty || (barterIsOpen[left] && barterIsOpen[right])
        return PairKinds(parameters.regime, gateIsOpen: isOpen)
    }

    /// What two agents might gain from each other, by their quotes.
    @inline(__always)
    public func estimate(_ left: Int, _ right: Int) -> SurplusEstimate {
        SurplusEstimate(
            standings[left].quotes, state.holdings[left], standings[right].quotes,
            state.holdings[right], kinds(left, right))
    }

    /// The search for blocks between two agents, with what they have now.
    public func negotiation(_ left: Int, _ right: Int) -> BlockSearch {
        precondition(left < right, "the lower id comes first, got \(left) and \(right)")
        return BlockSearch(
            negotiator(left), negotiator(right), terms: terms,
            greatestBlock: parameters.greatestBlock, mode: parameters.executionMode)
    }

    private func negotiator(_ agent: Int) -> Negotiator {
        Negotiator(
            taste: state.tastes[agent], bundle: state.holdings[agent],
            quotes: standings[agent].quotes)
    }

    /// What an agent quotes and would gain from the field with what it has now.
    package func standing(of agent: Int) -> Standing {
        let bundle = state.holdings[agent]
        return Standing(
            quotes: Quotes(
                state.tastes[agent], holding: bundle, spread: parameters.spread, terms: terms),
            gainFromA: gain(of: agent, a: 1, b: 0), gainFromB: gain(of: agent, a: 0, b: 1))
    }

    /// What more of a good would add to an agent's goods utility.
    public func gain(of agent: Int, a: Int64, b: Int64) -> Double {
        let utility = state.tastes[agent].utility
        let bundle = state.holdings[agent]
        return utility.level(a: Double(bundle.a + a), b: Double(bundle.b + b))
            - utility.level(a: Double(bundle.a), b: Double(bundle.b))
    }
}
