public import Analytics
public import Determinism
public import MarketModel

/// Folds the events of a run into what a page about it shows, as one JSON document.
///
/// A model knows events and nothing else; live or read back from a store, the same events give
/// the same bytes. The document's fields are described in `Looking-at-markets`.
public protocol ReportModel: EventConsumer {
    /// What the events so far come to.
    ///
    /// - Parameter record: The run's name and the head of its chain; what only one execution
    ///   knows, its wall time and its place in a store, is left out.
    func document(of record: RunRecord) -> JSONValue
}

/// What all kinds of documents have in common.
enum ModelHead {
    /// The version of the documents' meaning.
    static let version: Int64 = 1

    /// The first members of a document: what run it is of.
    static func members(
        kind: String, name: String, description: String?, seed: UInt32, ticks: Int64,
        events: Int64, end: String, _ record: RunRecord
    ) -> [JSONMember] {
        let hash = record.finalEventHash
        let run: JSONValue = [
            "run_id": .string(record.runID), "name": .string(name),
            "description": description.map { .string($0) } ?? .null,
            "seed": .integer(Int64(seed)), "ticks": .integer(ticks),
            "events": .integer(events), "end": .string(end),
            "final_event_hash": hash.isEmpty ? .null : .string(hash),
            "head": events == 0 ? .null : .string("\(events - 1):\(hash)"),
        ]
        return [
            JSONMember("model", .integer(version)), JSONMember("kind", .string(kind)),
            JSONMember("run", run),
        ]
    }

    /// A count with the word for what is counted: `1 trade`, `1,234 trades`.
    static func counted(_ count: Int64, _ word: String) -> String {
        "\(Numeral.count(count)) \(word)\(count == 1 ? "" : "s")"
    }

    /// How a run ended, in words; one that has not is paused, or goes on under the reader's eyes.
    static func end(_ reason: RunStopReason?, ticks: Int64, unit: String = "tick") -> String {
        let count = counted(ticks, unit)
        return switch reason {
        case nil: "\(count) so far"
        case .completed: "completed, \(count)"
        case .allBankrupt: "nobody left after \(count)"
        case .requested: "ended on request after \(count)"
        }
    }
}
