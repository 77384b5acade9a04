import MarketModel
import Primitives

/// What an agent has done and what became of it, but for its holdings.
struct Account: Codable {
    let name: String
    let bot: String?
    /// At reference prices.
    let startingEquity: Amount
    var equities: EquitySeries

    /// Units of 10⁻⁸ of cash, each part of the profit with its sign.
    var cash: Int128
    var spread: Int128 = 0
    var fees: Int128 = 0
    var rebates: Int128 = 0
    var decay: Int128 = 0
    var grantedCash: Int128 = 0

    /// Sides of trades: one with itself counts twice.
    var trades: Int64 = 0
    var makerTrades: Int64 = 0
    var sales: Int64 = 0
    var wins: Int64 = 0
    var orders: Int64 = 0
    var rejections: Int64 = 0
    var rateLimited: Int64 = 0
    var bankruptAt: Tick?

    init(_ created: AgentCreated, startingEquity: Amount) {
        name = created.name
        bot = created.bot
        self.startingEquity = startingEquity
        equities = EquitySeries(start: startingEquity)
        cash = created.balances[AssetID.cash.index].units
    }

    /// Pays a fee, or is paid a rebate.
    mutating func charge(_ fee: Amount) {
        cash -= fee.units
        if fee.units > 0 { fees -= fee.units } else { rebates -= fee.units }
    }
}
