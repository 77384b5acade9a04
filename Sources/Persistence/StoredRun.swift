import GRDB

/// Where a run stands.
public enum RunStatus: String, Hashable, Sendable, CaseIterable {
    /// Nothing has happened yet.
    case created
    /// A process drives it, or did until it died.
    case running
    /// Stopped between two ticks, to be continued.
    case paused
    /// Over for good.
    case completed
}

/// What a run is made from.
public struct NewRun: Hashable, Sendable {
    /// The name that scenario and seed give it: 16 hexadecimal digits.
    public var runID: String
    /// The scenario's text, from which the run can be made again.
    public var scenario: String
    /// The scenario's name.
    public var name: String
    /// The kind of world: `exchange`.
    public var kind: String
    /// The seed of its random streams.
    public var seed: UInt32
    /// How many ticks it is to have.
    public var ticks: Int64
    /// The version of the program.
    public var engineVersion: String

    /// Describes a run to be kept.
    public init(
        runID: String, scenario: String, name: String, kind: String, seed: UInt32,
        ticks: Int64, engineVersion: String
    ) {
        self.runID = runID
        self.scenario = scenario
        self.name = name
        self.kind = kind
        self.seed = seed
        self.ticks = ticks
        self.engineVersion = engineVersion
    }
}

/// A run as its row has it.
public struct StoredRun: Hashable, Sendable {
    /// Its number in the store, from 1.
    public let run: Int64
    /// What it was made from.
    public let origin: NewRun
    /// The SHA-256 of the scenario's text, in hexadecimal.
    public let scenarioHash: String
    /// Where it stands.
    public let status: RunStatus
    /// How many of its ticks are stored.
    public let ticksDone: Int64
    /// How many of its events are stored.
    public let eventCount: Int64
    /// The hash of the last of them in hexadecimal; empty before the first.
    public let headHash: String
    /// How many events the derived tables cover.
    public let derivedCount: Int64
    /// The tick that was open at the last commit, if one was: only while a run is served are
    /// there commits within ticks.
    public let openTick: Int64?
    /// When it was created, in UTC.
    public let createdAt: String
    /// When its row last changed but for the counters, in UTC.
    public let changedAt: String
    /// Which process wrote it last and did not say that it was done.
    let writerPID: Int32?

    /// The name of the run by its scenario and seed.
    public var runID: String { origin.runID }
    /// The ids of its events.
    var eventIDs: ClosedRange<Int64> { EventRowID.range(of: run) }
}

extension StoredRun {
    /// Reads a row of `runs`, which may be damaged.
    init(row: Row) throws {
        func field<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
            try row.field(column, of: "runs")
        }
        guard let known = RunStatus(rawValue: try field("status")) else {
            throw Row.damage("status", of: "runs")
        }
        run = try field("run")
        origin = NewRun(
            runID: try field("run_id"), scenario: try field("scenario"),
            name: try field("name"), kind: try field("kind"), seed: try field("seed"),
            ticks: try field("ticks"), engineVersion: try field("engine_version"))
        scenarioHash = try field("scenario_hash")
        status = known
        ticksDone = try field("ticks_done")
        eventCount = try field("event_count")
        headHash = try field("head_hash")
        derivedCount = try field("derived_count")
        openTick = try row.optionalField("open_tick", of: "runs")
        createdAt = try field("created_at")
        changedAt = try field("changed_at")
        writerPID = try row.optionalField("writer_pid", of: "runs")
    }
}

/// The rowid of an event: its run's number, then its own.
enum EventRowID {
    static let sequenceBits: Int64 = 40
    static let greatestSequence: Int64 = 1 << sequenceBits - 1

    static func make(_ run: Int64, _ sequence: Int64) -> Int64 { run << sequenceBits | sequence }
    static func sequence(_ id: Int64) -> Int64 { id & greatestSequence }
    static func range(of run: Int64) -> ClosedRange<Int64> {
        make(run, 0)...make(run, greatestSequence)
    }
}
