/// Sums over series, each in order, so that every machine gets the same bits.
enum Moments {
    /// The autocorrelation at a lag; `nil` where nothing varies or the series is too short.
    static func autocorrelation(_ values: [Double], lag: Int) -> Double? {
        guard values.count > lag else { return nil }
        let mean = mean(values)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        if variance == 0 { return nil }
        let shared = zip(values, values.dropFirst(lag))
            .reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
        return shared / variance
    }

    /// The fourth moment over the square of the second, less the 3 of a normal distribution.
    static func excessKurtosis(_ values: [Double]) -> Double? {
        let mean = mean(values)
        var second = 0.0
        var fourth = 0.0
        for value in values {
            let square = (value - mean) * (value - mean)
            second += square
            fourth += square * square
        }
        if second == 0 { return nil }
        return Double(values.count) * fourth / (second * second) - 3
    }

    private static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    /// Least squares of `y` on `x` with a constant.
    static func regression(_ y: [Double], on x: [Double]) -> LobsterStatistics.Regression? {
        precondition(x.count == y.count, "\(x.count) against \(y.count) points")
        let (meanX, meanY) = (mean(x), mean(y))
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for (x, y) in zip(x, y) {
            xx += (x - meanX) * (x - meanX)
            xy += (x - meanX) * (y - meanY)
            yy += (y - meanY) * (y - meanY)
        }
        if xx == 0 || yy == 0 { return nil }
        return .init(slope: xy / xx, determination: xy * xy / (xx * yy))
    }
}
