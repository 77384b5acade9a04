import Determinism
import MarketModel
public import Primitives

/// Checks a record from its bytes alone, event by event: the chain, the form of every event,
/// and by the ``Auditor`` whether each follows from those before it.
///
/// A hash is recomputed from the text as it stands; nothing is encoded anew. What is traded is
/// read from the `RUN_CREATED` at the beginning. Events of types that this version does not
/// know count for the chain and are not audited. The first finding ends it, for what follows
/// would be noise. Whatever the bytes are, it never traps.
///
/// It keeps what the auditor keeps, which is every order ever placed, and no event.
public struct RecordVerifier: ~Copyable {
    /// The number of events that hold.
    public private(set) var count: Int64 = 0
    /// The number of those whose type this version does not know.
    public private(set) var unknownCount: Int64 = 0
    /// The tick of the last event.
    public private(set) var tick = Tick(0)
    /// What was found, if anything.
    public internal(set) var finding: RecordFinding?
    /// Whether there are remote agents, so that the run may have been left with a tick open.
    public var hasRemoteAgents: Bool { auditor.agents.contains { !$0.isBot } }
    /// Whether the record ends within a tick.
    public var isTickOpen: Bool { auditor.phase == .actions }
    /// Whether `RUN_STOPPED` has closed the run; it may be paused otherwise, or cut off.
    public private(set) var isClosed = false

    /// A number and a hash that are known from elsewhere; see ``finish()``.
    private let head: RecordHead?
    private var hasMetHead = false
    /// Both know nothing before the first event has said what is traded.
    private var decoder = EventDecoder(MarketDescription(assets: [], instruments: []))
    var auditor = Auditor(market: MarketDescription(assets: [], instruments: []))
    /// Takes the other one's place in the record of an economy.
    var economyAuditor: EconomyAuditor?
    /// Takes it in the record of a laboratory.
    var laboratoryAuditor: LaboratoryAuditor?
    var hasher = SHA256Hasher()
    var writer = ByteWriter()
    /// The hashes of a row that has them as bytes, in hexadecimal.
    let rowHashes: UnsafeMutablePointer<UInt8>
    /// The 16 digits of the run's name, once known.
    var runID: [UInt8]
    /// The hash of the last event, and behind it room for the next.
    let hashes: UnsafeMutablePointer<UInt8>

    /// Starts before the first event.
    ///
    /// - Parameters:
    ///   - runID: The run that the events have to belong to; by default that of the first.
    ///   - head: An event that the record has to hold, if one is known.
    public init(runID: String? = nil, head: RecordHead? = nil) {
        self.runID = runID.map { Array($0.utf8) } ?? []
        self.head = head
        hashes = .allocate(capacity: 2 * SHA256Hasher.hexCount)
        hashes.initialize(repeating: UInt8(ascii: "0"), count: 2 * SHA256Hasher.hexCount)
        rowHashes = .allocate(capacity: 2 * SHA256Hasher.hexCount)
        rowHashes.initialize(repeating: UInt8(ascii: "0"), count: 2 * SHA256Hasher.hexCount)
    }

    deinit {
        hashes.deallocate()
        rowHashes.deallocate()
    }

    /// The last event that holds; `nil` before the first.
    public var lastHead: RecordHead? {
        RecordHead(sequence: count - 1, hash: count == 0 ? "" : Excerpt.of(previous))
    }

    /// Checks the next line of a JSONL file.
    ///
    /// - Parameter line: Without its newline.
    /// - Throws: The first thing that is wrong; the same again for whatever follows it.
    public mutating func check(line: UnsafeRawBufferPointer) throws(RecordFinding) {
        if let finding { throw finding }
        do throws(RecordFinding) {
            guard let parts = RecordedLine(line) else {
                throw RecordFinding.malformed(line, at: count)
            }
            if runID.isEmpty { runID = Array(parts.runID) }
            if !runID.withUnsafeBytes({ Self.areSame($0, parts.runID) }) {
                let name = String(decoding: runID, as: UTF8.self)
                throw wrong(.chain, "run_id \(name)", Excerpt.of(parts.runID))
            }
            hasher.hash("{", parts.hashed, hexInto: hashes + SHA256Hasher.hexCount)
            _ = try follow(parts.row)
        } catch {
            finding = error
            throw error
        }
    }

