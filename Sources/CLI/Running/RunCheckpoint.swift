import Analytics
import Foundation
import MarketModel
import Persistence
import Primitives
import Runner

/// All that has to be kept of a run between two ticks so that it goes on as if never stopped.
struct RunCheckpoint: Codable {
    let run: RunState
    /// What its report is made from.
    let figures: AnalyzerState

    /// Which form of state this program writes, and alone reads.
    static let version = "\(Catallaxy.engineVersion), form 1"
    /// The events between two checkpoints: to execute so many again takes half a second.
    static let everyEvents: Int64 = 500_000

    /// The form a store keeps.
    func snapshot() throws -> StoredSnapshot {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return StoredSnapshot(
            ticksDone: run.ticksDone, eventCount: run.eventCount, headHash: run.headHash,
            version: Self.version, state: Array(try encoder.encode(self)))
    }

    /// Reads what a store has kept.
    ///
    /// - Throws: When it is none of this plan.
    init(_ snapshot: StoredSnapshot, of plan: RunPlan) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        if let key = RunState.Prototypes.key {
            decoder.userInfo[key] = RunState.Prototypes(plan.scenario)
        }
        self = try decoder.decode(Self.self, from: Data(snapshot.state))
        guard run.eventCount == snapshot.eventCount, run.headHash == snapshot.headHash,
            run.ticksDone == snapshot.ticksDone
        else { throw SnapshotError("a state of another moment") }
    }

    init(run: RunState, figures: AnalyzerState) {
        self.run = run
        self.figures = figures
    }
}
