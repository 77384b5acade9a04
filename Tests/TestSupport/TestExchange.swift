public import Accounting
public import Institutions
public import MarketModel
public import Primitives
public import Testing

/// A continuous double auction on its own: no ticks, no limits, no bankruptcy.
///
/// After everything it does, its invariants are checked and a ``Bookkeeper`` who has seen
/// only the events is asked whether balances, reservations and orders are what they must be.
public final class TestExchange {
    public let market: MarketDescription
    public let ledger: Ledger
    public let auction: ContinuousDoubleAuction
    public let keeper: Bookkeeper
    private let buffer = EventBuffer()

    /// Opens an exchange.
    ///
    /// - Parameter agents: What each agent starts with: amounts by asset, cash first.
    public init(
        _ market: MarketDescription = .assetCash(),
        prevention: SelfTradePrevention = .cancelNewest,
        agents: [String] = Array(repeating: "100000 1000", count: 4)
    ) {
        self.market = market
        ledger = Ledger(assetCount: market.assets.count)
        auction = ContinuousDoubleAuction(
            market, prevention: prevention, ledger: ledger, events: buffer)
        keeper = Bookkeeper(market)
        for text in agents {
            let endowment = text.split(separator: " ").map { amount($0) }
            ledger.addAgent(balances: endowment)
            auction.addAgent()
            keeper.addAgent(endowment)
        }
    }

    /// Executes an action; returns the lines of its events.
    public func act(_ action: Action, of agent: AgentID) -> [String] {
        operate { $0.execute(action, of: agent) }
    }

    /// Executes an action written as a line; returns the lines of its events.
    @discardableResult
    public func act(_ line: String) -> [String] {
        let read = ActionText(line, in: market)
        return act(read.action, of: read.agent)
    }

    /// Does something to the auction; returns the lines of the events that came of it.
    @discardableResult
    public func operate(_ body: (ContinuousDoubleAuction) -> Void) -> [String] {
        body(auction)
        let events = Array(buffer.events)
        buffer.removeAll()
        for event in events { keeper.consume(event) }
        for instrument in market.instruments {
            keeper.setFees(auction.view(of: instrument.id, pastPrices: []).fees, of: instrument.id)
        }
        checkEverything()
        let text = EventText(market)
        return events.map { text.line($0) }
    }

    private func checkEverything() {
        keeper.check(
            balance: { agent, asset in
                Balance(
                    available: self.ledger.available(agent, asset),
                    reserved: self.ledger.reserved(agent, asset))
            },
            openOrders: { self.auction.openOrders(of: $0) })
        #expect(keeper.problems == [])
        #expect(throws: Never.self) {
            try ledger.checkInvariants()
            try auction.checkInvariants()
        }
        for asset in market.assets.indices {
            #expect(ledger.house(AssetID(asset)).units == keeper.house[asset])
        }
    }
}

extension TestExchange {
    /// Executes an action and compares the lines of its events.
    public func expect(
        _ line: String, _ lines: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(act(line) == lines, "\(line)", sourceLocation: sourceLocation)
    }

    /// Executes an action and expects it to be refused, and nothing else to happen.
    public func expectRefusal(
        _ line: String, _ code: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let agent = line.prefix { $0 != " " }
        let before = state
        expect(line, ["rejected \(agent) \(code)"], sourceLocation: sourceLocation)
        #expect(state == before, "\(line)", sourceLocation: sourceLocation)
    }

    /// All that can be told from outside: books, queues, balances.
    public var state: [String] {
        market.instruments.flatMap { keeper.rows(of: $0.id) }
            + keeper.balances.indices.map { funds($0) }
            + market.instruments.map { instrument in
                let view = auction.view(of: instrument.id, pastPrices: [])
                return "\(view.bids.count) \(view.asks.count) \(view.recentTrades.count) "
                    + "\(view.isHalted) \(view.price)"
            }
    }

    /// Fills the book from rows, the way ``Bookkeeper/rows(of:)`` draws it; ids say in which
    /// order the orders are placed, and must begin with the next one.
    public func fill(_ rows: [String]) {
        var orders: [(id: Int64, line: String)] = []
        for row in rows {
            let words = row.split(whereSeparator: { " :".contains($0) }).map(String.init)
            for word in words.dropFirst(2) {
                let parts = word.split(whereSeparator: { "/x".contains($0) }).map(String.init)
                let line = "\(parts[1]) \(words[0]) \(parts[2]) @ \(words[1])"
                orders.append((ActionText.number(parts[0]), line))
            }
        }
        for order in orders.sorted(by: { $0.id < $1.id }) { act(order.line) }
        #expect(keeper.rows() == rows)
    }

    /// What an agent has, as `available+reserved` by asset.
    public func funds(_ agent: Int) -> String {
        market.assets.indices.map { index in
            let asset = AssetID(index)
            return ledger.available(AgentID(agent), asset).shortestDescription + "+"
                + ledger.reserved(AgentID(agent), asset).shortestDescription
        }.joined(separator: " ")
    }

    /// Compares the book, drawn as rows.
    public func expectBook(
        _ rows: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(keeper.rows() == rows, sourceLocation: sourceLocation)
    }

    /// Compares what an agent has, as `available+reserved` by asset.
    public func expectFunds(
        _ agent: Int, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(funds(agent) == text, "agent \(agent)", sourceLocation: sourceLocation)
    }
}
