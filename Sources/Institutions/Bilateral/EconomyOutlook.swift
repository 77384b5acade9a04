import Geography
import Preferences
public import Primitives

/// Has the processor fetch what will soon be asked of an economy's agents and cells.
public struct EconomyOutlook {
    private let standings: Outlook<Standing>
    private let holdings: Outlook<GoodsBundle>
    private let tastes: Outlook<Taste>
    private let plans: Outlook<AgentPlan>
    private let positions: Outlook<Position>
    private let owners: Outlook<Int32>
    private let field: FieldOutlook
    private let cooldowns: (heads: Outlook<Cooldowns.Head>, pool: Outlook<Cooldowns.Entry>)

    /// Notes where a view's tables lie in this tick.
    public init(_ view: borrowing EconomyView) {
        standings = Outlook(view.standings)
        holdings = Outlook(view.state.holdings)
        tastes = Outlook(view.state.tastes)
        plans = Outlook(view.state.plans)
        positions = Outlook(view.state.positions)
        owners = view.state.claims.outlook
        cooldowns = view.state.cooldowns.outlooks
        field = FieldOutlook(view.state.field)
    }

    /// What an estimate asks of an agent.
    @inline(__always)
    public func expectQuotes(of agent: Int) {
        standings.expect(agent)
        holdings.expect(agent)
    }

    /// What a negotiation asks of an agent, and new quotes do.
    @inline(__always)
    public func expectTaste(of agent: Int) { tastes.expect(agent) }

    /// Whether an agent leaves anybody alone.
    @inline(__always)
    public func expectRest(of agent: Int) { cooldowns.heads.expect(agent) }

    /// Whom an agent leaves alone; see ``Cooldowns/place(of:)``.
    @inline(__always)
    public func expectCooldown(_ place: Int) { cooldowns.pool.expect(place) }

    /// Where an agent stands.
    @inline(__always)
    public func expectPosition(of agent: Int) { positions.expect(agent) }

    /// What an agent plans.
    @inline(__always)
    public func expectPlan(of agent: Int) { plans.expect(agent) }

    /// What grows on a cell, and who has reserved it.
    @inline(__always)
    public func expectChoice(of cell: Position) {
        field.expect(cell)
        owners.expect(field.index(of: cell))
    }

    /// A cell, by its place among all on which anything grows.
    @inline(__always)
    public func expectCell(_ number: Int) { field.expectCell(number) }

    /// What grows on a cell.
    @inline(__always)
    public func expectYield(of cell: Position) { field.expect(cell) }
}
