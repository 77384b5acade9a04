import Determinism
import Primitives

/// Amounts as whole numbers of a decimal unit, so that a page can show them to the last digit.
enum ExactNumber {
    /// Beyond it a page's numbers are no longer exact.
    private static let greatest: Int128 = 1 << 53

    /// How many decimals an increment needs: 2 for 0.05.
    static func decimals(of increment: Amount) -> Int {
        var rest = increment.units.magnitude
        var decimals = 8
        while decimals > 0, rest % 10 == 0 {
            rest /= 10
            decimals -= 1
        }
        return decimals
    }

    /// A count of 10⁻⁸ units as one of 10⁻ᵈᵉᶜⁱᵐᵃˡˢ; a text where a page would round it.
    ///
    /// What is no whole number of those, as every price and quantity of an instrument is, loses
    /// its rest.
    static func json(_ units: Int128, decimals: Int = 8) -> JSONValue {
        var step: Int128 = 1
        for _ in decimals..<8 { step *= 10 }
        let value = units / step
        return value.magnitude <= greatest.magnitude
            ? .integer(Int64(value)) : .string(String(value))
    }

    /// A real number; null where it has no digits.
    static func json(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }

    /// An amount as a whole number, as above; null where there is none.
    static func json(_ amount: Amount?, decimals: Int = 8) -> JSONValue {
        amount.map { json($0.units, decimals: decimals) } ?? .null
    }
}
