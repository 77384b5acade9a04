public import MarketModel
public import Primitives

/// What the agents of an economy may do when.
public enum ModeSchedule: Hashable, Sendable {
    /// Foraging and trade in turn, for ever.
    ///
    /// - Precondition: both counts are positive, `start` is `forage` or `trade`; checked by
    ///   whoever reads them.
    case globalCycle(forageTicks: Int64, tradeTicks: Int64, start: EconomyMode)
    /// The first interval that holds the tick decides; beside them, `both`.
    case intervals([ModeInterval])

    /// The mode of a tick.
    ///
    /// - Complexity: O(1), or O(intervals).
    public func mode(at tick: Tick) -> EconomyMode {
        switch self {
        case .globalCycle(let forageTicks, let tradeTicks, let start):
            let place = tick.index % (forageTicks + tradeTicks)
            if start == .trade { return place < tradeTicks ? .trade : .forage }
            return place < forageTicks ? .forage : .trade
        case .intervals(let intervals):
            let index = tick.index
            return intervals.first { $0.start <= index && index < $0.end }?.mode ?? .both
        }
    }
}

/// Some ticks in a row, and their mode.
public struct ModeInterval: Hashable, Sendable {
    /// The first tick of it; at least 0.
    public var start: Int64
    /// The first tick after it; above `start`.
    public var end: Int64
    /// What may be done in it.
    public var mode: EconomyMode

    /// Creates an interval.
    public init(start: Int64, end: Int64, mode: EconomyMode) {
        self.start = start
        self.end = end
        self.mode = mode
    }
}
