import Determinism
import MarketModel
import Primitives

extension SlowEncoder {
    func fields(_ agent: AgentBankrupt) -> Fields {
        [
            ("agent_id", id(agent.agent)), ("equity", text(agent.equity)),
            ("balances", balances(agent.balances)),
            ("cause", agent.cause == .equity ? "equity" : "obligation"),
        ]
    }

    func fields(_ update: BalanceUpdated) -> Fields {
        var holder: JSONValue = "house"
        if case .agent(let agent) = update.holder { holder = id(agent) }
        return [
            ("agent_id", holder), ("asset", name(update.asset)), ("amount", text(update.amount)),
            ("reason", .string(update.reason.rawValue)),
        ]
    }

    func fields(_ planned: ScenarioEvent) -> Fields {
        switch planned {
        case .shock(let shock):
            return [
                ("kind", "shock"), ("bots", names(shock.bots)), ("side", side(shock.side)),
                ("probability", .string(CanonicalJSON.shortestText(shock.probability))),
                ("ticks", .integer(shock.ticks)),
                ("instrument", shock.instrument.map { symbol($0) }),
            ]
        case .mint(let change): return [("kind", "mint")] + fields(change)
        case .burn(let change): return [("kind", "burn")] + fields(change)
        case .halt(let instrument, let ticks, let cancels):
            return [
                ("kind", "halt"), ("instrument", symbol(instrument)), ("ticks", .integer(ticks)),
                ("cancel_orders", .bool(cancels)),
            ]
        case .resume(let instrument):
            return [("kind", "resume"), ("instrument", symbol(instrument))]
        case .feeChange(let instrument, let fees):
            return [
                ("kind", "fee_change"), ("instrument", symbol(instrument)),
                ("maker_bps", rate(fees.maker)), ("taker_bps", rate(fees.taker)),
            ]
        case .referencePrice(let instrument, let price):
            return [
                ("kind", "reference_price"), ("instrument", symbol(instrument)),
                ("price", text(price)),
            ]
        }
    }

    func fields(_ change: BalanceChange) -> Fields {
        [
            ("agents", names(change.agents)), ("asset", name(change.asset)),
            ("amount", text(change.amount)),
        ]
    }

    func names(_ selection: NameSelection) -> JSONValue {
        switch selection {
        case .one(let name): .string(name)
        case .list(let names): .array(names.map { .string($0) })
        }
    }

    func balances(_ amounts: [Amount]) -> JSONValue {
        .object(amounts.enumerated().map { JSONMember(market.assets[$0], text($1)) })
    }

    func id(_ order: OrderID) -> JSONValue { .integer(order.number) }
    func id(_ agent: AgentID) -> JSONValue { .integer(Int64(agent.index)) }
    func name(_ asset: AssetID) -> JSONValue { .string(market.assets[asset.index]) }
    func side(_ side: Side) -> JSONValue { side == .bid ? "bid" : "ask" }

    /// One that nobody trades, made up by a bot, is written as its number.
    func symbol(_ id: InstrumentID) -> JSONValue {
        let known = market.instruments.first { $0.id == id }
        return .string(known?.symbol ?? "#\(id.index)")
    }

    /// Sign, whole part, point, eight digits: by long division, digit by digit.
    func text(_ amount: Amount) -> JSONValue {
        var rest = amount.units.magnitude
        var digits: [String] = []
        while rest > 0 || digits.count < 9 {
            digits.insert(String(rest % 10), at: 0)
            rest /= 10
        }
        digits.insert(".", at: digits.count - 8)
        return .string((amount.units < 0 ? "-" : "") + digits.joined())
    }

    private func rate(_ rate: BasisPoints) -> JSONValue {
        let units = rate.units.magnitude
        var text = "\(units / 10_000)"
        let rest = units % 10_000
        if rest > 0 {
            text += "." + String(String(rest + 10_000).dropFirst())
            while text.hasSuffix("0") { text.removeLast() }
        }
        return .string((rate.units < 0 ? "-" : "") + text)
    }
}
