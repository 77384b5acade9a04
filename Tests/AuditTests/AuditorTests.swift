import Fuzzing
import History
import MarketModel
import Primitives
import Testing

/// The records of random runs, and what the auditor says of them.
enum Audited {
    static func finding(in record: Record, of market: MarketDescription) -> AuditFinding? {
        var auditor = Auditor(market: market)
        do throws(AuditFinding) {
            for (event, tick) in record { try auditor.audit(event, in: tick) }
            try auditor.finish()
            return nil
        } catch {
            return error
        }
    }

    /// Short records in which, between them, every kind of event occurs.
    static let records = seeds.map { seed in
        (seed: seed, run: ExchangeFuzz.events(seed: seed))
    }

    private static let seeds: [UInt32] = [
        4, 18, 19, 36, 44, 45, 70, 117, 127, 128, 139, 140, 141, 174, 200, 207, 238, 255,
    ]
}

@Suite("The auditor")
struct AuditorTests {
    @Test("finds nothing in a valid record")
    func validRecords() {
        for (seed, run) in Audited.records {
            let finding = Audited.finding(in: run.events, of: run.market)
            #expect(finding == nil, "catallaxy fuzz exchange --seeds \(seed)..\(seed)")
        }
    }

    @Test("finds what was spoilt", arguments: Mutation.all)
    func mutation(mutation: Mutation) {
        var found = 0
        for (seed, run) in Audited.records where found < 5 {
            var record = run.events
            guard mutation.apply(&record) else { continue }
            found += 1
            let finding = Audited.finding(in: record, of: run.market)
            #expect(
                finding != nil,
                "\(mutation): missed in catallaxy fuzz exchange --seeds \(seed)..\(seed)")
        }
        #expect(found > 0, "no record suits: \(mutation)")
    }

    @Test("a record that ends within a tick is not whole")
    func cutRecord() throws {
        let run = try #require(Audited.records.first { $0.run.events.count > 200 }).run
        let end = try #require(
            run.events.lastIndex {
                if case .tickEnded = $0.event { true } else { false }
            })
        #expect(Audited.finding(in: Array(run.events[..<end]), of: run.market) != nil)
        #expect(Audited.finding(in: Array(run.events[...end]), of: run.market) == nil)
    }

    @Test("the first finding ends the audit, and is given again for what follows")
    func firstFinding() throws {
        let run = try #require(Audited.records.first).run
        var auditor = Auditor(market: run.market)
        #expect(throws: AuditFinding.self) {
            try auditor.audit(.tickStarted, in: Tick(0))
        }
        let finding = try #require(auditor.finding)
        #expect(throws: finding) { try auditor.audit(.runStarted, in: Tick(0)) }
        #expect(auditor.eventCount == 0)
    }
}
