public import Determinism
public import MarketModel
public import Preferences
public import Primitives

/// What a recorded scenario says about measuring its economy.
public struct RecordedEconomy: Sendable {
    /// The scenario's name.
    public let name: String
    /// How money enters utility.
    public let terms: MoneyTerms
    /// Whether agents learn what money is worth; their utility is that of goods then.
    public let learnsValueOfMoney: Bool
    /// Whether local markets take part in trade.
    public let hasMarkets: Bool
    /// Whether an auctioneer moves agents to what they demand.
    public let hasAuctioneer: Bool
    /// What the house's pools start with, in the order of the scenario.
    public let pools: [GoodsBundle]
    /// The mode of tick 0, of which no event tells.
    public let firstMode: EconomyMode

    private let offsets: JSONValue?

    /// Reads a scenario as `RUN_CREATED` carries it; what is missing has its default.
    public init(_ scenario: JSONValue) {
        let params = scenario["params"]
        func word(_ key: String) -> String { params?[key]?.stringValue ?? "" }
        let mode = MoneyMode(rawValue: word("money_mode")) ?? .quasilinear
        let regime = word("exchange_regime")
        name = scenario["name"]?.stringValue ?? ""
        terms = MoneyTerms(
            scale: max(1, params?["money_scale"]?.integerValue ?? 1),
            form: MoneyForm(rawValue: word("money_utility_form")) ?? .linear, mode: mode,
            epsilon: RecordedReal.number(word("epsilon")) ?? 1e-12)
        learnsValueOfMoney = mode == .kktLambda && regime != "barter_only"
        let institution = scenario["institution"]?["name"]?.stringValue
        hasAuctioneer = institution == "walrasian"
        hasMarkets = institution != nil && institution != "bilateral"
        let endowments = scenario["institution"]?["params"]?["pool"]?.arrayValue ?? []
        pools = endowments.map { pool in
            func count(_ key: String) -> Int64 { pool[key]?.integerValue ?? 0 }
            return GoodsBundle(a: count("A"), b: count("B"), money: count("M"))
        }
        firstMode = Self.firstMode(scenario["mode_schedule"])
        offsets =
            scenario["agents"]?.arrayValue == nil
            ? scenario["initial_inventories"]?["M_0"]
            : .array((scenario["agents"]?.arrayValue ?? []).map { $0["M_0"] ?? "0" })
    }

    /// What is added to an agent's money in the logarithm, in major units.
    func moneyOffset(of agent: AgentID) -> Double {
        let entries = offsets?.arrayValue
        let value = entries.map { agent.index < $0.count ? $0[agent.index] : .null } ?? offsets
        return value?.stringValue.flatMap(RecordedReal.number) ?? 0
    }

    private static func firstMode(_ schedule: JSONValue?) -> EconomyMode {
        if let start = schedule?["start_mode"]?.stringValue {
            return EconomyMode(rawValue: start) ?? .both
        }
        for entry in schedule?.arrayValue ?? [] {
            guard let parts = entry.arrayValue, parts.count == 3, parts[0].integerValue == 0
            else { continue }
            return parts[2].stringValue.flatMap(EconomyMode.init) ?? .both
        }
        return .both
    }
}
