import Determinism
import Kernel
import ScenarioKit

/// A scenario of a kind that can be run: of every kind.
enum RunnableScenario {
    case exchange(ExchangeScenario)
    case economy(EconomyScenario)
    case laboratory(LaboratoryScenario)

    init(_ scenario: AnyScenario) {
        switch scenario {
        case .exchange(let scenario): self = .exchange(scenario)
        case .economy(let scenario): self = .economy(scenario)
        case .laboratory(let scenario): self = .laboratory(scenario)
        }
    }

    var kind: ScenarioKind {
        switch self {
        case .exchange: .exchange
        case .economy: .economy
        case .laboratory: .laboratory
        }
    }

    var name: String {
        switch self {
        case .exchange(let scenario): scenario.name
        case .economy(let scenario): scenario.name
        case .laboratory(let scenario): scenario.name
        }
    }

    var ticks: Int64 {
        switch self {
        case .exchange(let scenario): scenario.ticks
        case .economy(let scenario): scenario.ticks
        case .laboratory(let scenario): scenario.periods
        }
    }

    /// As `RUN_CREATED` has it, every default filled in.
    var document: JSONValue {
        switch self {
        case .exchange(let scenario): scenario.document
        case .economy(let scenario): scenario.document
        case .laboratory(let scenario): scenario.document
        }
    }
}