    /// Says whether the record may end here: between two ticks, the known head passed.
    ///
    /// That its tail is missing cannot show otherwise; see ``isClosed``.
    ///
    /// - Parameter mayLeaveTickOpen: Whether it may end within a tick too, before the bots act,
    ///   as that of a run that is served.
    /// - Throws: What had to follow.
    public mutating func finish(mayLeaveTickOpen: Bool = false) throws(RecordFinding) {
        if let finding { throw finding }
        do throws(RecordFinding) {
            if count == 0 { throw wrong(.malformed, "RUN_CREATED", "the end of the record") }
            if let head, !hasMetHead {
                throw wrong(.chain, "the event \(head)", "the end of the record")
            }
            try auditEnd(mayLeaveTickOpen: mayLeaveTickOpen)
        } catch {
            finding = error
            throw error
        }
    }

    private var previous: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: hashes, count: SHA256Hasher.hexCount)
    }

    private var computed: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: hashes + SHA256Hasher.hexCount, count: SHA256Hasher.hexCount)
    }

    func wrong(
        _ cause: RecordFinding.Cause, _ expected: String, _ found: String
    ) -> RecordFinding {
        RecordFinding(sequence: count, cause: cause, expected: expected, found: found)
    }
}

// One event: its place in the chain, then its meaning.
extension RecordVerifier {
    /// Follows an event whose hash has been computed.
    mutating func follow(_ row: RecordedRow) throws(RecordFinding) -> Event? {
        try checkChain(row)
        if count == 0 { try begin(row) }
        let event = try decode(row)
        if let event {
            try audit(event, in: Tick(row.tick))
            if case .runStopped = event { isClosed = true }
        } else {
            unknownCount += 1
        }
        hashes.update(from: hashes + SHA256Hasher.hexCount, count: SHA256Hasher.hexCount)
        tick = Tick(row.tick)
        count += 1
        return event
    }

    @inline(__always)
    private mutating func checkChain(_ row: RecordedRow) throws(RecordFinding) {
        if row.sequence != count {
            throw wrong(.chain, "event_seq \(count)", "\(row.sequence)")
        }
        let isLinked =
            count == 0
            ? row.previous.elementsEqual("GENESIS".utf8) : Self.areSame(row.previous, previous)
        if !isLinked {
            let due = count == 0 ? "GENESIS" : Excerpt.of(previous)
            throw wrong(.chain, "prev_hash \(due)", Excerpt.of(row.previous))
        }
        if !Self.areSame(row.hash, computed) {
            throw wrong(.chain, "event_hash \(Excerpt.of(computed))", Excerpt.of(row.hash))
        }
        if row.tick < tick.index {
            throw wrong(.chain, "tick_id \(tick.index) or later", "\(row.tick)")
        }
        if let head, head.sequence == count {
            guard computed.elementsEqual(head.hash.utf8) else {
                throw wrong(.chain, "the event \(head)", Excerpt.of(computed))
            }
            hasMetHead = true
        }
    }

    @inline(__always)
    private static func areSame(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
    ) -> Bool {
        guard left.count == right.count, let one = left.baseAddress,
            let other = right.baseAddress
        else { return false }
        return ByteReader.areSame(one, other, left.count)
    }

    /// Learns from the first event what the record is about.
    private mutating func begin(_ row: RecordedRow) throws(RecordFinding) {
        let origin = try origin(of: row)
        let name = RunIdentity.runID(of: origin)
        if !name.utf8.elementsEqual(runID) {
            let found = String(decoding: runID, as: UTF8.self)
            throw wrong(.chain, "run_id \(name), as scenario and seed give it", found)
        }
        do {
            let market = try MarketDescription(recordedIn: origin.scenario)
            decoder = EventDecoder(market)
            auditor = Auditor(market: market)
            if origin.scenario["kind"]?.stringValue == "economy" {
                economyAuditor = EconomyAuditor()
            }
            if origin.scenario["kind"]?.stringValue == "laboratory" {
                laboratoryAuditor = LaboratoryAuditor()
            }
        } catch {
            throw RecordFinding(error, at: count)
        }
    }

    func origin(of row: RecordedRow) throws(RecordFinding) -> RunCreated {
        guard RecordedType(row.type) == .runCreated else {
            throw wrong(.audit(.eventOrder), "RUN_CREATED", Excerpt.of(row.type))
        }
        do {
            return try PayloadDecoder.origin(of: PayloadDecoder.canonical(row.payload))
        } catch {
            throw RecordFinding(error, at: count)
        }
    }

    @inline(__always)
    private func decode(_ row: RecordedRow) throws(RecordFinding) -> Event? {
        do {
            return try decoder.decode(type: row.type, payload: row.payload)
        } catch {
            throw RecordFinding(error, at: count)
        }
    }
}
