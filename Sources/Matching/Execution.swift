public import Primitives

/// What one resting order gave to an incoming one.
@frozen
public struct Execution: Hashable, Sendable {
    /// The resting order.
    public let maker: OrderHandle
    /// Whose the resting order is.
    public let makerOwner: OwnerTag
    /// The price of the resting order, at which both trade.
    public let price: Price
    /// What changed hands; at least one lot.
    public let quantity: Lots
    /// The incoming order, as it was named to the book.
    public let taker: OrderHandle
    /// Whether the resting order has given all it had, and so has left the book.
    public let makerIsFilled: Bool

    @inline(__always)
    package init(
        maker: OrderHandle, makerOwner: OwnerTag, price: Price, quantity: Lots,
        taker: OrderHandle, makerIsFilled: Bool
    ) {
        self.maker = maker
        self.makerOwner = makerOwner
        self.price = price
        self.quantity = quantity
        self.taker = taker
        self.makerIsFilled = makerIsFilled
    }
}

/// Why matching came to its end.
@frozen
public enum MatchEnd: Hashable, Sendable {
    /// Nothing of the incoming order is left.
    case filled
    /// The other side has nothing more within the limit, or nothing at all.
    case limitReached
    /// The next order in the queue belongs to the owner to be avoided; it was not touched.
    case ownOrder(OrderHandle)
}

/// How an incoming order came out of the matching loop.
@frozen
public struct MatchOutcome: Hashable, Sendable {
    /// What is left of the incoming order.
    public let open: Lots
    /// Why matching came to its end.
    public let end: MatchEnd

    package init(open: Lots, end: MatchEnd) {
        self.open = open
        self.end = end
    }
}

/// What became of an order that was to be reduced.
@frozen
public enum ReduceOutcome: Hashable, Sendable {
    /// The order keeps its place with `open` lots, at least one.
    case reduced(open: Lots)
    /// The reduction took all that was left, `open` lots: the order has left the book.
    case removed(open: Lots)
    /// No such order rests.
    case notResting
}

/// An order in the book, as it stands.
@frozen
public struct RestingOrder: Hashable, Sendable {
    /// The order.
    public let handle: OrderHandle
    /// Whose it is.
    public let owner: OwnerTag
    /// The side it rests on.
    public let side: Side
    /// Its limit.
    public let price: Price
    /// What is left of it; at least one lot.
    public let open: Lots

    package init(handle: OrderHandle, owner: OwnerTag, side: Side, price: Price, open: Lots) {
        self.handle = handle
        self.owner = owner
        self.side = side
        self.price = price
        self.open = open
    }
}
