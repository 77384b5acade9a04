public import Primitives

extension Position {
    /// Where up to `budget` unit steps towards a goal lead, the longer way first.
    ///
    /// A step goes along x if the goal is at least as far that way as along y.
    ///
    /// - Complexity: O(budget), at most the distance.
    public func walking(towards goal: Position, budget: Int) -> Position {
        var place = self
        for _ in 0..<min(budget, distance(to: goal)) {
            let acrossX = goal.x - place.x
            let acrossY = goal.y - place.y
            if acrossX != 0 && abs(acrossX) >= abs(acrossY) {
                place.x += acrossX.signum()
            } else {
                place.y += acrossY.signum()
            }
        }
        return place
    }
}
