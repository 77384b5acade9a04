public import Primitives

/// One event of a LOBSTER message file.
public struct LobsterMessage: Hashable, Sendable {
    /// What happened; the raw value is the type in the file.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case submission = 1
        case partialCancel = 2
        case deletion = 3
        case execution = 4
        case hiddenExecution = 5
        case crossTrade = 6
        case halt = 7

        /// Whether it takes shares of a visible order out of the book.
        var takesShares: Bool {
            switch self {
            case .partialCancel, .deletion, .execution: true
            case .submission, .hiddenExecution, .crossTrade, .halt: false
            }
        }
    }

    /// The most shares a message may name: nine digits, so that no sum over a file overflows.
    static let greatestShares: Int64 = 999_999_999
    /// Stands for an empty level in an orderbook file, so no order may have it.
    static let emptyAskPrice: Int64 = 9_999_999_999

    /// The time after midnight, in nanoseconds; at most one day.
    public let nanoseconds: Int64
    /// What happened.
    public let kind: Kind
    /// The order; 0 where the feed does not say.
    public let id: UInt64
    /// Shares placed, taken away or executed.
    public let shares: Int64
    /// The price in units of 0.0001 of the currency.
    public let price: Int64
    /// The side of the resting order; whoever trades with it is on the other.
    public let side: Side
}

/// Why a row of a message file is left out; in the order in which they are looked for.
public enum LobsterRejection: UInt8, Error, Hashable, Sendable, CaseIterable {
    /// Not six fields.
    case malformed
    /// Not seconds of a day with up to nine decimals, or earlier than a row before it.
    case badTime
    case badType
    case badID
    case badSize
    case badPrice
    case badDirection
    /// A new order with the id of one that rests.
    case duplicateID

    /// The name in the list of rejects.
    public var name: StaticString {
        switch self {
        case .malformed: "malformed"
        case .badTime: "bad_time"
        case .badType: "bad_type"
        case .badID: "bad_id"
        case .badSize: "bad_size"
        case .badPrice: "bad_price"
        case .badDirection: "bad_direction"
        case .duplicateID: "duplicate_id"
        }
    }
}
