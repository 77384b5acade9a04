public import Analytics
public import Determinism
public import MarketModel
public import Primitives

/// Folds an exchange's events into what its page shows: markets, agents, and what happened.
public final class ExchangeModel: ReportModel {
    private let market: MarketDescription
    private let analyzer: RunAnalyzer
    /// Whether nobody else shows the analyzer its events.
    private let leadsAnalyzer: Bool
    private var sampling: Sampling
    private var series: [MarketSeries]
    private var trades = TradeSample()
    private var equities = EquityHistory()
    private var notices: Notices
    private var description: String?
    private var plannedTicks: Int64 = 0
    private var eventCount: Int64 = 0
    private var lastTick: Int64 = -1
    private var lastPoint: Int64 = -1
    private var agentCount = 0

    /// Prepares to fold a run from its first event.
    ///
    /// - Parameters:
    ///   - market: The run's assets and instruments.
    ///   - ticksPerYear: What annualises a Sharpe ratio; positive.
    public convenience init(market: MarketDescription, ticksPerYear: Int64) {
        self.init(
            market, RunAnalyzer(market: market, ticksPerYear: ticksPerYear), leadsAnalyzer: true)
    }

    /// Prepares to fold a run beside an analyzer of it, which is shown every event first.
    ///
    /// - Parameters:
    ///   - market: The run's assets and instruments.
    ///   - analyzer: Has seen nothing yet.
    public convenience init(market: MarketDescription, beside analyzer: RunAnalyzer) {
        self.init(market, analyzer, leadsAnalyzer: false)
    }

    private init(_ market: MarketDescription, _ analyzer: RunAnalyzer, leadsAnalyzer: Bool) {
        self.market = market
        self.analyzer = analyzer
        self.leadsAnalyzer = leadsAnalyzer
        sampling = Sampling(ticks: 0)
        series = Array(repeating: MarketSeries(), count: market.instruments.count)
        notices = Notices(market)
    }

    /// Takes an event in.
    ///
    /// - Complexity: That of `RunAnalyzer.consume`; at the end of a point, O(agents + levels).
    public func consume(_ event: Event, in tick: Tick) {
        if leadsAnalyzer { analyzer.consume(event, in: tick) }
        notices.consume(event, eventCount, in: tick)
        eventCount += 1
        switch event {
        case .runCreated(let origin):
            plannedTicks = origin.scenario["ticks"]?.integerValue ?? 0
            description = origin.scenario["description"]?.stringValue
        case .agentCreated(let agent):
            equities.open(.zero)
            agentCount = agent.agent.index + 1
        case .runStarted:
            sampling = Sampling(ticks: plannedTicks, series: agentCount)
        case .tradeExecuted(let trade):
            trades.add(trade, in: tick.index)
            series[trade.instrument.index].trade(trade.price, trade.quantity, in: tick.index)
        case .tickEnded:
            close(tick.index)
        case .runStopped:
            endPoint()
        case .tickStarted, .orderPlaced, .orderReplaced, .orderCancelled, .orderExpired,
            .orderRejected, .rateLimitHit, .decayApplied, .agentBankrupt, .balanceUpdated,
            .scenarioEvent, .runBranched, .economy:
            break
        }
    }

    private func close(_ tick: Int64) {
        lastTick = tick
        for instrument in market.instruments {
            let bid = analyzer.depth(of: instrument.id, .bid, levels: 1).first
            let ask = analyzer.depth(of: instrument.id, .ask, levels: 1).first
            if let bid, let ask {
                series[instrument.id.index].quote(bid: bid.price, ask: ask.price)
            }
        }
        if sampling.endsPoint(tick) { endPoint() }
    }

    /// Ends the points at hand, unless that has been done in this tick already.
    private func endPoint() {
        guard lastTick > lastPoint else { return }
        lastPoint = lastTick
        let summary = analyzer.summary()
        for (index, instrument) in market.instruments.enumerated() {
            series[index].close(
                lastTick, vwap: summary.instruments[index].volumeWeightedPrice,
                bids: levels(instrument, .bid), asks: levels(instrument, .ask))
        }
        equities.close { self.analyzer.metrics(of: AgentID($0)).equity }
    }

    private func levels(
        _ instrument: Instrument, _ side: Side, _ count: Int = MarketSeries.levels
    ) -> [(price: Amount, open: Amount)] {
        analyzer.depth(of: instrument.id, side, levels: count)
    }

