import Geography
public import Primitives

/// The cell an agent would best gather from.
public struct ForageChoice: Hashable, Sendable {
    /// Which cell.
    public let position: Position
    /// What gathering there adds to goods utility, worth less the farther away; positive.
    public let score: Double

    /// The best cell within a radius that nobody else has claimed; ties go by x, then y.
    ///
    /// Looks ring by ring and stops where even the better good could not win any more.
    ///
    /// - Complexity: O(cells within the radius), mostly far fewer.
    public static func best(
        for agent: Int, in view: borrowing EconomyView, within radius: Int
    ) -> ForageChoice? {
        guard view.state.field.fullCellCount > 0 else { return nil }
        var search = ForageSearch(for: agent, in: view)
        let size = view.state.field.gridSize
        for distance in 0...min(radius, 2 * (size - 1)) {
            if !search.mayStillWin(at: view.discount(distance)) { break }
            search.lookAround(distance, in: view)
        }
        return search.best
    }
}

/// The state of one look around.
private struct ForageSearch {
    let agent: Int
    let home: Position
    /// What one unit of either good adds, if that is all a harvest can take.
    let gainFromA: Double
    let gainFromB: Double
    let takesOne: Bool
    var best: ForageChoice?

    init(for agent: Int, in view: borrowing EconomyView) {
        self.agent = agent
        home = view.state.positions[agent]
        gainFromA = view.standings[agent].gainFromA
        gainFromB = view.standings[agent].gainFromB
        takesOne = view.state.field.forageRate == 1
    }

    /// Whether a cell at such a distance, or farther, could still be the best.
    func mayStillWin(at discount: Double) -> Bool {
        guard takesOne else { return true }
        let most = max(gainFromA, gainFromB) * discount
        return most > 0 && most >= best?.score ?? 0
    }

    mutating func lookAround(_ distance: Int, in view: borrowing EconomyView) {
        let size = view.state.field.gridSize
        let x = Int(home.x)
        let y = Int(home.y)
        for column in max(0, x - distance)...min(size - 1, x + distance) {
            let rest = distance - abs(column - x)
            if y - rest >= 0 { look(column, y - rest, distance, in: view) }
            if rest > 0 && y + rest < size { look(column, y + rest, distance, in: view) }
        }
    }

    @inline(__always)
    private mutating func look(
        _ column: Int, _ row: Int, _ distance: Int, in view: borrowing EconomyView
    ) {
        let yield = view.state.field.gatherable(column: column, row: row)
        if yield == 0 { return }
        let gain = gain(yield, in: view)
        guard gain > 0 else { return }
        let score = gain * view.discount(distance)
        if let best, score < best.score { return }
        let position = Position(x: Int32(column), y: Int32(row))
        if let best, score == best.score, best.position < position { return }
        if view.isClaimed(position, against: agent) { return }
        best = ForageChoice(position: position, score: score)
    }

    @inline(__always)
    private func gain(_ yield: Int32, in view: borrowing EconomyView) -> Double {
        if yield == 1 { return gainFromA }
        if yield == -1 { return gainFromB }
        return yield > 0
            ? view.gain(of: agent, a: Int64(yield), b: 0)
            : view.gain(of: agent, a: 0, b: -Int64(yield))
    }
}
