public import Determinism

/// Real numbers as a record carries them: the shortest decimal that reads back as the same
/// double; `inf` and `-inf` beyond all decimals, `nan` for what is no number.
public enum RecordedReal {
    /// The text of a number.
    public static func text(_ value: Double) -> String {
        if value.isFinite { return CanonicalJSON.shortestText(value) }
        if value.isNaN { return "nan" }
        return value < 0 ? "-inf" : "inf"
    }

    /// The number of a text; `nil` for a text that no number has.
    public static func number(_ text: String) -> Double? {
        guard let value = Double(text), Self.text(value).utf8.elementsEqual(text.utf8) else {
            return nil
        }
        return value
    }

    /// The number as a value of a record.
    public static func document(_ value: Double) -> JSONValue { .string(text(value)) }
}
