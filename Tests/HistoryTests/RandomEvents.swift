import Determinism
import MarketModel
import Primitives
import TestSupport

/// Events of every kind with values from the borders and strings that mean harm.
struct RandomEvents: ~Copyable {
    var random: RandomStream

    init(seed: UInt32) { random = RandomStream(seed: seed, name: "test/events") }

    /// A market whose names need escaping and sorting.
    static let market: MarketDescription = {
        let sizes = (tick: amount("0.01"), lot: amount("0.1"), reference: amount("1"))
        let names = ["CASH", "A\"B\\C", "\u{1F600}", "\u{FFFD}", "e\u{301}", "\u{0}\u{1F}"]
        return MarketDescription(
            assets: names,
            instruments: names.indices.dropFirst().map { index in
                Instrument(
                    id: InstrumentID(index - 1), symbol: names[index] + "/CASH",
                    base: AssetID(index), tickSize: sizes.tick, lotSize: sizes.lot,
                    referencePrice: sizes.reference, fees: fees(maker: "-1.5", taker: "2.5"))
            })
    }()

    static let amounts: [Int128] = [
        0, 1, -1, 9_999, 99_999_999, 100_000_000, 100_000_001, 999_999_999_999,
        1_000_000_000_000, Int128(Int64.max), Int128(Int64.max) + 1, Int128(Int64.min),
        Int128(Int64.min) - 1, Int128(10_000_000_000_000) * 10_000_000_000_000, .max, .min,
    ]

    static let numbers: [Int64] = [
        0, 1, 9, 10, 99, 100, 999, 1_000, 9_999, 10_000, 99_999_999, 100_000_000, 999_999_999_999,
        9_999_999_999_999_999 / 2, 1 << 53, -1, -(1 << 53),
    ]

    /// Ids that only a senseless action names; as JSON numbers they are rounded.
    static let senseless: [Int64] = [1 << 53 + 1, .max, .min, .max - 511, -(1 << 60) - 1]

    static let strings = [
        "", "a", "plain-name_1", "\"", "\\", "\u{0}", "\u{1F}\u{7F}\u{80}", "\n\t\r\u{8}\u{C}",
        "\u{2028}\u{2029}", "\u{1F600}\u{1F1E9}\u{1F1EA}", "\u{E000}\u{FFFF}\u{10FFFF}",
        "e\u{301}", "é", "</script><!--", "'; DROP TABLE events;--", "\u{202E}abc", "\\u0000",
        String(repeating: "long \" ", count: 300),
    ]

    mutating func anyAmount() -> Amount {
        if random.chance(0.5) {
            return Amount(units: Self.amounts[random.below(Self.amounts.count)])
        }
        let whole = Int128(random.next()) << Int128(random.below(70)) + Int128(random.next())
        return Amount(units: random.chance(0.3) ? -whole : whole)
    }

    mutating func number() -> Int64 {
        random.chance(0.5)
            ? Self.numbers[random.below(Self.numbers.count)]
            : Int64(random.next()) >> Int64(random.below(33))
    }

    mutating func anyNumber() -> Int64 {
        random.chance(0.3) ? Self.senseless[random.below(Self.senseless.count)] : number()
    }

    mutating func string() -> String { Self.strings[random.below(Self.strings.count)] }
    mutating func perhaps() -> String? { random.chance(0.5) ? string() : nil }
    mutating func agent() -> AgentID { AgentID(Int(number())) }
    mutating func side() -> Side { random.chance(0.5) ? .bid : .ask }
    mutating func instrument() -> InstrumentID {
        InstrumentID(random.below(Self.market.instruments.count))
    }
    mutating func asset() -> AssetID { AssetID(random.below(Self.market.assets.count)) }
    mutating func balances() -> [Amount] {
        var balances: [Amount] = []
        for _ in Self.market.assets { balances.append(anyAmount()) }
        return balances
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[random.below(elements.count)]
    }

