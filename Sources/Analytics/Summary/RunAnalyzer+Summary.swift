import Determinism
public import MarketModel
import Primitives

extension RunAnalyzer {
    /// What the events so far come to.
    ///
    /// - Complexity: O(agents × assets + instruments × distinct spreads).
    public func summary() -> RunSummary {
        let marks = self.marks
        return RunSummary(
            status: stopReason == nil ? .paused : .completed, stopReason: stopReason,
            scenario: origin?.scenario["name"]?.stringValue ?? "",
            kind: origin?.scenario["kind"]?.stringValue ?? "exchange",
            seed: origin?.seed ?? 0, ticks: ticksDone, actions: actionCount,
            events: eventCount, trades: tradeCount,
            agents: accounts.accounts.indices.map { summary(ofAgent: $0, at: marks) },
            instruments: market.instruments.map(summary(of:)),
            house: zip(market.assets, accounts.house).map {
                AssetBalance(asset: $0, amount: Amount(units: $1))
            })
    }

    private func summary(ofAgent index: Int, at marks: [Mark?]) -> AgentSummary {
        let account = accounts.accounts[index]
        let equity = accounts.equity(of: index, at: marks)
        let profit = equity.units - account.startingEquity.units
        let sharpe = account.equities.sharpeRatio
        return AgentSummary(
            id: AgentID(index), name: account.name, bot: account.bot,
            cash: Amount(units: account.cash), holdings: goods(of: index), equity: equity,
            profit: Amount(units: profit),
            profitPercent: ratio(profit, account.startingEquity.units).map { 100 * $0 },
            parts: explain(profit, of: index, at: marks),
            maximumDrawdown: account.equities.maximumDrawdown, sharpeRatio: sharpe,
            annualSharpeRatio: sharpe.map { $0 * Double(ticksPerYear).squareRoot() },
            winRate: ratio(Int128(account.wins), Int128(account.sales)),
            trades: account.trades, orders: account.orders, rejections: account.rejections,
            rateLimited: account.rateLimited,
            makerShare: ratio(Int128(account.makerTrades), Int128(account.trades)),
            feesPaid: Amount(units: -account.fees), decayPaid: Amount(units: -account.decay),
            bankruptAt: account.bankruptAt)
    }

    func goods(of agent: Int) -> [AssetBalance] {
        market.assets.indices.dropFirst().map { asset in
            AssetBalance(
                asset: market.assets[asset],
                amount: Amount(units: accounts.holding(agent, asset).quantity))
        }
    }

    /// Divides a profit into its parts; inventory is what the others leave.
    private func explain(_ profit: Int128, of agent: Int, at marks: [Mark?]) -> ProfitParts {
        let account = accounts.accounts[agent]
        let other = account.grantedCash + worthOfGrants(to: agent, at: marks)
        let explained =
            account.spread + account.fees + account.rebates + account.decay + other
        return ProfitParts(
            spread: Amount(units: account.spread),
            inventory: Amount(units: profit - explained), fees: Amount(units: account.fees),
            rebates: Amount(units: account.rebates), decay: Amount(units: account.decay),
            other: Amount(units: other))
    }

    /// What an agent's mints less its burns are worth, rounded down once.
    private func worthOfGrants(to agent: Int, at marks: [Mark?]) -> Int128 {
        var floors: Int128 = 0
        var doubledRest: Int128 = 0
        let scale = 2 * Int128(Amount.unitsPerWhole)
        for (asset, mark) in marks.enumerated() {
            guard let mark else { continue }
            let granted = accounts.holding(agent, asset).granted
            let (quotient, rest) = WideArithmetic.flooredQuotientAndRest(
                granted, times: mark.doubledUnits, over: scale)
            floors += quotient
            doubledRest += rest
        }
        return floors + doubledRest / scale
    }

    /// What an instrument has come to so far.
    public func summary(of instrument: Instrument) -> InstrumentSummary {
        let figures = statistics[instrument.id.index]
        return InstrumentSummary(
            symbol: instrument.symbol, open: figures.open, high: figures.high,
            low: figures.low, last: figures.last, volume: Amount(units: figures.volume),
            trades: figures.tradeCount, volumeWeightedPrice: figures.volumeWeightedPrice,
            meanSpread: figures.spreads.mean, medianSpread: figures.spreads.median,
            quotedShare: ratio(Int128(figures.spreads.observations), Int128(ticksDone)),
            meanDepthAtBest: figures.meanDepthAtBest, volatility: figures.volatility)
    }

    private func ratio(_ part: Int128, _ whole: Int128) -> Double? {
        whole == 0 ? nil : part.asDouble / whole.asDouble
    }
}
