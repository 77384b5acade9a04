import Determinism
import MarketModel
import Primitives

/// Reads what the scenario of a `RUN_CREATED` has to hold.
struct RecordedScenario {
    let document: JSONValue

    init(_ document: JSONValue) { self.document = document }

    private func value(_ key: String) throws(AuditFinding) -> JSONValue {
        guard let value = document[key] else { throw .scenario("a field '\(key)'", "none") }
        return value
    }

    private func wrong(_ key: String, _ kind: String) -> AuditFinding {
        .scenario("\(kind) in '\(key)'", document[key].map(Excerpt.of) ?? "nothing")
    }

    func child(_ key: String) throws(AuditFinding) -> RecordedScenario {
        RecordedScenario(try value(key))
    }

    func children(_ key: String) throws(AuditFinding) -> [RecordedScenario] {
        guard let entries = try value(key).arrayValue else { throw wrong(key, "a list") }
        return entries.map { RecordedScenario($0) }
    }

    func text(_ key: String) throws(AuditFinding) -> String {
        guard let text = try value(key).stringValue else { throw wrong(key, "a text") }
        return text
    }

    func optionalText(_ key: String) -> String? { document[key]?.stringValue }

    func integer(_ key: String, atMost most: Int64) throws(AuditFinding) -> Int64 {
        guard let integer = try value(key).integerValue, integer >= 0, integer <= most else {
            throw wrong(key, "a count of at most \(most)")
        }
        return integer
    }

    func bool(_ key: String) throws(AuditFinding) -> Bool {
        guard let truth = try value(key).boolValue else { throw wrong(key, "true or false") }
        return truth
    }

    func amount(_ key: String) throws(AuditFinding) -> Amount {
        do {
            return try Amount(parsing: try text(key))
        } catch {
            throw wrong(key, "an amount")
        }
    }

    /// An amount of an asset that an agent may have.
    func holding(_ key: String) throws(AuditFinding) -> Amount {
        let amount = try amount(key)
        guard amount >= .zero, amount <= RecordLimits.supply else {
            throw wrong(key, "0 to \(RecordLimits.supply)")
        }
        return amount
    }

    /// A price, a quantity or an increment of one.
    func size(_ key: String) throws(AuditFinding) -> Amount {
        let amount = try amount(key)
        guard amount > .zero, amount <= Instrument.greatestBound else {
            throw wrong(key, "more than 0, at most \(Instrument.greatestBound)")
        }
        return amount
    }

    /// The numbers of a planned event, as far as it has them.
    func checkPlan() throws(AuditFinding) {
        if document["amount"] != nil { _ = try holding("amount") }
        if document["price"] != nil { _ = try size("price") }
        if document["ticks"] != nil { _ = try integer("ticks", atMost: RecordLimits.ticks) }
    }

    /// A rate from nothing to all.
    func share(_ key: String) throws(AuditFinding) -> Int64 {
        let rate = try rate(key)
        if rate < 0 { throw wrong(key, "no rate below 0") }
        return rate
    }

    /// A rate in units of 10⁻⁴ basis points.
    func rate(_ key: String) throws(AuditFinding) -> Int64 {
        let units = try amount(key).units
        guard units % 10_000 == 0, units.magnitude <= 1_000_000_000_000 else {
            throw wrong(key, "a rate")
        }
        return Int64(units / 10_000)
    }

    func real(_ key: String) throws(AuditFinding) -> Double {
        guard let value = Double(try text(key)) else { throw wrong(key, "a real number") }
        return value
    }

    func choice<Choice: RawRepresentable<String>>(
        _ key: String
    ) throws(AuditFinding) -> Choice {
        guard let choice = Choice(rawValue: try text(key)) else {
            throw wrong(key, "a known word")
        }
        return choice
    }
}

extension AuditFinding {
    static func scenario(_ expected: String, _ found: String) -> AuditFinding {
        AuditFinding(
            sequence: 0, tick: Tick(0), rule: .scenario, expected: expected, found: found)
    }
}
