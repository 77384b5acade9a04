/// The scale of a plot: all values are on it, and zero where it is wanted.
struct PlotScale {
    /// How many colours a page has.
    static let colourCount = 10
    /// How many steps a scale has at most.
    private static let mostSteps = 7.0

    /// At the ends and between them, evenly spaced.
    let ticks: [Double]
    /// As many as tell the ticks apart.
    let decimals: Int

    /// - Returns: `nil` of nothing.
    init?(_ values: [Double], hasZero: Bool = true) {
        let values = values.filter(\.isFinite)
        guard let some = values.first else { return nil }
        let low = values.reduce(hasZero ? min(0, some) : some, min)
        let high = values.reduce(hasZero ? max(0, some) : some, max)
        let step = Self.step(for: high > low ? high - low : 1)
        let first = (low / step).rounded(.down)
        let last = max(first + 1, (high / step).rounded(.up))
        ticks = stride(from: first, through: last, by: 1).map { $0 * step }
        var (places, size) = (0, step)
        while size < 0.999, places < 8 {
            size *= 10
            places += 1
        }
        decimals = places
    }

    /// Where a value lies, from 0 at the left end to 1 at the right one.
    func share(of value: Double) -> Double {
        let (first, last) = (ticks[0], ticks[ticks.count - 1])
        return (value - first) / (last - first)
    }

    /// The least of 1, 2 and 5 times a power of ten that does with few enough steps.
    private static func step(for span: Double) -> Double {
        var power = 1.0
        while power * mostSteps < span { power *= 10 }
        while power / 10 * mostSteps >= span, power > 1e-300 { power /= 10 }
        for factor in [0.2, 0.5] where power * factor * mostSteps >= span {
            return power * factor
        }
        return power
    }

    /// A length in pixels.
    static func length(_ length: Double) -> String {
        let tenths = Int((abs(length) * 10).rounded())
        return "\(length < 0 && tenths > 0 ? "-" : "")\(tenths / 10).\(tenths % 10)"
    }
}
