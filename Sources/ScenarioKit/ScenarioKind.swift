import Institutions
public import Kernel

/// What a scenario simulates.
public enum ScenarioKind: String, Hashable, Sendable, CaseIterable {
    /// Accounts with cash and assets in a continuous double auction.
    case exchange
    /// Agents with utilities on a grid.
    case economy
    /// Buyers with values and sellers with costs, in trading periods.
    case laboratory
}

/// A checked scenario of any kind.
public enum AnyScenario: Hashable, Sendable {
    /// Accounts with cash and assets in a continuous double auction.
    case exchange(ExchangeScenario)
    /// Agents with utilities on a grid.
    case economy(EconomyScenario)
    /// Buyers with values and sellers with costs, in trading periods.
    case laboratory(LaboratoryScenario)

    /// What it simulates.
    public var kind: ScenarioKind {
        switch self {
        case .exchange: .exchange
        case .economy: .economy
        case .laboratory: .laboratory
        }
    }

    /// What runs of it are called.
    public var name: String {
        switch self {
        case .exchange(let scenario): scenario.name
        case .economy(let scenario): scenario.name
        case .laboratory(let scenario): scenario.name
        }
    }
}

extension AnyScenario {
    /// How many agents there are.
    public var agentCount: Int {
        switch self {
        case .exchange(let scenario): scenario.agents.reduce(0) { $0 + $1.count }
        case .economy(let scenario): scenario.origin.agentCount
        case .laboratory(let scenario): scenario.buyers.count + scenario.sellers.count
        }
    }

    /// The way to trade, by its name in a scenario; an exchange has only one.
    public var institutionName: String {
        switch self {
        case .exchange: "double_auction"
        case .economy(let scenario): scenario.institution.name
        case .laboratory(let scenario): scenario.institution.name
        }
    }
}