    /// What the events so far come to; the point at hand ends in it.
    ///
    /// - Complexity: O(what is carried).
    public func document(of record: RunRecord) -> JSONValue {
        let kept = (series, equities, lastPoint)
        endPoint()
        defer { (series, equities, lastPoint) = kept }
        return document(record, namesAgents: true, more: [])
    }

    /// What the events so far come to, for a page that goes on with a stream.
    ///
    /// Who traded with whom is left out, as streams leave it out.
    ///
    /// - Parameters:
    ///   - record: The run's name and the head of its chain.
    ///   - stream: Where the stream is, as a path of the server.
    /// - Complexity: O(what is carried).
    public func liveDocument(of record: RunRecord, stream: String) -> JSONValue {
        let live: JSONValue = [
            "stream": .string(stream), "seq": .integer(eventCount - 1),
            "planned_ticks": .integer(plannedTicks),
            "pending": .array(
                market.instruments.map { series[$0.id.index].pending(of: $0) }),
        ]
        return document(record, namesAgents: false, more: [JSONMember("live", live)])
    }

    private func document(
        _ record: RunRecord, namesAgents: Bool, more: [JSONMember]
    ) -> JSONValue {
        let summary = analyzer.summary()
        let head = ModelHead.members(
            kind: "exchange", name: summary.scenario, description: description,
            seed: summary.seed, ticks: summary.ticks, events: summary.events,
            end: ModelHead.end(summary.stopReason, ticks: summary.ticks), record)
        let parts: [JSONMember] = [
            JSONMember("story", ExchangeStory(summary, series).document),
            JSONMember("sampling", samplingDocument(summary)),
            JSONMember("cash", .string(market.assets.first ?? "CASH")),
            JSONMember("totals", totals(summary)),
            JSONMember("instruments", .array(market.instruments.map(instrument))),
            JSONMember("agents", .array(agents(summary))),
            JSONMember("trades", trades.document(of: market.instruments, namesAgents: namesAgents)),
            JSONMember("notices", notices.document),
        ]
        return .object(head + parts + more)
    }

    private func totals(_ summary: RunSummary) -> JSONValue {
        [
            "actions": .integer(summary.actions), "trades": .integer(summary.trades),
            "events": .integer(summary.events),
            "house": .array(
                summary.house.map { [.string($0.asset), .string($0.amount.description)] }),
        ]
    }

    private func instrument(_ instrument: Instrument) -> JSONValue {
        let series = series[instrument.id.index]
        let price = ExactNumber.decimals(of: instrument.tickSize)
        let lots = ExactNumber.decimals(of: instrument.lotSize)
        func levels(_ side: Side) -> JSONValue {
            let levels = self.levels(instrument, side, MarketSeries.finalLevels)
            return .array(
                levels.flatMap {
                    [
                        ExactNumber.json($0.price, decimals: price),
                        ExactNumber.json($0.open, decimals: lots),
                    ]
                })
        }
        return [
            "symbol": .string(instrument.symbol),
            "base": .string(market.assets[instrument.base.index]),
            "price_decimals": .integer(Int64(price)),
            "quantity_decimals": .integer(Int64(lots)),
            "tick_size": ExactNumber.json(instrument.tickSize, decimals: price),
            "reference_price": ExactNumber.json(instrument.referencePrice, decimals: price),
            "summary": analyzer.summary().instruments[instrument.id.index].document,
            "series": .object(series.document(of: instrument)),
            "book": ["bids": levels(.bid), "asks": levels(.ask)],
        ]
    }

    private func agents(_ summary: RunSummary) -> [JSONValue] {
        let drawn = EquityHistory.drawn(summary.agents.map(\.profit))
        return summary.agents.map { agent in
            var members = agent.document.objectValue ?? []
            let start = agent.equity.units - agent.profit.units
            members.append(JSONMember("starting_equity", .string(Amount(units: start).description)))
            if drawn.contains(agent.id.index) {
                members.append(
                    JSONMember("equity_series", equities.document(of: agent.id.index)))
            }
            return .object(members)
        }
    }

    private func samplingDocument(_ summary: RunSummary) -> JSONValue {
        [
            "every_ticks": .integer(sampling.everyTicks),
            "sentence": .string(
                SamplingSentence.exchange(
                    summary, everyTicks: sampling.everyTicks, trades: trades,
                    noticesLeftOut: notices.leftOut)),
        ]
    }
}
