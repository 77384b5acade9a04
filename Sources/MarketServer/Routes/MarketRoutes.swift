import Determinism
import MarketModel
import Primitives
import Runner

/// Market data: aggregated, nobody's orders are named.
enum MarketRoutes {
    private static let instrument = Parameter(
        name: "instrument", type: .instrument,
        summary: "BASE/QUOTE; may be left out when there is one.")
    private static let depth = Parameter(
        name: "depth", type: .integer(1...50, standard: 10), summary: "The most levels a side.")
    private static let every = Parameter(
        name: "every", type: .integer(1...1_000_000_000, standard: 1),
        summary: "How many ticks a candle covers.")

    static let routes = [
        Route(
            method: "GET", path: "/v1/market/instruments", access: .everybody,
            operation: "listInstruments", summary: "What is traded",
            answer: AnswerDescription(summary: "Instruments", schema: .instrumentList),
            react: { (request) throws(Problem) in
                _ = try QueryReader(request, [])
                return .live { $0.instrumentsAnswer() }
            }),
        Route(
            method: "GET", path: "/v1/market/book", access: .everybody, operation: "getBook",
            summary: "What is open, by price, the best first",
            parameters: [instrument, depth],
            answer: AnswerDescription(summary: "The book", schema: .book),
            problems: [.invalidRequest],
            react: { (request) throws(Problem) in
                var query = try QueryReader(request, [instrument, depth])
                let id = query.instrument(instrument)
                let levels = query.integer(depth)
                try query.check()
                guard let id, let levels else { throw .invalid([]) }
                return .live { $0.bookAnswer(id, depth: Int(levels)) }
            }),
        Route(
            method: "GET", path: "/v1/market/trades", access: .everybody,
            operation: "listTrades", summary: "Trades, the newest first",
            parameters: [instrument] + AgentRoutes.paging(.trades),
            answer: AnswerDescription(summary: "Trades", schema: .tradePage),
            problems: [.invalidRequest],
            react: { (request) throws(Problem) in
                var query = try QueryReader(request, [instrument] + AgentRoutes.paging(.trades))
                let id = query.instrument(instrument)
                let page = try Page(&query, of: .trades)
                guard let id else { throw .invalid([]) }
                return .live { live in
                    let market = live.market
                    let found = live.records.trades.trades(
                        of: id, before: page.before, in: page.ticks, limit: page.limit + 1)
                    return page.answer(found, .trades) {
                        $0.document(in: market)
                    } where: {
                        $0.instrument == id
                    }
                }
            }),
        Route(
            method: "GET", path: "/v1/market/candles", access: .everybody,
            operation: "listCandles",
            summary: "Open, high, low, close and volume, the newest first",
            parameters: [instrument, every] + AgentRoutes.paging(.candles),
            answer: AnswerDescription(summary: "Candles", schema: .candlePage),
            problems: [.invalidRequest],
            react: { (request) throws(Problem) in
                var query = try QueryReader(
                    request, [instrument, every] + AgentRoutes.paging(.candles))
                let id = query.instrument(instrument)
                let count = query.integer(every)
                let page = try Page(&query, of: .candles)
                guard let id, let count else { throw .invalid([]) }
                return .live { $0.candlesAnswer(id, every: count, page) }
            }),
        Route(
            method: "GET", path: "/v1/market/stats", access: .everybody,
            operation: "getMarketStats", summary: "What an instrument has traded at so far",
            parameters: [instrument],
            answer: AnswerDescription(summary: "Figures", schema: .stats),
            problems: [.invalidRequest],
            react: { (request) throws(Problem) in
                var query = try QueryReader(request, [instrument])
                let id = query.instrument(instrument)
                try query.check()
                guard let id else { throw .invalid([]) }
                return .live { $0.statsAnswer(id) }
            }),
    ]
}
