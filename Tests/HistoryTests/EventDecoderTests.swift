import Determinism
import History
import MarketModel
import Primitives
import TestSupport
import Testing

/// An event's type and payload as its line has them.
struct RecordedText {
    let type: String
    let payload: [UInt8]
}

/// Writes events as the encoder does.
struct EventRecorder: ~Copyable {
    private var chain: EventChain
    private var line: [UInt8] = []

    init(_ market: MarketDescription) {
        chain = EventChain(runID: EventChainTests.run, market: market)
    }

    mutating func text(of event: Event) throws -> RecordedText {
        line.removeAll(keepingCapacity: true)
        chain.seal(event, in: Tick(0))
        chain.appendLine(to: &line)
        let value = try JSONParser.parse(line)
        let type = value["event_type"]?.stringValue
        let payload = CanonicalJSON.encode(try #require(value["payload"]))
        return RecordedText(type: try #require(type), payload: payload)
    }
}

@Suite("The event decoder")
struct EventDecoderTests {
    private let market = RandomEvents.market

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(
        "what is decoded and encoded again is the same bytes",
        arguments: 100..<108 as Range<UInt32>)
    func roundTrip(seed: UInt32) throws {
        var source = RandomEvents(seed: seed)
        let decoder = EventDecoder(market)
        var recorder = EventRecorder(market)
        for number in 0..<250 {
            let event = source.next()
            let first = try recorder.text(of: event)
            let decoded = try #require(
                try decoder.decode(type: first.type, payload: first.payload),
                "seed \(seed) event \(number): \(event)")
            let second = try recorder.text(of: decoded)
            try #require(second.type == first.type, "seed \(seed) event \(number)")
            try #require(
                text(second.payload) == text(first.payload), "seed \(seed) event \(number)")
        }
    }

    @Test("every kind of event with values that a record can hold comes back as it was")
    func identity() throws {
        let decoder = EventDecoder(.assetCash())
        var recorder = EventRecorder(.assetCash())
        let order = OrderPlaced(
            order: OrderID(7), agent: AgentID(3), instrument: InstrumentID(0), side: .ask,
            terms: .limit(price: amount("1.01"), timeInForce: .gtt, expiresAtTick: Tick(9)),
            quantity: amount("2.5"), clientOrderID: "my-order_1")
        var market = order
        market.terms = .market
        market.clientOrderID = "é \u{1F600} \" \\ \n"
        market.isEstate = true
        var refusal = Rejection(.cancelAll(nil), of: AgentID(1), because: .fokNotFillable)
        refusal.action = .replaceOrder
        refusal.instrument = .unlisted("ASSET/CASH2")
        refusal.order = OrderID(1 << 53)
        let events: [Event] = [
            .orderPlaced(order), .orderPlaced(market), .orderRejected(refusal),
            .tickEnded(actions: 999_999_999_999_999, trades: 1_000_000_000_000_000),
            .orderExpired(
                order: OrderID(1), agent: AgentID(0), open: amount("9999999999.99999999")),
            .orderExpired(order: OrderID(1), agent: AgentID(0), open: amount("10000000000")),
            .orderExpired(order: OrderID(1), agent: AgentID(0), open: Amount(units: .min)),
            .decayApplied(agent: AgentID(0), asset: .cash, amount: amount("-0.00000001"), due: nil),
            .decayApplied(
                agent: AgentID(0), asset: AssetID(1), amount: amount("12345678.87654321"),
                due: amount("2")),
        ]
        for event in events {
            let recorded = try recorder.text(of: event)
            let decoded = try decoder.decode(type: recorded.type, payload: recorded.payload)
            #expect(decoded == event)
        }
    }

    @Test(
        "bytes spoilt in any way are refused, or are what another event is written as",
        arguments: 200..<206 as Range<UInt32>)
    func mutations(seed: UInt32) throws {
        var source = RandomEvents(seed: seed)
        var random = RandomStream(seed: seed, name: "test/mutations")
        let decoder = EventDecoder(market)
        var recorder = EventRecorder(market)
        var refused = 0
        for number in 0..<150 {
            let recorded = try recorder.text(of: source.next())
            for _ in 0..<12 {
                let spoilt = Self.spoil(recorded.payload, &random)
                guard let event = try? decoder.decode(type: recorded.type, payload: spoilt)
                else {
                    refused += 1
                    continue
                }
                let again = try recorder.text(of: event)
                try #require(
                    again.type == recorded.type && again.payload == spoilt,
                    "seed \(seed) event \(number): \(text(spoilt))")
            }
        }
        #expect(refused > 900, "most of 1,800 are no payload")
    }

    /// One to three changes: a bit, a byte that means something to JSON, a piece gone or twice.
    private static func spoil(_ bytes: [UInt8], _ random: inout RandomStream) -> [UInt8] {
        var bytes = bytes
        let meaningful = Array("\"{}[]:,.-+0123456789eE\\u \n\u{0}\u{FF}true".utf8)
        for _ in 0...random.below(3) where !bytes.isEmpty {
            let place = random.below(bytes.count)
            switch random.below(6) {
            case 0: bytes[place] ^= 1 << UInt8(random.below(8))
            case 1: bytes[place] = meaningful[random.below(meaningful.count)]
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(meaningful[random.below(meaningful.count)], at: place)
            case 4: bytes.removeSubrange(place...)
            default:
                let end = min(bytes.count, place + 1 + random.below(20))
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        }
        return bytes
    }

    @Test("every beginning of every payload is refused")
    func prefixes() throws {
        var source = RandomEvents(seed: 300)
        let decoder = EventDecoder(market)
        var recorder = EventRecorder(market)
        for _ in 0..<60 {
            let recorded = try recorder.text(of: source.next())
            for count in 0..<min(recorded.payload.count, 400) {
                #expect(throws: PayloadError.self) {
                    try decoder.decode(
                        type: recorded.type, payload: Array(recorded.payload.prefix(count)))
                }
            }
        }
    }

    @Test("types of later versions are gone past, if they are canonical objects")
    func unknownTypes() throws {
        let decoder = EventDecoder(.assetCash())
        for type in ["RUN_REVISED", "", "tick_start", "TICK_STARTED", "TIC\u{212A}_START"] {
            #expect(try decoder.decode(type: type, payload: Array(#"{"a":[1,null]}"#.utf8)) == nil)
            for payload in ["", "[]", "{", #"{"b":1,"a":2}"#, "{} ", "null", "{\"a\":1.0}"] {
                #expect(throws: PayloadError.self) {
                    try decoder.decode(type: type, payload: Array(payload.utf8))
                }
            }
        }
    }
}
