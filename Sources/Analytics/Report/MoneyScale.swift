import Primitives

/// With how many decimals money is shown so that a column stays readable.
enum MoneyScale {
    /// Two decimals; none where there are millions, more where everything is small.
    static func decimals(for amounts: [Amount]) -> Int {
        let largest = amounts.map(\.units.magnitude).max() ?? 0
        let whole = UInt128(Amount.unitsPerWhole)
        if largest >= 1_000_000 * whole { return 0 }
        if largest >= whole || largest == 0 { return 2 }
        return largest * 1_000 >= whole ? 4 : 8
    }

    /// The amounts as text, all with the same decimals.
    static func texts(_ amounts: [Amount]) -> [String] {
        let decimals = decimals(for: amounts)
        return amounts.map { Numeral.amount($0, decimals: decimals) }
    }
}
