import Determinism
import Geography
import Primitives

/// Goes anywhere in view, and seeks nobody: the benchmark of no intelligence.
public struct RandomWalkSearch: SearchRule {
    /// Creates the rule.
    public init() {}

    /// Ranks nobody.
    public func rank(
        for agent: Int, in view: borrowing EconomyView, into preferences: inout TradePreferences
    ) -> ForageChoice? { nil }

    /// Shuffles the cells in view and takes the first; who sees no other cell stays put.
    public func choose(
        for agent: Int, preferring partner: TradePreference?, or cell: ForageChoice?,
        in view: borrowing EconomyView, into effects: inout [EconomyEffect]
    ) {
        var cells = cells(around: view.state.positions[agent], in: view)
        var stream = RandomStream(state: view.state.memory.search)
        stream.shuffle(&cells)
        effects.append(.remember(.search, stream.state))
        if let first = cells.first { effects.append(.walk(agent: agent, to: first)) }
    }

    private func cells(around place: Position, in view: borrowing EconomyView) -> [Position] {
        let size = view.state.field.gridSize
        let radius = min(view.parameters.visionRadius, 2 * size)
        var cells: [Position] = []
        let x = Int(place.x)
        let y = Int(place.y)
        for column in max(0, x - radius)...min(size - 1, x + radius) {
            let rest = radius - abs(column - x)
            for row in max(0, y - rest)...min(size - 1, y + rest)
            where (column, row) != (x, y) {
                cells.append(Position(x: Int32(column), y: Int32(row)))
            }
        }
        return cells
    }
}
