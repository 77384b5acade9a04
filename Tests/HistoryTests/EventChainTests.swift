import Determinism
import History
import Kernel
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("The chain of events")
struct EventChainTests {
    static let run = "0123456789abcdef"

    func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }

    @Test(
        "bytes, hashes and lines are those of the slow encoder",
        arguments: 0..<6 as Range<UInt32>)
    func agreesWithSlowEncoder(seed: UInt32) throws {
        var source = RandomEvents(seed: seed)
        let slow = SlowEncoder(market: RandomEvents.market)
        var chain = EventChain(runID: Self.run, market: RandomEvents.market)
        var previous = "GENESIS"
        #expect(chain.headHash == "")
        for sequence in 0..<250 {
            let event = source.next()
            let tick = Tick(source.number())
            chain.seal(event, in: tick)
            let document = slow.document(
                event, sequence: sequence, previous: previous, run: Self.run, tick: tick)
            let hash = SlowSHA256.hex(CanonicalJSON.encode(document))
            var line: [UInt8] = []
            chain.appendLine(to: &line)
            var members = document.objectValue ?? []
            members.append(JSONMember("event_hash", .string(hash)))
            let wanted = CanonicalJSON.encode(.object(members)) + [UInt8(ascii: "\n")]
            try #require(text(line) == text(wanted), "seed \(seed) event \(sequence): \(event)")
            #expect(chain.headHash == hash)
            previous = hash
        }
        #expect(chain.count == 250)
    }

    @Test(
        "a line read back and made canonical again is the same bytes, and proves its hash",
        arguments: 20..<23 as Range<UInt32>)
    func readBack(seed: UInt32) throws {
        var source = RandomEvents(seed: seed)
        var chain = EventChain(runID: Self.run, market: RandomEvents.market)
        var lines: [UInt8] = []
        for _ in 0..<250 {
            chain.seal(source.next(), in: Tick(3))
            chain.appendLine(to: &lines)
        }
        var previous = "GENESIS"
        for (number, line) in lines.split(separator: UInt8(ascii: "\n")).enumerated() {
            let read = try JSONParser.parse(line)
            let again = CanonicalJSON.encode(read)
            try #require(text(again) == text(line), "seed \(seed) event \(number)")
            let rest = (read.objectValue ?? []).filter { $0.key != "event_hash" }
            #expect(read["prev_hash"] == .string(previous))
            #expect(read["event_seq"] == .integer(Int64(number)))
            previous = SlowSHA256.hex(CanonicalJSON.encode(.object(rest)))
            #expect(read["event_hash"] == .string(previous), "seed \(seed) event \(number)")
        }
        #expect(previous == chain.headHash)
    }

    @Test(
        "the parts of a sealed event give its bytes and its line back",
        arguments: 30..<33 as Range<UInt32>)
    func sealedParts(seed: UInt32) throws {
        var source = RandomEvents(seed: seed)
        var chain = EventChain(runID: Self.run, market: RandomEvents.market)
        var rebuilder = EventRebuilder(runID: Self.run)
        var previous: [UInt8] = []
        for number in 0..<250 {
            let tick = Tick(source.number())
            chain.seal(source.next(), in: tick)
            var line: [UInt8] = []
            chain.appendLine(to: &line)
            let rebuilt = chain.withSealedEvent { event -> [UInt8] in
                #expect(event.sequence == number && event.tick == tick)
                let hash = previous.withUnsafeBytes {
                    rebuilder.rebuild(
                        sequence: event.sequence, tick: event.tick.index, type: event.type,
                        payload: event.payload, previousHash: $0)
                }
                #expect(Array(hash) == Array(event.hash), "seed \(seed) event \(number)")
                previous = Array(event.hash)
                var lines: [UInt8] = []
                rebuilder.appendLine(hash: event.hash, to: &lines)
                return lines
            }
            try #require(text(rebuilt) == text(line), "seed \(seed) event \(number)")
            #expect(Digest.hex(previous) == chain.headHash)
            #expect(Digest.bytes(ofHex: chain.headHash) == previous)
        }
    }

    @Test("a trade is written as the documentation shows it")
    func example() {
        var chain = EventChain(runID: Self.run, market: .assetCash())
        chain.seal(.runStarted, in: Tick(0))
        #expect(
            chain.headHash
                == SlowSHA256.hex(
                    Array(
                        (#"{"event_seq":0,"event_type":"RUN_STARTED","payload":{},"#
                            + #""prev_hash":"GENESIS","run_id":"0123456789abcdef","tick_id":0}"#)
                            .utf8)))
        let head = chain.headHash
        chain.seal(
            .tradeExecuted(
                TradeExecuted(
                    trade: TradeID(1), instrument: InstrumentID(0), price: amount("100.5"),
                    quantity: amount("2"), aggressorSide: .ask, makerOrder: OrderID(7),
                    takerOrder: OrderID(8), makerAgent: AgentID(0), takerAgent: AgentID(3),
                    makerFee: amount("-0.1"), takerFee: amount("0.201"))), in: Tick(3))
        var line: [UInt8] = []
        chain.appendLine(to: &line)
        #expect(
            text(line)
                == #"{"event_hash":"\#(chain.headHash)","event_seq":1,"#
                + #""event_type":"TRADE_EXECUTED","payload":{"aggressor_side":"ask","#
                + #""instrument":"ASSET/CASH","maker_agent_id":0,"maker_fee":"-0.10000000","#
                + #""maker_order_id":7,"price":"100.50000000","quantity":"2.00000000","#
                + #""taker_agent_id":3,"taker_fee":"0.20100000","taker_order_id":8,"#
                + #""trade_id":1},"prev_hash":"\#(head)","run_id":"0123456789abcdef","#
                + #""tick_id":3}"# + "\n")
    }

    @Test("every event changes every hash after it")
    func dependence() {
        func head(_ first: Int64) -> String {
            var chain = EventChain(runID: Self.run, market: .assetCash())
            chain.seal(.tickEnded(actions: first, trades: 0), in: Tick(0))
            chain.seal(.tickStarted, in: Tick(1))
            return chain.headHash
        }
        #expect(head(1) != head(2))
        #expect(head(1) == head(1))
    }
}

