import Determinism
import Kernel
import ScenarioKit

/// A scenario of a kind that can be run.
enum RunnableScenario {
    case exchange(ExchangeScenario)
    case economy(EconomyScenario)

    /// - Throws: ``CommandFailure`` for a kind that this version reads and shows only.
    init(_ scenario: AnyScenario) throws(CommandFailure) {
        switch scenario {
        case .exchange(let scenario): self = .exchange(scenario)
        case .economy(let scenario): self = .economy(scenario)
        case .laboratory:
            throw CommandFailure(
                status: .wrongInput,
                message: "a laboratory cannot be run by this version; expected an exchange or "
                    + "an economy")
        }
    }

    var kind: ScenarioKind {
        switch self {
        case .exchange: .exchange
        case .economy: .economy
        }
    }

    var name: String {
        switch self {
        case .exchange(let scenario): scenario.name
        case .economy(let scenario): scenario.name
        }
    }

    var ticks: Int64 {
        switch self {
        case .exchange(let scenario): scenario.ticks
        case .economy(let scenario): scenario.ticks
        }
    }

    /// As `RUN_CREATED` has it, every default filled in.
    var document: JSONValue {
        switch self {
        case .exchange(let scenario): scenario.document
        case .economy(let scenario): scenario.document
        }
    }
}
