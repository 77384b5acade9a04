import Primitives

/// The columns of a profit's parts, on one scale; those that are nothing throughout are left
/// out.
struct ProfitColumns {
    private static var parts: [(title: String, path: KeyPath<ProfitParts, Amount>)] {
        [
            ("spread", \.spread), ("inventory", \.inventory), ("fees", \.fees),
            ("rebates", \.rebates), ("decay", \.decay), ("other", \.other),
        ]
    }

    let profits: [Amount]
    let parts: [ProfitParts]

    /// Adds the profits, their percentages, and their parts to a table.
    func add(to table: inout TextTable, percent: [Double?]) {
        let decimals = MoneyScale.decimals(for: profits)
        func texts(_ amounts: [Amount]) -> [String] {
            amounts.map { Numeral.amount($0, decimals: decimals) }
        }
        table.add("P&L", texts(profits))
        table.add("P&L %", percent.map { Numeral.real($0, decimals: 2) })
        for part in Self.parts {
            let amounts = parts.map { $0[keyPath: part.path] }
            if amounts.contains(where: { $0 != .zero }) { table.add(part.title, texts(amounts)) }
        }
    }

    /// The part that did most to make a profit what it is; `nil` when there is none.
    static func mainPart(of profit: Amount, _ parts: ProfitParts) -> String? {
        let sign: Int128 = profit.units < 0 ? -1 : 1
        let sized = Self.parts.map { (title: $0.title, size: sign * parts[keyPath: $0.path].units) }
        guard profit != .zero, let main = sized.max(by: { $0.size < $1.size }), main.size > 0 else {
            return nil
        }
        return main.title
    }
}
