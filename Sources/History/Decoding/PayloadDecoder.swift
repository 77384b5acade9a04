import Determinism
import MarketModel
import Primitives

/// Turns payloads into events by way of JSON values: any payload, any value, any fault named.
struct PayloadDecoder {
    private let market: MarketDescription
    private let assets: NameTable
    private let instruments: NameTable

    init(_ market: MarketDescription, instruments: NameTable, assets: NameTable) {
        self.market = market
        self.instruments = instruments
        self.assets = assets
    }

    /// The event that a payload of a known type tells.
    ///
    /// - Throws: The first thing that is wrong with it.
    func decode(
        _ type: RecordedType, _ payload: UnsafeRawBufferPointer
    ) throws(PayloadError) -> Event {
        let value = try Self.canonical(payload)
        var fields = try PayloadReader(value)
        let event = try decode(type, &fields)
        try fields.finish()
        return event
    }

    /// A payload of whatever type as a value.
    ///
    /// - Throws: If it is no JSON text, or not spelt as its value is in canonical form. That
    ///   decides white space, order, escapes and numbers; readers of fields decide the rest.
    static func canonical(
        _ payload: UnsafeRawBufferPointer
    ) throws(PayloadError) -> JSONValue {
        let value: JSONValue
        do {
            value = try JSONParser.parse(payload)
        } catch {
            throw PayloadError(.malformed, "", expected: "a JSON text", found: "\(error)")
        }
        guard CanonicalJSON.encode(value).elementsEqual(payload) else {
            throw PayloadError(
                .notCanonical, "", expected: Excerpt.of(value), found: Excerpt.of(payload))
        }
        return value
    }

    private func decode(
        _ type: RecordedType, _ fields: inout PayloadReader
    ) throws(PayloadError) -> Event {
        switch type {
        case .runCreated: try Self.runCreated(&fields)
        case .agentCreated:
            if fields.has("position") {
                .economy(.agentCreated(try economyAgent(&fields)))
            } else if fields.has("units") {
                .economy(.traderCreated(try laboratoryTrader(&fields)))
            } else {
                try agentCreated(&fields)
            }
        case .runStarted: .runStarted
        case .runStopped: .runStopped(try fields.choice("reason"))
        case .tickStarted: .tickStarted
        case .tickEnded:
            .tickEnded(
                actions: try fields.integer("actions"), trades: try fields.integer("trades"))
        case .orderPlaced: .orderPlaced(try orderPlaced(&fields))
        case .orderReplaced: .orderReplaced(try orderReplaced(&fields))
        case .tradeExecuted: .tradeExecuted(try tradeExecuted(&fields))
        case .orderCancelled: .orderCancelled(try orderCancelled(&fields))
        case .orderExpired:
            .orderExpired(
                order: try order("order_id", &fields), agent: try agent("agent_id", &fields),
                open: try fields.amount("open"))
        case .orderRejected: .orderRejected(try orderRejected(&fields))
        case .rateLimitHit:
            .rateLimitHit(
                agent: try agent("agent_id", &fields),
                attempted: try fields.integer("attempted"), limit: try fields.integer("limit"))
        case .decayApplied:
            .decayApplied(
                agent: try agent("agent_id", &fields), asset: try asset("asset", &fields),
                amount: try fields.amount("amount"), due: try fields.optionalAmount("due"))
        case .agentBankrupt: .agentBankrupt(try agentBankrupt(&fields))
        case .balanceUpdated: .balanceUpdated(try balanceUpdated(&fields))
        case .runBranched:
            .runBranched(
                RunBranched(
                    path: try fields.text("path"), value: try fields.value("value")))
        case .scenarioEvent: .scenarioEvent(try scenarioEvent(&fields))
        case .resourcePlaced, .resourceRegrown, .resourceHarvested, .modeChanged, .targetSet,
            .claimMade, .claimReleased, .agentMoved, .paired, .unpaired, .goodsTraded,
            .goodsAllocated, .lambdaUpdated, .marketCleared, .periodEnded:
            .economy(try economyEvent(type, &fields))
        }
    }

    /// The origin of a run, which is what the market is known from.
    ///
    /// - Throws: The first thing that is wrong with the payload, its spelling not looked at.
    static func origin(of payload: JSONValue) throws(PayloadError) -> RunCreated {
        var fields = try PayloadReader(payload)
        let event = try runCreated(&fields)
        try fields.finish()
        guard case .runCreated(let origin) = event else {
            preconditionFailure("the reader of RUN_CREATED gave another event")
        }
        return origin
    }

    private static func runCreated(_ fields: inout PayloadReader) throws(PayloadError) -> Event {
        let schema = try fields.integer("event_schema")
        guard schema == RunCreated.eventSchema else {
            throw fields.wrong(
                "event_schema", "\(RunCreated.eventSchema)", .integer(schema), .unknown)
        }
        let scenario = try fields.value("scenario")
        let seed = try fields.integer("seed")
        guard let seed = UInt32(exactly: seed) else {
            throw fields.wrong("seed", "0 to \(UInt32.max)", .integer(seed))
        }
        return .runCreated(RunCreated(scenario: scenario, seed: seed))
    }
}

// What fields name: agents, orders, and what is traded.
extension PayloadDecoder {
    func agent(_ key: String, _ fields: inout PayloadReader) throws(PayloadError) -> AgentID {
        AgentID(Int(try fields.integer(key)))
    }

    func order(_ key: String, _ fields: inout PayloadReader) throws(PayloadError) -> OrderID {
        OrderID(try fields.integer(key))
    }

    func asset(_ key: String, _ fields: inout PayloadReader) throws(PayloadError) -> AssetID {
        let name = try fields.text(key)
        if let number = assets.number(of: name) { return AssetID(number) }
        throw fields.wrong(key, "an asset of this run", .string(name), .unknown)
    }

    func instrument(
        _ key: String, _ fields: inout PayloadReader
    ) throws(PayloadError) -> InstrumentID {
        let symbol = try fields.text(key)
        if let number = instruments.number(of: symbol) { return InstrumentID(number) }
        throw fields.wrong(key, "an instrument of this run", .string(symbol), .unknown)
    }

    /// An instrument as a refused action named it, which need not exist.
    func reference(
        _ key: String, _ fields: inout PayloadReader
    ) throws(PayloadError) -> InstrumentReference? {
        guard let symbol = try fields.optionalText(key) else { return nil }
        return instruments.number(of: symbol).map { .listed(InstrumentID($0)) }
            ?? .unlisted(symbol)
    }

    func side(_ key: String, _ fields: inout PayloadReader) throws(PayloadError) -> Side {
        try fields.choice(key) { (side: Side) in side == .bid ? "bid" : "ask" }
    }

    /// An amount of every asset.
    func balances(_ key: String, _ fields: inout PayloadReader) throws(PayloadError) -> [Amount] {
        let value = try fields.value(key)
        guard let members = value.objectValue else { throw fields.wrong(key, "an object", value) }
        var amounts = [Amount?](repeating: nil, count: market.assets.count)
        for member in members {
            guard let asset = assets.number(of: member.key) else {
                throw fields.wrong(key, "assets of this run", .string(member.key), .unknown)
            }
            let place = "\(key).\(market.assets[asset])"
            amounts[asset] = try PayloadReader.amount(of: member.value, at: place)
        }
        var balances: [Amount] = []
        for (asset, amount) in amounts.enumerated() {
            guard let amount else {
                throw PayloadError(
                    .missing, "\(key).\(market.assets[asset])", expected: "an amount",
                    found: "none")
            }
            balances.append(amount)
        }
        return balances
    }
}
