import Primitives

/// An agent's equity over time: its deepest fall, and its returns' mean and deviation.
///
/// The series starts with the starting equity, so that every tick has a return and a loss in
/// the first tick is a drawdown. All sums are taken in the order of the ticks.
struct EquitySeries: Codable {
    private var last: Int128
    private var peak: Int128
    private var trough: Int128
    private var deepestFall = 0.0
    private var returns: Int64 = 0
    private var mean = 0.0
    private var squaredDeviations = 0.0

    init(start: Amount) {
        last = start.units
        peak = start.units
        trough = start.units
    }

    /// Takes the equity at a tick's closing.
    mutating func close(at equity: Amount) {
        let units = equity.units
        noteFall(to: units)
        // From nothing no return can be told; the tick is left out.
        if last > 0 { note(units == last ? 0 : (units - last).asDouble / last.asDouble) }
        last = units
    }

    private mutating func noteFall(to equity: Int128) {
        if equity > peak {
            peak = equity
            trough = equity
        } else if equity < trough {
            trough = equity
            deepestFall = max(deepestFall, (peak - trough).asDouble / peak.asDouble)
        }
    }

    /// Source: Welford, *Technometrics* 4 (1962).
    private mutating func note(_ value: Double) {
        returns += 1
        let delta = value - mean
        if delta == 0 { return }
        mean += delta / Double(returns)
        squaredDeviations += delta * (value - mean)
    }

    /// The largest (peak − equity) / peak, a fraction; `nil` when there never was any
    /// equity.
    var maximumDrawdown: Double? { peak == 0 ? nil : deepestFall }

    /// Mean over sample deviation of the per-tick returns; `nil` without a deviation.
    var sharpeRatio: Double? {
        if returns < 2 || squaredDeviations <= 0 { return nil }
        return mean / (squaredDeviations / Double(returns - 1)).squareRoot()
    }
}
