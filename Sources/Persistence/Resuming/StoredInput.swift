public import Determinism
import GRDB
import Primitives

/// Something a run was told from outside, which running it again cannot find out.
public struct StoredInput: Hashable, Sendable {
    /// In which order it was received, from 0.
    public var receiveSequence: Int64
    /// The number of the tick in which it took effect.
    public var tick: Int64
    /// Who said it; `nil` for the operator.
    public var agent: Int64?
    /// What.
    public var action: JSONValue

    /// Describes an input.
    public init(receiveSequence: Int64, tick: Int64, agent: Int64?, action: JSONValue) {
        self.receiveSequence = receiveSequence
        self.tick = tick
        self.agent = agent
        self.action = action
    }
}

extension RunStore {
    /// The inputs of a run in the order in which they were received.
    public func inputs(of run: StoredRun) throws(StoreError) -> [StoredInput] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM inputs WHERE run = ? ORDER BY receive_seq",
                arguments: [run.run]
            ).map { row in
                let text: String = try row.field("action", of: "inputs")
                guard let action = try? JSONParser.parse(Array(text.utf8)) else {
                    throw Row.damage("action", of: "inputs")
                }
                return StoredInput(
                    receiveSequence: try row.field("receive_seq", of: "inputs"),
                    tick: try row.field("tick", of: "inputs"),
                    agent: try row.optionalField("agent", of: "inputs"), action: action)
            }
        }
    }

    static func insert(
        _ inputs: [StoredInput], of run: Int64, into database: Database
    ) throws {
        for input in inputs {
            try database.execute(
                sql: """
                    INSERT INTO inputs (run, receive_seq, tick, agent, action)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run, input.receiveSequence, input.tick, input.agent,
                    CanonicalJSON.text(input.action),
                ])
        }
    }
}
