public import Primitives

/// One operation of a stream that is applied in a batch.
///
/// The kinds are those of an order file (`L I F A M C R P`). Orders of a batch have no owner.
@frozen
public struct BookOperation: Hashable, Sendable {
    /// What an operation does.
    @frozen
    public enum Kind: UInt8, Hashable, Sendable {
        /// Trades within its limit; what is left rests.
        case limit
        /// Trades within its limit; what is left is dropped.
        case immediate
        /// Trades whole within its limit, or is rejected.
        case fillOrKill
        /// Rests, or is rejected if it would trade.
        case addOnly
        /// Trades at any price; what is left is dropped.
        case market
        /// Leaves the book.
        case cancel
        /// Loses open lots and keeps its place.
        case reduce
        /// Leaves the book, and comes back as a limit order.
        case replace
    }

    let units: Int64
    let lots: UInt64
    /// The order.
    public let handle: OrderHandle
    /// What is done.
    public let kind: Kind
    let side: Side

    private init(_ kind: Kind, _ handle: OrderHandle, _ side: Side, _ units: Int64, _ lots: Lots) {
        self.units = units
        self.lots = UInt64(bitPattern: lots.units)
        self.handle = handle
        self.kind = kind
        self.side = side
    }

    /// A new order with a limit.
    ///
    /// - Precondition: `kind` is `limit`, `immediate`, `fillOrKill` or `addOnly`, or it is
    ///   `replace`, which says what the order comes back as; the quantity is not zero.
    public static func place(
        _ kind: Kind, _ handle: OrderHandle, side: Side, price: Price, quantity: Lots
    ) -> BookOperation {
        precondition(kind != .market && kind != .cancel && kind != .reduce, "no limit: \(kind)")
        precondition(handle.index != 0 && quantity > .zero, "an order needs handle and quantity")
        return BookOperation(kind, handle, side, price.units, quantity)
    }

    /// A new order without a limit.
    ///
    /// - Precondition: The quantity is not zero.
    public static func market(
        _ handle: OrderHandle, side: Side, quantity: Lots
    ) -> BookOperation {
        precondition(quantity > .zero, "an order needs a quantity")
        return BookOperation(.market, handle, side, 0, quantity)
    }

    /// A cancellation.
    public static func cancel(_ handle: OrderHandle) -> BookOperation {
        BookOperation(.cancel, handle, .bid, 0, .zero)
    }

    /// A reduction by `lots`, at or beyond the open quantity a cancellation.
    ///
    /// - Precondition: `lots` is not zero.
    public static func reduce(_ handle: OrderHandle, by lots: Lots) -> BookOperation {
        precondition(lots > .zero, "a reduction needs a quantity")
        return BookOperation(.reduce, handle, .bid, 0, lots)
    }
}

/// An operation of a batch that changed nothing.
@frozen
public struct BatchRejection: Hashable, Sendable {
    /// Why an operation changes nothing.
    @frozen
    public enum Reason: UInt8, Hashable, Sendable {
        /// Its handle names no resting order.
        case notResting
        /// It was to rest, but would have traded.
        case wouldCross
        /// It was to be filled whole, which could not be.
        case notFillable
    }

    /// The place of the operation in its batch, from 0.
    public let operation: Int
    /// Why it was rejected.
    public let reason: Reason
}

/// Whether a batch looks ahead and has the memory fetched that later operations will need.
@frozen
public enum Lookahead: Hashable, Sendable {
    /// When the book is larger than the processor's caches.
    case automatic
    /// Never.
    case off
    /// Always.
    case on
}
