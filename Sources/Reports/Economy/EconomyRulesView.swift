import Analytics
import Determinism
import Institutions
import MarketModel
import Preferences
import Primitives

/// What a page says and needs of an economy's rules, with what branches have changed since.
struct EconomyRulesView {
    private var scenario: JSONValue
    /// Cells along each side of the grid.
    let gridSize: Int

    init(_ scenario: JSONValue = .null) {
        self.scenario = scenario
        gridSize = Int(min(max(1, scenario["N"]?.integerValue ?? 1), 10_000))
    }

    mutating func follow(_ branch: RunBranched) {
        if let changed = scenario.replacing(branch.path, with: branch.value) { scenario = changed }
    }

    /// By how much quotes lie apart from reservation prices.
    var spread: Double {
        scenario["params"]?["spread"]?.stringValue.flatMap(RecordedReal.number) ?? 0
    }

    var regime: ExchangeRegime {
        scenario["params"]?["exchange_regime"]?.stringValue.flatMap(ExchangeRegime.init)
            ?? .barterOnly
    }

    /// What may be exchanged for what, where the gate of a gated regime is open.
    var pairs: [ExchangePair] {
        let kinds = PairKinds(regime, gateIsOpen: true)
        return (kinds.allowsBarter ? [.aForB] : [])
            + (kinds.allowsMoney ? [.aForMoney, .bForMoney] : [])
    }

    var hasMoney: Bool { regime != .barterOnly }

    var institution: String { scenario["institution"]?["name"]?.stringValue ?? "bilateral" }

    var learnsValueOfMoney: Bool { hasMoney && word("money_mode") == "kkt_lambda" }

    private func word(_ key: String) -> String { scenario["params"]?[key]?.stringValue ?? "" }

    var document: JSONValue {
        [
            "grid": .integer(Int64(gridSize)), "regime": .string(regime.rawValue),
            "pairs": .array(pairs.map { .string($0.rawValue) }),
            "institution": .string(institution), "has_money": .bool(hasMoney),
            "learns_lambda": .bool(learnsValueOfMoney),
            "money_scale": .integer(max(1, scenario["params"]?["money_scale"]?.integerValue ?? 1)),
            "money_form": .string(word("money_utility_form")),
            "interaction_radius": .integer(
                scenario["params"]?["interaction_radius"]?.integerValue ?? 1),
        ]
    }
}
