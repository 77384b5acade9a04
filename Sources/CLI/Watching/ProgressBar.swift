import Analytics

/// One line that says how far a run, or a sweep, is, within 80 columns.
struct ProgressBar {
    private static let width = 24

    /// All the ticks, or runs, there are.
    let ticks: Int64
    /// What is counted.
    var unit = "ticks"

    /// The line.
    ///
    /// - Parameters:
    ///   - done: Ticks that have closed, or runs that have ended.
    ///   - seconds: Since the start; positive.
    func line(done: Int64, seconds: Double) -> String {
        let share = ticks == 0 ? 1 : min(1, Double(done) / Double(ticks))
        let filled = Int(share * Double(Self.width))
        let bar =
            String(repeating: "=", count: filled)
            + String(repeating: " ", count: Self.width - filled)
        let rate = Double(done) / max(seconds, 1e-9)
        let percent = Int(share * 100)
        let left = done == 0 ? Numeral.none : Self.clock(Double(ticks - done) / rate)
        return "[\(bar)] \(percent) %  \(Numeral.count(done)) of \(Numeral.count(ticks)) \(unit)"
            + "  \(Numeral.real(rate, decimals: rate < 10 ? 1 : 0))/s  \(left) left"
    }

    /// Seconds as `1:05` or `2:03:09`.
    static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return Numeral.none }
        let whole = Int(seconds.rounded(.up))
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        if whole < 3_600 { return "\(whole / 60):\(two(whole % 60))" }
        return "\(whole / 3_600):\(two(whole / 60 % 60)):\(two(whole % 60))"
    }
}
