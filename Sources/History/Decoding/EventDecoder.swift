public import MarketModel
import Primitives

/// Reads the type and payload of a recorded event: the exact inverse of the encoder.
///
/// What it accepts is what the encoder writes, byte for byte, and nothing else: a missing, an
/// additional or a mistyped field, an amount without its eight decimals, a name that the run
/// does not know, or white space is an error that says where. Frequent events are read by hand
/// in one pass; whatever that pass does not take is read again by way of JSON values, which
/// knows everything and explains. It never traps, whatever the bytes are.
public struct EventDecoder {
    private let instruments: NameTable
    private let assets: NameTable
    private let general: PayloadDecoder

    /// Prepares to read the events of a run.
    ///
    /// - Parameter market: Of the run; see ``MarketDescription/init(recordedIn:)``.
    public init(_ market: MarketDescription) {
        instruments = NameTable(market.instruments.map(\.symbol))
        assets = NameTable(market.assets)
        general = PayloadDecoder(market, instruments: instruments, assets: assets)
    }

    /// The event that a type and a payload tell.
    ///
    /// - Parameters:
    ///   - type: The name of the type, without quotes.
    ///   - payload: Canonical JSON.
    /// - Returns: `nil` for a type that this version does not know: a reader goes past such.
    /// - Throws: The first thing that is wrong with the payload; of an unknown type it only
    ///   has to be an object in canonical form.
    /// - Complexity: O(length); some 0.1 µs for the frequent ones.
    public func decode(
        type: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer
    ) throws(PayloadError) -> Event? {
        guard let known = RecordedType(type) else {
            _ = try PayloadReader(PayloadDecoder.canonical(payload))
            return nil
        }
        if let event = decodeFast(known, payload) { return event }
        return try general.decode(known, payload)
    }

    /// The event that a type and a payload tell; see ``decode(type:payload:)``.
    public func decode(type: String, payload: [UInt8]) throws(PayloadError) -> Event? {
        var type = type
        let result: Result<Event?, PayloadError> = type.withUTF8 { name in
            payload.withUnsafeBytes { payload in
                Result { () throws(PayloadError) in
                    try decode(type: UnsafeRawBufferPointer(name), payload: payload)
                }
            }
        }
        return try result.get()
    }

    /// A frequent event in its usual form; `nil` for anything else, right or wrong.
    @inline(__always)
    func decodeFast(_ type: RecordedType, _ payload: UnsafeRawBufferPointer) -> Event? {
        guard var reader = ByteReader(payload) else { return nil }
        let event: Event
        switch type {
        case .tradeExecuted: event = .tradeExecuted(trade(&reader))
        case .orderPlaced: event = .orderPlaced(placed(&reader))
        case .orderCancelled: event = .orderCancelled(cancelled(&reader))
        case .orderReplaced: event = .orderReplaced(replaced(&reader))
        case .orderExpired: event = expired(&reader)
        case .orderRejected: event = .orderRejected(rejected(&reader))
        case .tickEnded: event = tickEnded(&reader)
        case .tickStarted:
            reader.skip("{}")
            event = .tickStarted
        case .decayApplied: event = decayed(&reader)
        case .runCreated, .agentCreated, .runBranched, .runStarted, .runStopped,
            .rateLimitHit, .agentBankrupt, .balanceUpdated, .scenarioEvent, .resourcePlaced,
            .resourceRegrown, .resourceHarvested, .modeChanged, .targetSet, .claimMade,
            .claimReleased, .paired, .unpaired, .agentMoved, .goodsTraded,
            .goodsAllocated, .lambdaUpdated,
            .marketCleared, .periodEnded:
            return nil
        }
        return reader.isDone ? event : nil
    }
}

// The usual forms of the frequent events, key by key in canonical order.
extension EventDecoder {
    @inline(__always)
    private func instrument(_ reader: inout ByteReader) -> InstrumentID {
        if let number = instruments.number(of: reader.word()) { return InstrumentID(number) }
        reader.fail()
        return InstrumentID(0)
    }

    /// An instrument that need not exist; what is no ASCII is for the general decoder.
    func reference(_ reader: inout ByteReader) -> InstrumentReference {
        var rest = reader
        if let number = instruments.number(of: rest.word()), rest.isIntact {
            reader = rest
            return .listed(InstrumentID(number))
        }
        return .unlisted(reader.asciiText())
    }

    func asset(_ reader: inout ByteReader) -> AssetID {
        if let number = assets.number(of: reader.word()) { return AssetID(number) }
        reader.fail()
        return .cash
    }

    @inline(__always)
    private func agent(_ reader: inout ByteReader) -> AgentID { AgentID(Int(reader.integer())) }

