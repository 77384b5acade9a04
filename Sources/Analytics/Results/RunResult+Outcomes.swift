import Determinism
import MarketModel
import Primitives

extension RunResult {
    /// What a run of an exchange came to.
    ///
    /// - Parameters:
    ///   - label: Which run it is.
    ///   - summary: What its events say.
    ///   - head: The hash of its last event.
    ///   - kinds: What kind each agent is, by its id.
    public init(_ label: Label, _ summary: RunSummary, head: String, kinds: [String]) {
        self.init(
            label, status: .completed,
            counts: [
                .integer(summary.ticks), .integer(summary.actions), .integer(summary.events),
                .integer(summary.trades),
            ], head: .text(head))
        let number = ResultValue.integer(Int64(label.number))
        self[.agents] = summary.agents.map { agent in
            let kind = agent.id.index < kinds.count ? kinds[agent.id.index] : agent.name
            return [number] + agent.row(kind: kind)
        }
        self[.instruments] = summary.instruments.map { [number] + $0.row }
            .sorted(by: Self.precedes)
        let house = summary.house.map { JSONMember($0.asset, .string($0.amount.description)) }
        self[.institutions] = [
            [
                number, .text("double_auction"), .integer(summary.trades), .null, .null,
                .text(CanonicalJSON.text(.object(house))), .null, .null,
            ]
        ]
    }

    /// What a run of an economy came to.
    ///
    /// - Parameters:
    ///   - label: Which run it is.
    ///   - summary: What its events say.
    ///   - head: The hash of its last event.
    ///   - institution: The way to trade.
    public init(_ label: Label, _ summary: EconomySummary, head: String, institution: String) {
        self.init(
            label, status: .completed,
            counts: [
                .integer(summary.ticks), .null, .integer(summary.events),
                .integer(summary.trades),
            ], head: .text(head))
        let number = ResultValue.integer(Int64(label.number))
        self[.agents] = summary.agents.map { [number] + $0.row }
        self[.instruments] = summary.pairs.map { [number] + $0.row }
            .sorted(by: Self.precedes)
        let gains = summary.agents.map(\.gain)
        self[.institutions] = [
            [
                number, .text(institution), .integer(summary.trades), .null,
                .integer(summary.failedNegotiations), .null, .init(Sample.mean(gains)),
                .init(summary.gini),
            ]
        ]
    }
}

extension RunResult {
    /// Whether a row comes before another of the same run: by the bytes of its key, as SQLite
    /// has it.
    private static func precedes(_ row: [ResultValue], _ other: [ResultValue]) -> Bool {
        (row[1].string ?? "").utf8.lexicographicallyPrecedes((other[1].string ?? "").utf8)
    }
}

extension ResultValue {
    fileprivate init(_ number: Double?) {
        self = number.flatMap { $0.isFinite ? .real($0) : nil } ?? .null
    }

    fileprivate init(_ amount: Amount?) { self = amount.map { .text($0.description) } ?? .null }
}

extension AgentSummary {
    /// Everything but the number of the run.
    fileprivate func row(kind: String) -> [ResultValue] {
        let goods = holdings.map { JSONMember($0.asset, .string($0.amount.description)) }
        let amounts = [parts.spread, parts.inventory, parts.fees, parts.rebates, parts.decay]
        return [
            .integer(Int64(id.index)), .text(name), .text(kind), bot.map { .text($0) } ?? .null,
            .text(bankruptAt == nil ? "active" : "bankrupt"), .init(cash),
            .text(CanonicalJSON.text(.object(goods))), .init(equity), .init(profit),
            .init(profitPercent),
        ] + amounts.map { .init($0) } + [
            .init(parts.other), .init(maximumDrawdown), .init(sharpeRatio),
            .init(annualSharpeRatio), .init(winRate), .integer(trades), .integer(orders),
            .integer(rejections), .integer(rateLimited), .init(makerShare), .init(feesPaid),
            .init(decayPaid), bankruptAt.map { .integer($0.index) } ?? .null, .null, .null, .null,
        ]
    }
}

extension InstrumentSummary {
    fileprivate var row: [ResultValue] {
        let prices: [ResultValue] = [open, high, low, last].map { .init($0) }
        let figures: [ResultValue] = [
            .init(volume), .integer(trades), .init(volumeWeightedPrice), .init(meanSpread),
            .init(medianSpread), .init(quotedShare), .init(meanDepthAtBest), .init(volatility),
            .null, .null,
        ]
        return [.text(symbol)] + prices + figures
    }
}

extension EconomySummary.Agent {
    fileprivate var row: [ResultValue] {
        let goods: JSONValue = [
            "A": .integer(holding.a), "B": .integer(holding.b), "M": .integer(holding.money),
        ]
        let known: [(column: String, value: ResultValue)] = [
            ("agent", .integer(Int64(id.index))), ("name", .text("agent \(id.index)")),
            ("kind", .text(utilityType)), ("status", .text("active")),
            ("holdings", .text(CanonicalJSON.text(goods))), ("trades", .integer(trades)),
            ("start_utility", .init(startUtility)), ("end_utility", .init(endUtility)),
            ("gain", .init(gain)),
        ]
        return ResultTable.agents.row(known)
    }
}

extension EconomySummary.Pair {
    fileprivate var row: [ResultValue] {
        ResultTable.instruments.row([
            ("instrument", .text(pair.rawValue)), ("volume", .text(Self.text(volume))),
            ("trades", .integer(trades)), ("mean_price", .init(meanPrice)),
            ("price_deviation", .init(priceDeviation)),
        ])
    }

    /// Whole units as an amount, so that the column has one form.
    private static func text(_ units: Int64) -> String { "\(units).00000000" }
}

extension ResultTable {
    /// A row without its first column in which only some columns have values.
    fileprivate func row(_ known: [(column: String, value: ResultValue)]) -> [ResultValue] {
        var row = [ResultValue](repeating: .null, count: columns.count - 1)
        for entry in known { row[place(of: entry.column) - 1] = entry.value }
        return row
    }
}
