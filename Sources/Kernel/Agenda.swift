import MarketModel
import Primitives

/// What is due when: the scenario's events, and the ends of the halts among them.
struct Agenda {
    /// An event with its place in the file.
    struct Due {
        var place: Int
        var event: ScenarioEvent
    }

    /// By tick, then place in the file.
    private var planned: [(tick: Int64, place: Int, event: ScenarioEvent)]
    private var next = 0
    /// Per instrument: the tick in whose opening it resumes, and the halt that said so.
    private var resumes: [PlannedResume?]

    init(_ events: [PlannedEvent], instruments: Int) {
        planned = events.enumerated().map { ($1.tick.index, $0, $1.event) }
        planned.sort { ($0.tick, $0.place) < ($1.tick, $1.place) }
        resumes = Array(repeating: nil, count: instruments)
    }

    /// The events due in a tick, in file order; a halt's end counts as its halt's place.
    ///
    /// A halt may move its instrument's end further away, so the caller asks
    /// ``takeResume(of:in:)`` before it applies a resumption.
    mutating func takeDue(in tick: Tick) -> [Due] {
        var due: [Due] = []
        for (index, resume) in resumes.enumerated() {
            if let resume, resume.tick == tick.index {
                due.append(
                    Due(place: resume.place, event: .resume(instrument: InstrumentID(index))))
            }
        }
        while next < planned.count, planned[next].tick <= tick.index {
            if planned[next].tick == tick.index {
                due.append(Due(place: planned[next].place, event: planned[next].event))
            }
            next += 1
        }
        due.sort { $0.place < $1.place }
        return due
    }

    /// Notes when a halt ends; halts of one instrument that overlap end together.
    mutating func planResume(
        of instrument: InstrumentID, in tick: Tick, place: Int
    ) {
        if let known = resumes[instrument.index], known.tick >= tick.index { return }
        resumes[instrument.index] = PlannedResume(tick: tick.index, place: place)
    }

    /// What is done, and which halts are on.
    var state: AgendaState { AgendaState(next: next, resumes: resumes) }

    /// Goes on from a state of the same plan.
    mutating func restore(_ state: AgendaState) throws(SnapshotError) {
        guard (0...planned.count).contains(state.next), state.resumes.count == resumes.count
        else { throw SnapshotError("an agenda of other events") }
        next = state.next
        resumes = state.resumes
    }

    /// Whether an instrument's halt ends in this tick; forgets it if so.
    mutating func takeResume(of instrument: InstrumentID, in tick: Tick) -> Bool {
        guard resumes[instrument.index]?.tick == tick.index else { return false }
        resumes[instrument.index] = nil
        return true
    }
}