    private func trade(_ reader: inout ByteReader) -> TradeExecuted {
        reader.skip(#"{"aggressor_side":""#)
        let side = reader.side()
        reader.skip(#"","instrument":""#)
        let instrument = instrument(&reader)
        reader.skip(#"","maker_agent_id":"#)
        let makerAgent = agent(&reader)
        reader.skip(#","maker_fee":""#)
        let makerFee = reader.amount()
        reader.skip(#"","maker_order_id":"#)
        let makerOrder = OrderID(reader.integer())
        reader.skip(#","price":""#)
        let price = reader.amount()
        reader.skip(#"","quantity":""#)
        let quantity = reader.amount()
        reader.skip(#"","taker_agent_id":"#)
        let takerAgent = agent(&reader)
        reader.skip(#","taker_fee":""#)
        let takerFee = reader.amount()
        reader.skip(#"","taker_order_id":"#)
        let takerOrder = OrderID(reader.integer())
        reader.skip(#","trade_id":"#)
        let trade = TradeID(reader.integer())
        reader.skip("}")
        return TradeExecuted(
            trade: trade, instrument: instrument, price: price, quantity: quantity,
            aggressorSide: side, makerOrder: makerOrder, takerOrder: takerOrder,
            makerAgent: makerAgent, takerAgent: takerAgent, makerFee: makerFee,
            takerFee: takerFee)
    }

    private func placed(_ reader: inout ByteReader) -> OrderPlaced {
        reader.skip(#"{"agent_id":"#)
        let agent = agent(&reader)
        var client: String?
        if reader.accept(#","client_order_id":""#) {
            client = reader.asciiText()
            reader.skip("\"")
        }
        let isEstate = reader.accept(#","estate":true"#)
        var expiry: Tick?
        if reader.accept(#","expires_at_tick":"#) { expiry = Tick(reader.integer()) }
        reader.skip(#","instrument":""#)
        let instrument = instrument(&reader)
        reader.skip(#"","order_id":"#)
        let order = OrderID(reader.integer())
        var price: Amount?
        if reader.accept(#","price":""#) {
            price = reader.amount()
            reader.skip("\"")
        }
        reader.skip(#","quantity":""#)
        let quantity = reader.amount()
        reader.skip(#"","side":""#)
        let side = reader.side()
        return OrderPlaced(
            order: order, agent: agent, instrument: instrument, side: side,
            terms: terms(&reader, price, expiry), quantity: quantity, clientOrderID: client,
            isEstate: isEstate)
    }

    /// The end of a placing: what it asks of the price.
    @inline(__always)
    private func terms(
        _ reader: inout ByteReader, _ price: Amount?, _ expiry: Tick?
    ) -> OrderTerms {
        guard let price else {
            reader.skip(#"","type":"market"}"#)
            if expiry != nil { reader.fail() }
            return .market
        }
        reader.skip(#"","time_in_force":""#)
        var found: TimeInForce?
        for timeInForce in TimeInForce.allCases where reader.accept(timeInForce.name) {
            found = timeInForce
            break
        }
        if found == nil { reader.fail() }
        reader.skip(#"","type":"limit"}"#)
        return .limit(price: price, timeInForce: found ?? .gtc, expiresAtTick: expiry)
    }

    private func cancelled(_ reader: inout ByteReader) -> OrderCancelled {
        reader.skip(#"{"agent_id":"#)
        let agent = agent(&reader)
        reader.skip(#","open":""#)
        let open = reader.amount()
        reader.skip(#"","order_id":"#)
        let order = OrderID(reader.integer())
        reader.skip(#","reason":""#)
        var found: CancelReason?
        for reason in CancelReason.allCases where reader.accept(reason.name) {
            found = reason
            break
        }
        if found == nil { reader.fail() }
        reader.skip(#""}"#)
        return OrderCancelled(
            order: order, agent: agent, open: open, reason: found ?? .requested)
    }

    private func replaced(_ reader: inout ByteReader) -> OrderReplaced {
        reader.skip(#"{"agent_id":"#)
        let agent = agent(&reader)
        let keeps = reader.accept(#","kept_priority":true"#)
        if !keeps { reader.skip(#","kept_priority":false"#) }
        reader.skip(#","open":""#)
        let open = reader.amount()
        reader.skip(#"","order_id":"#)
        let order = OrderID(reader.integer())
        reader.skip(#","price":""#)
        let price = reader.amount()
        reader.skip(#""}"#)
        return OrderReplaced(
            order: order, agent: agent, price: price, open: open, keptPriority: keeps)
    }

    private func expired(_ reader: inout ByteReader) -> Event {
        reader.skip(#"{"agent_id":"#)
        let agent = agent(&reader)
        reader.skip(#","open":""#)
        let open = reader.amount()
        reader.skip(#"","order_id":"#)
        let order = OrderID(reader.integer())
        reader.skip("}")
        return .orderExpired(order: order, agent: agent, open: open)
    }
}
