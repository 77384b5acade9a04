import Determinism
import MarketModel
import Primitives

/// What an agent may see of itself.
enum AgentRoutes {
    static let limit = Parameter(
        name: "limit", type: .integer(1...1_000, standard: 100), summary: "The most items.")
    static let fromTick = Parameter(
        name: "from_tick", type: .integer(0...FieldReader.greatestNumber, standard: 0),
        summary: "The first tick to look at.")
    static let toTick = Parameter(
        name: "to_tick",
        type: .integer(
            0...FieldReader.greatestNumber, standard: FieldReader.greatestNumber),
        summary: "The last tick to look at.")

    static func cursor(_ list: Cursor.List) -> Parameter {
        Parameter(
            name: "cursor", type: .cursor(list), summary: "The next_cursor of the page before.")
    }

    static func paging(_ list: Cursor.List) -> [Parameter] {
        [limit, cursor(list), fromTick, toTick]
    }

    static let routes = [
        Route(
            method: "GET", path: "/v1/agent", access: .agent, operation: "getAgent",
            summary: "Your balances, open orders and what you may still do in this tick",
            answer: AnswerDescription(summary: "The agent", schema: .agent),
            react: { (request) throws(Problem) in
                _ = try QueryReader(request, [])
                let agent = try agent(request)
                return .live { $0.agentAnswer(agent) }
            }),
        Route(
            method: "GET", path: "/v1/agent/orders", access: .agent, operation: "listOrders",
            summary: "Your orders, the newest first",
            parameters: paging(.orders),
            answer: AnswerDescription(summary: "Orders", schema: .orderPage),
            problems: [.invalidRequest],
            react: { (request) throws(Problem) in
                let agent = try agent(request)
                let page = try Page(request, of: .orders)
                return .live { live in
                    let found = live.records.orders.orders(
                        of: agent, before: page.before, placedIn: page.ticks, limit: page.limit + 1)
                    return page.answer(found, .orders, number: \.placed.order.number) {
                        $0.document(in: live.market)
                    }
                }
            }),
        Route(
            method: "GET", path: "/v1/agent/history", access: .agent, operation: "listOwnTrades",
            summary: "Your trades, the newest first",
            parameters: paging(.history),
            answer: AnswerDescription(summary: "Trades", schema: .ownTradePage),
            problems: [.invalidRequest],
            react: { (request) throws(Problem) in
                let agent = try agent(request)
                let page = try Page(request, of: .history)
                return .live { live in
                    let market = live.market
                    let found = live.records.trades.trades(
                        of: agent, before: page.before, in: page.ticks, limit: page.limit + 1)
                    return page.answer(found, .history) {
                        $0.document(of: agent, in: market)
                    } where: {
                        $0.makerAgent == agent || $0.takerAgent == agent
                    }
                }
            }),
    ]

    static func agent(_ request: RouteRequest) throws(Problem) -> AgentID {
        guard case .agent(let agent, _) = request.caller else {
            throw Problem(.forbidden, "this is an agent's")
        }
        return agent
    }
}

/// One page of a list.
struct Page: Sendable {
    var limit: Int
    /// Only items with lower numbers.
    var before: Int64
    var ticks: ClosedRange<Int64>

    /// Reads what is asked.
    init(
        _ request: RouteRequest, of list: Cursor.List, withTicks: Bool = true
    ) throws(Problem) {
        let known =
            withTicks ? AgentRoutes.paging(list) : [AgentRoutes.limit, AgentRoutes.cursor(list)]
        var query = try QueryReader(request, known)
        try self.init(&query, of: list)
    }

    /// Reads what is asked, other parameters having been read.
    init(_ query: inout QueryReader, of list: Cursor.List) throws(Problem) {
        limit = Int(query.integer(AgentRoutes.limit) ?? 0)
        before = query.cursor(AgentRoutes.cursor(list), of: list)
        let first = query.integer(AgentRoutes.fromTick) ?? 0
        let last = query.integer(AgentRoutes.toTick) ?? 0
        try query.check()
        guard first <= last else {
            throw .invalid([FieldError(path: "to_tick", message: "is before from_tick")])
        }
        ticks = first...last
    }

    /// The page as it is sent.
    ///
    /// - Parameter found: One more than fit, if there are.
    func answer<Item>(
        _ found: [Item], _ list: Cursor.List, number: (Item) -> Int64,
        _ document: (Item) -> JSONValue
    ) -> HTTPAnswer {
        let shown = found.prefix(limit)
        var next = JSONValue.null
        if found.count > limit, let last = shown.last {
            next = .string(Cursor(list, before: number(last)).text)
        }
        return HTTPAnswer(["items": .array(shown.map(document)), "next_cursor": next])
    }

    /// A page of trades; what the run has not at hand comes from the archive.
    func answer(
        _ found: FoundTrades, _ list: Cursor.List,
        _ document: @escaping @Sendable (RecordedTrade) -> JSONValue,
        where isWanted: @escaping @Sendable (TradeExecuted) -> Bool
    ) -> HTTPAnswer {
        var answer = whole(found, list, document)
        guard found.earlier != nil, found.trades.count <= limit else { return answer }
        answer.finish = { archive in
            var all = found
            do {
                try all.addEarlier(from: archive, in: ticks, limit: limit + 1, where: isWanted)
            } catch {
                return Problem(.unavailable, "the history cannot be read").answer
            }
            return whole(all, list, document)
        }
        return answer
    }

    private func whole(
        _ found: FoundTrades, _ list: Cursor.List, _ document: (RecordedTrade) -> JSONValue
    ) -> HTTPAnswer {
        let shown = found.trades.prefix(limit)
        var next = found.earlier
        if found.trades.count > limit { next = shown.last?.sequence }
        return HTTPAnswer([
            "items": .array(shown.map(document)),
            "next_cursor": next.map { .string(Cursor(list, before: $0).text) } ?? .null,
        ])
    }
}
