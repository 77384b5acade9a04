public import Determinism
public import Primitives

/// One name or a list of names, as the scenario wrote it.
public enum NameSelection: Hashable, Codable, Sendable {
    case one(String)
    case list([String])

    /// Whether the selection holds `name`.
    public func contains(_ name: String) -> Bool {
        switch self {
        case .one(let only): only == name
        case .list(let names): names.contains(name)
        }
    }

    /// The names in order.
    public var names: [String] {
        switch self {
        case .one(let only): [only]
        case .list(let names): names
        }
    }

    var document: JSONValue {
        switch self {
        case .one(let only): .string(only)
        case .list(let names): .array(names.map { .string($0) })
        }
    }
}

/// For a while, bots that choose a side at random choose one side more often.
public struct Shock: Hashable, Codable, Sendable {
    /// Catalogue names or agent names.
    public var bots: NameSelection
    /// The favoured side.
    public var side: Side
    /// How often it is chosen; 0…1.
    public var probability: Double
    /// For how many ticks; at least one.
    public var ticks: Int64
    /// Where; `nil` is everywhere.
    public var instrument: InstrumentID?

    /// Describes a shock.
    public init(
        bots: NameSelection, side: Side, probability: Double, ticks: Int64,
        instrument: InstrumentID?
    ) {
        self.bots = bots
        self.side = side
        self.probability = probability
        self.ticks = ticks
        self.instrument = instrument
    }
}

/// Balances that grow or shrink by decree.
public struct BalanceChange: Hashable, Sendable {
    /// Agent names, or `all`.
    public var agents: NameSelection
    /// Of which asset.
    public var asset: AssetID
    /// For each of them; positive.
    public var amount: Amount

    /// Describes a mint or a burn.
    public init(agents: NameSelection, asset: AssetID, amount: Amount) {
        self.agents = agents
        self.asset = asset
        self.amount = amount
    }
}

/// What a scenario may plan for a tick, and the end of a halt.
public enum ScenarioEvent: Hashable, Sendable {
    case shock(Shock)
    case mint(BalanceChange)
    case burn(BalanceChange)
    case halt(instrument: InstrumentID, ticks: Int64, cancelOrders: Bool)
    case resume(instrument: InstrumentID)
    case feeChange(instrument: InstrumentID, fees: FeeSchedule)
    case referencePrice(instrument: InstrumentID, price: Amount)

    /// The name in scenarios and events.
    public var kind: String {
        switch self {
        case .shock: "shock"
        case .mint: "mint"
        case .burn: "burn"
        case .halt: "halt"
        case .resume: "resume"
        case .feeChange: "fee_change"
        case .referencePrice: "reference_price"
        }
    }

    /// The kind and its parameters as a scenario file has them, without the tick.
    public func document(in market: MarketDescription) -> JSONValue {
        .object([JSONMember("kind", .string(kind))] + parameters(in: market))
    }

    private func parameters(in market: MarketDescription) -> [JSONMember] {
        func symbol(_ id: InstrumentID) -> JSONMember {
            JSONMember("instrument", .string(market.instruments[id.index].symbol))
        }
        switch self {
        case .shock(let shock):
            let place = shock.instrument.map { [symbol($0)] } ?? []
            return place + [
                JSONMember("bots", shock.bots.document),
                JSONMember("side", .string(shock.side == .bid ? "bid" : "ask")),
                JSONMember(
                    "probability", .string(CanonicalJSON.shortestText(shock.probability))),
                JSONMember("ticks", .integer(shock.ticks)),
            ]
        case .mint(let change), .burn(let change):
            return [
                JSONMember("agents", change.agents.document),
                JSONMember("asset", .string(market.assets[change.asset.index])),
                JSONMember("amount", .string(change.amount.description)),
            ]
        case .halt(let instrument, let ticks, let cancelOrders):
            return [
                symbol(instrument), JSONMember("ticks", .integer(ticks)),
                JSONMember("cancel_orders", .bool(cancelOrders)),
            ]
        case .resume(let instrument):
            return [symbol(instrument)]
        case .feeChange(let instrument, let fees):
            return [
                symbol(instrument),
                JSONMember("maker_bps", .string(fees.maker.description)),
                JSONMember("taker_bps", .string(fees.taker.description)),
            ]
        case .referencePrice(let instrument, let price):
            return [symbol(instrument), JSONMember("price", .string(price.description))]
        }
    }
}
