/// How a run's ticks are drawn together into the points that a page can carry.
struct Sampling {
    /// How many points a series has at most.
    static let mostPoints: Int64 = 1_000
    /// How many numbers all series of a kind may hold together.
    private static let mostValues: Int64 = 400_000

    /// How many ticks a point stands for; at least one.
    let everyTicks: Int64

    /// - Parameters:
    ///   - ticks: How many the run is to have.
    ///   - series: How many run side by side; of many, each has fewer points.
    init(ticks: Int64, series: Int = 1) {
        let points = max(50, min(Self.mostPoints, Self.mostValues / Int64(max(1, series))))
        everyTicks = max(1, (max(0, ticks) + points - 1) / points)
    }

    /// Whether a point ends with the tick of this number.
    func endsPoint(_ tick: Int64) -> Bool { (tick + 1) % everyTicks == 0 }
}
