/// The integers a record can hold: RFC 8785 rounds those beyond, as readers of JSON do.
public enum RecordedNumber {
    /// 2⁵³ − 1.
    public static let greatest: Int64 = 9_007_199_254_740_991

    /// Whether every reader of the record sees the same number.
    public static func isExact(_ number: Int64) -> Bool { number.magnitude <= greatest }
}
