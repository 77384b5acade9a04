/// Prices turned so that "better" is "larger" on both sides: one path of code serves both.
///
/// The key of a bid is its price p, that of an ask 2⁶³ − 1 − p; both lie in 0 ..< 2⁶³.
enum PriceKey {
    /// Below every key: the best of an empty side.
    static let none: Int64 = -1

    /// What to combine a price with, exclusively, to get its key on the side; and back.
    @inline(__always)
    static func mask(side: Int) -> Int64 { (0 &- Int64(truncatingIfNeeded: side)) & .max }
}
