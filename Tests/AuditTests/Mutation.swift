import MarketModel
import Primitives
import Testing

/// The events of a run.
typealias Record = [(event: Event, tick: Tick)]

/// One way to spoil a valid record.
struct Mutation: CustomTestStringConvertible, Sendable {
    /// What is done to it.
    let testDescription: String
    /// Spoils the record at the first place that suits; returns whether there was one.
    let apply: @Sendable (inout Record) -> Bool

    init(_ name: String, _ apply: @escaping @Sendable (inout Record) -> Bool) {
        testDescription = name
        self.apply = apply
    }

    /// Changes the first event that `change` returns another one for.
    static func changing(
        _ name: String, _ change: @escaping @Sendable (Event) -> Event?
    ) -> Mutation {
        Mutation(name) { record in
            for index in record.indices {
                guard let changed = change(record[index].event) else { continue }
                record[index].event = changed
                return true
            }
            return false
        }
    }

    /// Changes the first trade that suits.
    static func trade(
        _ name: String, _ change: @escaping @Sendable (inout TradeExecuted) -> Bool
    ) -> Mutation {
        changing(name) { event in
            guard case .tradeExecuted(var trade) = event, change(&trade) else { return nil }
            return .tradeExecuted(trade)
        }
    }

    /// Leaves out the first event that suits.
    static func removing(
        _ name: String, _ suits: @escaping @Sendable (Event) -> Bool
    ) -> Mutation {
        Mutation(name) { record in
            guard let place = record.firstIndex(where: { suits($0.event) }) else {
                return false
            }
            record.remove(at: place)
            return true
        }
    }

    /// Swaps the first two neighbours that suit.
    static func swapping(
        _ name: String, _ suits: @escaping @Sendable (Event, Event) -> Bool
    ) -> Mutation {
        Mutation(name) { record in
            for index in record.indices.dropLast()
            where suits(record[index].event, record[index + 1].event) {
                let first = record[index].event
                record[index].event = record[index + 1].event
                record[index + 1].event = first
                return true
            }
            return false
        }
    }

    /// Puts an event in behind the first that suits.
    static func inserting(
        _ name: String, _ make: @escaping @Sendable (Event) -> Event?
    ) -> Mutation {
        Mutation(name) { record in
            for index in record.indices {
                guard let event = make(record[index].event) else { continue }
                record.insert((event, record[index].tick), at: index + 1)
                return true
            }
            return false
        }
    }
}

extension Amount {
    /// So many units of 10⁻⁸ more.
    func shifted(by units: Int128) -> Amount { Amount(units: self.units + units) }
}
