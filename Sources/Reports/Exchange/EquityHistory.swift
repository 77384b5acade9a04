import Determinism
import Primitives

/// Every agent's equity at the end of every point.
struct EquityHistory {
    /// Up to so many agents are all drawn; of more, those who gained and lost most.
    static let most = 40

    /// By agent, then point, in units of 10⁻⁸.
    private var values: [[Int128]] = []

    mutating func open(_ equity: Amount) { values.append([]) }

    mutating func close(_ equities: (Int) -> Amount) {
        for agent in values.indices { values[agent].append(equities(agent).units) }
    }

    func document(of agent: Int) -> JSONValue {
        .array(values[agent].map { ExactNumber.json($0) })
    }

    /// The agents to draw, by id.
    static func drawn(_ profits: [Amount]) -> [Int] {
        if profits.count <= most { return Array(profits.indices) }
        let sorted = profits.indices.sorted {
            profits[$0] != profits[$1] ? profits[$0] > profits[$1] : $0 < $1
        }
        return (sorted.prefix(most / 2) + sorted.suffix(most / 2)).sorted()
    }
}
