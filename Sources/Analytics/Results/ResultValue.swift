public import Determinism

/// One figure of a results file.
public enum ResultValue: Hashable, Sendable {
    /// Not defined, or of no meaning for this kind of scenario.
    case null
    /// A whole number.
    case integer(Int64)
    /// A finite real number.
    case real(Double)
    /// A word, a name, or an amount with eight decimals.
    case text(String)

    /// As it stands in the canonical dump.
    public var json: JSONValue {
        switch self {
        case .null: .null
        case .integer(let integer): .integer(integer)
        case .real(let number): .number(number)
        case .text(let text): .string(text)
        }
    }

    /// As a real number, rounded; `nil` for what is none.
    public var number: Double? {
        switch self {
        case .null: nil
        case .integer(let integer): Double(integer)
        case .real(let number): number
        case .text(let text): Double(text)
        }
    }

    /// The text; `nil` for anything else.
    public var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The whole number; `nil` for anything else.
    public var whole: Int64? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }
}
