import Determinism
import Institutions
import MarketModel
import Preferences
import Primitives

/// The rules of an economy as its record tells them, with what branches have changed since.
struct RecordedRules {
    private(set) var parameters: EconomyParameters
    private(set) var search: SearchProtocol
    private(set) var bargaining: RecordedBargaining
    /// Cells along each side of the grid; at least 1.
    let gridSize: Int

    private var scenario: JSONValue

    /// Reads a scenario as `RUN_CREATED` carries it; what is missing has its default.
    init(_ scenario: JSONValue) {
        self.scenario = scenario
        gridSize = Int(min(max(1, scenario["N"]?.integerValue ?? 1), Self.greatestGridSize))
        parameters = EconomyParameters(recordedIn: scenario["params"])
        search = Self.search(scenario)
        bargaining = RecordedBargaining(scenario["bargaining_protocol"])
    }

    /// As of a scenario; a record of a later version is no reason to run out of memory.
    private static let greatestGridSize: Int64 = 10_000

    /// Lets a branch take effect.
    mutating func follow(_ branch: RunBranched) {
        guard let changed = scenario.replacing(branch.path, with: branch.value) else { return }
        scenario = changed
        parameters = EconomyParameters(recordedIn: changed["params"])
        search = Self.search(changed)
        bargaining = RecordedBargaining(changed["bargaining_protocol"])
    }

    private static func search(_ scenario: JSONValue) -> SearchProtocol {
        scenario["search_protocol"]?["name"]?.stringValue.flatMap(SearchProtocol.init)
            ?? .distanceDiscounted
    }
}

/// Which blocks a bargaining protocol looks at.
struct RecordedBargaining {
    /// Whether it goes on to the next kind of exchange when one has a block for both.
    let ranksKinds: Bool
    /// Whether its first feasible kind ends it where a regime has no ranking.
    let isCompensating: Bool
    let enumeration: Enumeration

    init(_ document: JSONValue?) {
        let options = document?["params"]
        isCompensating = document?["name"]?.stringValue.map { $0 == "compensating_block" } ?? true
        ranksKinds = options?["rank_by_surplus"]?.boolValue ?? false
        enumeration =
            options?["enumerate"]?.stringValue.flatMap(Enumeration.init) ?? .block
    }

    /// The kinds of exchange it looks at, in its order.
    func order(_ kinds: PairKinds, under regime: ExchangeRegime) -> [ExchangePair] {
        isCompensating && !takesFirst(under: regime)
            ? kinds.pairs.filter { $0 != .aForB } + kinds.pairs.filter { $0 == .aForB }
            : kinds.pairs
    }

    /// Whether the first kind that has a block for both ends the negotiation.
    func takesFirst(under regime: ExchangeRegime) -> Bool {
        switch regime {
        case .barterOnly, .moneyOnly: isCompensating && !ranksKinds
        case .mixed, .mixedLiquidityGated: false
        }
    }
}

extension EconomyParameters {
    /// Reads `params` as a record has them, as far as they decide what agents quote and see.
    init(recordedIn document: JSONValue?) {
        self.init()
        func real(_ key: String, or value: Double) -> Double {
            document?[key]?.stringValue.flatMap(RecordedReal.number) ?? value
        }
        func word(_ key: String) -> String { document?[key]?.stringValue ?? "" }
        func count(_ key: String, or value: Int) -> Int {
            document?[key]?.integerValue.map { Int(max(0, $0)) } ?? value
        }
        spread = real("spread", or: spread)
        greatestBlock = document?["dA_max"]?.integerValue ?? greatestBlock
        executionMode = ExecutionMode(rawValue: word("trade_execution_mode")) ?? executionMode
        visionRadius = count("vision_radius", or: visionRadius)
        epsilon = real("epsilon", or: epsilon)
        beta = real("beta", or: beta)
        regime = ExchangeRegime(rawValue: word("exchange_regime")) ?? regime
        moneyMode = MoneyMode(rawValue: word("money_mode")) ?? moneyMode
        moneyForm = MoneyForm(rawValue: word("money_utility_form")) ?? moneyForm
        moneyScale = max(1, document?["money_scale"]?.integerValue ?? moneyScale)
        lambdaUpdateRate = real("lambda_update_rate", or: lambdaUpdateRate)
        let bounds = document?["lambda_bounds"]
        lambdaMin = bounds?["lambda_min"]?.stringValue.flatMap(RecordedReal.number) ?? lambdaMin
        lambdaMax = bounds?["lambda_max"]?.stringValue.flatMap(RecordedReal.number) ?? lambdaMax
        gateMinQuotes = document?["liquidity_gate"]?["min_quotes"]?.integerValue ?? gateMinQuotes
        logsPreferences = document?["log_preferences"]?.boolValue ?? logsPreferences
    }
}
