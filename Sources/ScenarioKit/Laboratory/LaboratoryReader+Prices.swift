import Kernel
import MarketModel

extension LaboratoryReader {
    /// Notes an error where robots that look at every price would not fit into memory.
    mutating func checkPriceCount(
        _ range: ClosedRange<Int64>, of traders: [LaboratoryTrader]
    ) {
        let prices = range.upperBound - range.lowerBound + 1
        if let trader = traders.first(where: { $0.strategy.looksAtEveryPrice }),
            prices > LaboratoryLimits.pricesOfRobots
        {
            wrong(
                "found \(prices) prices, expected at most \(LaboratoryLimits.pricesOfRobots) with "
                    + "\(trader.strategy.name), which looks at each", top, "price_range")
            return
        }
        // Each keeps a table of its own.
        let tables = Int64(traders.count { $0.strategy.keepsEveryPrice })
        if tables * prices > LaboratoryLimits.keptPrices {
            wrong(
                "found \(prices) prices, expected at most "
                    + "\(LaboratoryLimits.keptPrices / tables): each of \(tables) traders of przi "
                    + "keeps a table of them", top, "price_range")
        }
    }
}

extension TraderStrategy {
    /// Whether it weighs every price of the range for a quote.
    fileprivate var looksAtEveryPrice: Bool {
        switch self {
        case .gjerstadDickhaut, .gjerstadDickhautExtended, .parameterizedResponse: true
        case .zeroIntelligenceUnconstrained, .zeroIntelligenceConstrained, .giveaway, .shaver,
            .sniper, .kaplan, .zeroIntelligencePlus, .adaptiveAggressive:
            false
        }
    }

    /// Whether it keeps a number for every price of the range.
    fileprivate var keepsEveryPrice: Bool {
        if case .parameterizedResponse = self { true } else { false }
    }
}
