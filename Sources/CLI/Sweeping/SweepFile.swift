import Analytics
import Determinism
import Persistence
import Sweeping

/// The results file of a sweep, or of a part of one.
struct SweepFile {
    let store: ResultsStore
    let plan: SweepPlan
    let shard: SweepShard

    /// Opens or makes a file to write the results of a plan into.
    init(writing path: String, _ plan: SweepPlan, _ shard: SweepShard, resumes: Bool) throws {
        self.plan = plan
        self.shard = shard
        store = try ResultsStore(
            writing: path, Self.origin(plan, shard), resumes: resumes)
    }

    /// Opens a file to read it.
    init(reading path: String) throws {
        store = try ResultsStore(reading: path)
        (plan, shard) = try Self.plan(of: store)
    }

    /// The plan a file has results of, and the part.
    static func plan(of store: ResultsStore) throws -> (SweepPlan, SweepShard) {
        let origin = store.origin
        guard let document = try? JSONParser.parse(Array(origin.plan.utf8)),
            let plan = SweepPlan(document), plan.planID == origin.planID
        else {
            throw CommandFailure(
                status: .recordWrong,
                message: "\(store.path): its plan cannot be read, or is not plan "
                    + origin.planID)
        }
        guard let shard = SweepShard(checking: origin.shard, of: origin.shards) else {
            throw CommandFailure(
                status: .recordWrong,
                message: "\(store.path): there is no part \(origin.shard) of \(origin.shards)")
        }
        return (plan, shard)
    }

    static func origin(_ plan: SweepPlan, _ shard: SweepShard) -> ResultsStore.Origin {
        ResultsStore.Origin(
            planID: plan.planID, plan: CanonicalJSON.text(plan.document), shard: shard.index,
            shards: shard.count, engineVersion: Catallaxy.engineVersion)
    }

    /// How many runs it is to have.
    var expectedRuns: Int { shard.runCount(of: plan.runCount) }

    /// The hash of everything in it, in the order of the plan.
    func contentHash() throws -> String {
        var hash = ContentHash(plan: store.origin.plan)
        try store.forEachResult { hash.add($0) }
        return hash.hex()
    }
}
