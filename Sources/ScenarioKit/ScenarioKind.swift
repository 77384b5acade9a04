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

    /// What it simulates.
    public var kind: ScenarioKind {
        switch self {
        case .exchange: .exchange
        case .economy: .economy
        }
    }

    /// What runs of it are called.
    public var name: String {
        switch self {
        case .exchange(let scenario): scenario.name
        case .economy(let scenario): scenario.name
        }
    }
}
