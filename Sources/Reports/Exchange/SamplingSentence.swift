import Analytics

/// What a page says about what it leaves out.
enum SamplingSentence {
    static func exchange(
        _ summary: RunSummary, everyTicks: Int64, trades: TradeSample, noticesLeftOut: Int64
    ) -> String {
        var parts: [String] = []
        if everyTicks > 1 {
            let every = Numeral.count(everyTicks)
            parts.append(
                "Of \(Numeral.count(summary.ticks)) ticks every \(every) make one point: prices as "
                    + "first, highest, lowest and last trade, volume and trades as sums, the "
                    + "spread as mean and widest, book and equity as they stood at the last "
                    + "tick of the point")
        } else {
            parts.append("Every tick is a point")
        }
        if trades.stride > 1 {
            parts.append(
                "one of \(Numeral.count(trades.stride)) of the \(Numeral.count(trades.count)) "
                    + "trades is carried one by one")
        } else {
            parts.append("every trade is carried")
        }
        parts.append("the book with at most \(MarketSeries.levels) levels a side")
        if summary.agents.count > EquityHistory.most {
            parts.append(
                "equity is drawn for the \(EquityHistory.most / 2) agents who gained most and the "
                    + "\(EquityHistory.most / 2) who gained least")
        }
        if noticesLeftOut > 0 {
            parts.append("\(Numeral.count(noticesLeftOut)) later notices are left out")
        }
        return parts.joined(separator: "; ")
            + ". Tables and totals are those of the whole run, exactly."
    }
}