@Suite("Digests")
struct DigestTests {
    @Test(
        "published vectors of SHA-256",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func vectors(message: String, digest: String) {
        #expect(Digest.hex(of: Array(message.utf8)) == digest)
        #expect(SlowSHA256.hex(Array(message.utf8)) == digest)
    }

    @Test("a million letters")
    func million() {
        let message = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        #expect(
            Digest.hex(of: message)
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("bytes are read from 64 lower-case digits and from nothing else")
    func hexadecimal() {
        let digits = String(repeating: "0f", count: 32)
        #expect(Digest.bytes(ofHex: digits) == [UInt8](repeating: 15, count: 32))
        for text in ["", digits.uppercased(), digits + "00", String(digits.dropLast()) + "g"] {
            #expect(Digest.bytes(ofHex: text) == nil, "\(text)")
        }
    }

    @Test("all lengths around the blocks agree with the standard's own steps")
    func lengths() {
        for count in 0..<200 {
            let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
            #expect(Digest.hex(of: message) == SlowSHA256.hex(message), "\(count) bytes")
        }
    }
}

@Suite("The name of a run")
struct RunIdentityTests {
    @Test("is the first 16 digits of the hash of scenario and seed")
    func name() {
        let origin = RunCreated(scenario: ["name": "x", "a": [1, "2"]], seed: 4_294_967_295)
        let bytes = Array(#"{"scenario":{"a":[1,"2"],"name":"x"},"seed":4294967295}"#.utf8)
        #expect(RunIdentity.runID(of: origin) == String(SlowSHA256.hex(bytes).prefix(16)))
    }

    @Test("changes with every field of a scenario, and with the seed")
    func changes() {
        func name(_ seed: UInt32, _ change: (inout ExchangeScenario) -> Void) -> String {
            let scenario = ExchangeScenario.scripted(change: change)
            return RunIdentity.runID(of: RunCreated(scenario: scenario.document, seed: seed))
        }
        let names = [
            name(1) { _ in }, name(2) { _ in }, name(1) { $0.ticks = 7 }, name(1) { $0.name = "b" },
            name(1) { $0.activation = .poisson }, name(1) { $0.selfTradePrevention = .none },
            name(1) { $0.metricsEveryTicks = 1 }, name(1) { $0.ticksPerYear = 1 },
            name(1) { $0.incentives.maxActionsPerTick = 3 },
            name(1) { $0.incentives.decay.everyTicks = 3 },
            name(1) { $0.incentives.decay.rate = .zero },
            name(1) { $0.incentives.decay.fixed = amount("1") },
            name(1) { $0.incentives.bankruptcy.isEnabled = false },
            name(1) { $0.incentives.bankruptcy.equityFloor = amount("1") },
            name(1) { $0.incentives.bankruptcy.estate = .liquidate },
            name(1) { $0.incentives.bankruptcy.estateDiscount = .zero },
            name(1) { $0.agents[0].count = 2 }, name(1) { $0.agents[0].latencyTicks = 2 },
            name(1) { $0.agents[0].wakeRate = 0.5 }, name(1) { $0.agents[0].name = "b" },
            name(1) { $0.agents[0].bot = nil }, name(1) { $0.agents[0].kind = .remote },
            name(1) { $0.agents[0].balances[1] = .zero },
            name(1) { $0.plan(1, .resume(instrument: InstrumentID(0))) },
        ]
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.count == 16 })
        #expect(name(1) { _ in } == names[0])
    }
}
