import Analytics
import Kernel
import Primitives

extension TrialFigures {
    /// What a laboratory's periods came to.
    init(_ periods: [LaboratoryPeriod], keepsCourse: Bool = false) {
        func mean(_ figure: (LaboratoryPeriod) -> Double?) -> Double? {
            let sample = Sample(periods.compactMap(figure))
            return sample.count > 0 ? sample.mean : nil
        }
        efficiency = mean(\.efficiency)
        alpha = mean(\.alpha)
        trades = mean { Double($0.trades) } ?? 0
        volume = trades
        dispersion = mean { period in
            period.prices.count > 1 ? Sample(period.prices.map { Double($0) }).deviation : nil
        }
        gini = mean(\.gini)
        leastGain = periods.compactMap(\.leastProfit).min().map { Double($0) }
        ticksToNinety = periods.firstIndex { ($0.efficiency ?? 0) >= 90 }.map { Double($0 + 1) }
        if keepsCourse { course = TrialCourse(periods) }
        gains = [
            Group(name: "buyers", gain: mean { Double($0.buyerGain) } ?? 0),
            Group(name: "sellers", gain: mean { Double($0.sellerGain) } ?? 0),
        ]
    }
}

extension TrialCourse {
    /// How a laboratory's periods went.
    fileprivate init(_ periods: [LaboratoryPeriod]) {
        self.init()
        efficiency = periods.map(\.efficiency)
        for (tick, period) in periods.enumerated() {
            trades += period.prices.map {
                Trade(tick: tick, pair: .aForMoney, units: 1, price: Double($0))
            }
        }
    }
}
