import Analytics
import Determinism
import MarketModel
import Primitives

/// The events of a run that a reader wants to be told of, in words; orders and trades are too many.
struct Notices {
    /// How many are carried at most.
    static let most = 1_000

    /// One of them.
    struct Notice {
        var tick: Int64
        var sequence: Int64
        var kind: String
        var text: String
    }

    private(set) var kept: [Notice] = []
    /// How many more there were.
    private(set) var leftOut: Int64 = 0
    private let market: MarketDescription
    private var names: [String] = []

    init(_ market: MarketDescription) { self.market = market }

    mutating func consume(_ event: Event, _ sequence: Int64, in tick: Tick) {
        guard let (kind, text) = describe(event) else { return }
        guard kept.count < Self.most else {
            leftOut += 1
            return
        }
        kept.append(Notice(tick: tick.index, sequence: sequence, kind: kind, text: text))
    }

    var document: JSONValue {
        .array(
            kept.map {
                [
                    "tick": .integer($0.tick), "seq": .integer($0.sequence),
                    "kind": .string($0.kind), "text": .string($0.text),
                ]
            })
    }

    private mutating func describe(_ event: Event) -> (kind: String, text: String)? {
        switch event {
        case .agentCreated(let agent):
            names.append(agent.name)
            return nil
        case .runStarted:
            return ("start", "The run started with \(names.count) agents.")
        case .runStopped(let reason):
            return ("stop", Self.stop(reason))
        case .agentBankrupt(let bankrupt):
            return ("bankrupt", describe(bankrupt))
        case .scenarioEvent(let event):
            return ("scenario", describe(event))
        case .runBranched(let branch):
            return ("branch", "The operator set \(branch.path).")
        case .rateLimitHit(let agent, let attempted, let limit):
            let excess = Numeral.count(attempted - limit)
            return (
                "limit",
                "\(name(agent)) sent \(excess) more actions than the \(limit) a tick allows."
            )
        case .runCreated, .tickStarted, .tickEnded, .orderPlaced, .orderReplaced, .tradeExecuted,
            .orderCancelled, .orderExpired, .orderRejected, .decayApplied, .balanceUpdated,
            .economy:
            return nil
        }
    }

    private static func stop(_ reason: RunStopReason) -> String {
        switch reason {
        case .completed: "The run ended: all its ticks are done."
        case .allBankrupt: "The run ended: nobody is left."
        case .requested: "The run ended on request."
        }
    }

    private func name(_ agent: AgentID) -> String {
        agent.index < names.count ? names[agent.index] : "agent \(agent.index)"
    }

    private func describe(_ bankrupt: AgentBankrupt) -> String {
        let equity = Numeral.amount(bankrupt.equity, decimals: 2)
        let why =
            switch bankrupt.cause {
            case .equity: "its equity of \(equity) is at or below the floor"
            case .obligation: "it could not pay what it owed; its equity is \(equity)"
            }
        return "\(name(bankrupt.agent)) went bankrupt: \(why)."
    }

    private func describe(_ event: ScenarioEvent) -> String {
        func symbol(_ id: InstrumentID) -> String { market.instruments[id.index].symbol }
        switch event {
        case .shock(let shock):
            let place = shock.instrument.map { " in \(symbol($0))" } ?? ""
            let side = shock.side == .bid ? "buy" : "sell"
            let percent = Numeral.percent(shock.probability, decimals: 0)
            return "A shock\(place): for \(Numeral.count(shock.ticks)) ticks "
                + "\(shock.bots.names.joined(separator: ", ")) agents \(side) "
                + "\(percent) % of the time."
        case .mint(let change), .burn(let change):
            let asset = market.assets[change.asset.index]
            let verb = event.kind == "mint" ? "were given" : "lost"
            return "\(change.agents.names.joined(separator: ", ")) \(verb) "
                + "\(change.amount.shortestDescription) \(asset) each."
        case .halt(let instrument, let ticks, let cancels):
            return "Trading in \(symbol(instrument)) was halted for \(Numeral.count(ticks)) ticks"
                + (cancels ? ", and all its orders were cancelled." : ".")
        case .resume(let instrument):
            return "Trading in \(symbol(instrument)) went on."
        case .feeChange(let instrument, let fees):
            return "The fees of \(symbol(instrument)) became \(fees.maker) bps for makers and "
                + "\(fees.taker) bps for takers."
        case .referencePrice(let instrument, let price):
            return "The reference price of \(symbol(instrument)) became "
                + "\(price.shortestDescription)."
        }
    }
}
