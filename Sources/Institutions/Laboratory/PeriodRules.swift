/// A way to trade in a laboratory: one call, one period.
///
/// Rules decide who trades with whom at which price; the floor knows who has what left, settles,
/// and tells.
protocol PeriodRules {
    /// Trades a period whose units have just been renewed.
    mutating func trade(on floor: TradingFloor)
}

extension LaboratoryInstitution {
    /// The rules of this institution, before the first period.
    func rules(for floor: TradingFloor) -> any PeriodRules {
        switch self {
        case .doubleAuction(let rules):
            switch rules.book {
            case .persistent, .clearedAfterTrade: LaboratoryDoubleAuction(rules, on: floor)
            case .outcry: OutcryAuction(rejectionsToEnd: rules.rejectionsToEnd)
            }
        case .callAuction(let quoting): LaboratoryCall(quoting: quoting)
        case .postedOffer(let rules): LaboratoryPostedOffers(rules, on: floor)
        case .postedPrice(let rules): LaboratoryPostedPrice(rules)
        case .pool(let rules): LaboratoryPool(rules)
        case .walrasian: LaboratoryAuctioneer()
        }
    }
}
