import Analytics
import Determinism
import Kernel
import MarketModel
import Primitives

/// Folds the events of a run of any kind into what is reported of it.
enum RunFigures {
    case exchange(RunAnalyzer)
    case economy(EconomyAnalyzer)
    case laboratory(LaboratoryAnalyzer)

    /// Prepares to fold a run of a scenario from its first event.
    init(_ scenario: RunnableScenario) {
        switch scenario {
        case .exchange(let scenario):
            self = .exchange(
                RunAnalyzer(market: scenario.market, ticksPerYear: scenario.ticksPerYear))
        case .economy: self = .economy(EconomyAnalyzer())
        case .laboratory: self = .laboratory(LaboratoryAnalyzer())
        }
    }

    var consumer: any EventConsumer {
        switch self {
        case .exchange(let analyzer): analyzer
        case .economy(let analyzer): analyzer
        case .laboratory(let analyzer): analyzer
        }
    }

    /// What the events so far come to.
    func outcome() -> RunOutcome {
        switch self {
        case .exchange(let analyzer): .exchange(analyzer.summary())
        case .economy(let analyzer): .economy(analyzer.summary())
        case .laboratory(let analyzer): .laboratory(analyzer.summary())
        }
    }
}

/// What a run of any kind came to.
enum RunOutcome {
    case exchange(RunSummary)
    case economy(EconomySummary)
    case laboratory(LaboratorySummary)

    func document(of record: RunRecord) -> JSONValue {
        switch self {
        case .exchange(let summary): summary.document(of: record)
        case .economy(let summary): summary.document(of: record)
        case .laboratory(let summary): summary.document(of: record)
        }
    }

    /// `SEQ:HASH`, as `verify --head` takes it.
    func head(_ record: RunRecord) -> String {
        switch self {
        case .exchange(let summary): record.head(of: summary.events)
        case .economy(let summary): record.head(of: summary.events)
        case .laboratory(let summary): record.head(of: summary.events)
        }
    }

    func lines(_ record: RunRecord) -> [RunReport.Line] {
        switch self {
        case .exchange(let summary): RunReport(summary, record).lines
        case .economy(let summary): EconomyReport(summary, record).lines
        case .laboratory(let summary): LaboratoryReport(summary, record).lines
        }
    }
}