    mutating func next() -> Event {
        switch random.below(20) {
        case 0: .runCreated(RunCreated(scenario: document(), seed: random.next()))
        case 1: agentCreated()
        case 2: .runStarted
        case 3: .runStopped(pick([.completed, .allBankrupt, .requested]))
        case 4: .tickStarted
        case 5: .tickEnded(actions: number(), trades: number())
        case 6: placed()
        case 7: replaced()
        case 8: trade()
        case 9:
            .orderCancelled(
                OrderCancelled(
                    order: OrderID(number()), agent: agent(), open: anyAmount(),
                    reason: pick(CancelReason.allCases)))
        case 10: .orderExpired(order: OrderID(number()), agent: agent(), open: anyAmount())
        case 11: .orderRejected(refusal())
        case 12: .rateLimitHit(agent: agent(), attempted: number(), limit: number())
        case 13:
            .decayApplied(
                agent: agent(), asset: asset(), amount: anyAmount(),
                due: random.chance(0.5) ? anyAmount() : nil)
        case 14:
            .agentBankrupt(
                AgentBankrupt(
                    agent: agent(), equity: anyAmount(), balances: balances(),
                    cause: pick([.equity, .obligation])))
        case 15:
            .balanceUpdated(
                BalanceUpdated(
                    holder: random.chance(0.5) ? .house : .agent(agent()), asset: asset(),
                    amount: anyAmount(), reason: pick([.mint, .burn, .estate])))
        case 16:
            .runBranched(
                RunBranched(
                    path: string(), value: random.chance(0.5) ? .string(string()) : 7))
        case 17: .scenarioEvent(planned())
        default: economyEvent()
        }
    }
}

extension RandomEvents {
    private mutating func agentCreated() -> Event {
        .agentCreated(
            AgentCreated(
                agent: agent(), name: string(), kind: pick([.bot, .remote]), bot: perhaps(),
                balances: balances()))
    }

    private mutating func placed() -> Event {
        let terms = OrderTerms.limit(
            price: anyAmount(), timeInForce: pick(TimeInForce.allCases),
            expiresAtTick: random.chance(0.5) ? Tick(anyNumber()) : nil)
        return .orderPlaced(
            OrderPlaced(
                order: OrderID(number()), agent: agent(), instrument: instrument(),
                side: side(), terms: random.chance(0.7) ? terms : .market, quantity: anyAmount(),
                clientOrderID: perhaps(), isEstate: random.chance(0.3)))
    }

    private mutating func replaced() -> Event {
        .orderReplaced(
            OrderReplaced(
                order: OrderID(number()), agent: agent(), price: anyAmount(), open: anyAmount(),
                keptPriority: random.chance(0.5)))
    }

    private mutating func trade() -> Event {
        .tradeExecuted(
            TradeExecuted(
                trade: TradeID(number()), instrument: instrument(), price: anyAmount(),
                quantity: anyAmount(), aggressorSide: side(), makerOrder: OrderID(number()),
                takerOrder: OrderID(number()), makerAgent: agent(), takerAgent: agent(),
                makerFee: anyAmount(), takerFee: anyAmount()))
    }

    private mutating func refusal() -> Rejection {
        let places: [InstrumentReference?] = [
            nil, .listed(instrument()), .listed(InstrumentID(-7)), .listed(InstrumentID(99)),
            .unlisted(string()),
        ]
        var refusal = Rejection(
            .cancelAll(nil), of: agent(), because: pick(RejectionReason.allCases))
        refusal.action = pick(ActionName.allCases)
        refusal.instrument = pick(places)
        refusal.order = random.chance(0.5) ? OrderID(anyNumber()) : nil
        refusal.clientOrderID = perhaps()
        return refusal
    }

    private mutating func planned() -> ScenarioEvent {
        let names = random.chance(0.5) ? NameSelection.one(string()) : .list([string(), string()])
        let change = BalanceChange(agents: names, asset: asset(), amount: anyAmount())
        switch random.below(7) {
        case 0:
            return .shock(
                Shock(
                    bots: names, side: side(), probability: pick([0, 1, 0.1, 1e-7, 1 / 3]),
                    ticks: number(), instrument: random.chance(0.5) ? instrument() : nil))
        case 1: return .mint(change)
        case 2: return .burn(change)
        case 3:
            return .halt(
                instrument: instrument(), ticks: number(), cancelOrders: random.chance(0.5))
        case 4: return .resume(instrument: instrument())
        case 5:
            let rates = [0, 1, -1, 9_999, 10_000, 33_333, 100_000_000, -100_000_000, 120]
            return .feeChange(
                instrument: instrument(),
                fees: FeeSchedule(
                    maker: BasisPoints(units: Int64(pick(rates))),
                    taker: BasisPoints(units: Int64(pick(rates)))))
        default: return .referencePrice(instrument: instrument(), price: anyAmount())
        }
    }

    private mutating func document() -> JSONValue {
        .object(
            [JSONMember("name", .string(string())), JSONMember("ticks", .integer(number()))]
                + Self.strings.filter { !$0.isEmpty && $0.utf8.count < 50 }.map {
                    JSONMember("key " + $0, .array([.string($0), .bool(true), .object([])]))
                })
    }
}
