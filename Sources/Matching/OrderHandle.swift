/// The book's own dense number of an order, handed out by whoever uses the book.
///
/// Handles index a table, so the memory of a book grows with the largest handle it has seen:
/// number from 1 upwards, and use a handle again once its order has left the book. Longer or
/// sparse identifiers are mapped onto handles outside the book.
@frozen
public struct OrderHandle: Hashable, Sendable {
    /// The place of the order in the book's table; 0 names no order that rests.
    public let index: UInt32

    /// The handle of an incoming order which its caller did not name.
    @inlinable
    public static var unnamed: OrderHandle { OrderHandle(0) }

    /// Creates the handle with the given number.
    @inlinable
    public init(_ index: UInt32) { self.index = index }
}

/// An opaque number that says whose an order is, for the prevention of trades with oneself.
@frozen
public struct OwnerTag: Hashable, Sendable {
    /// The number; the book only ever compares it.
    public let number: UInt32

    /// Creates the tag with the given number.
    @inlinable
    public init(_ number: UInt32) { self.number = number }
}
