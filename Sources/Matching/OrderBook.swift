public import Primitives

/// A book of resting limit orders with price-time priority: an order in, executions out.
///
/// The book knows orders by dense handles, owners by opaque numbers, and nothing of money,
/// time or rules of an exchange: the caller decides whether an order may trade or rest. Prices
/// may lie anywhere in 1 ... 2⁶³ − 1 without memory for what lies between. Storage is pooled;
/// in steady state nothing is allocated.
///
/// One thread at a time may use a book.
public final class OrderBook {
    /// Behind a pointer, so that no access is checked for exclusivity.
    let core: UnsafeMutablePointer<BookCore>

    /// The levels near the best price that are found by index.
    static let defaultRingSize = 8192

    /// Creates an empty book.
    ///
    /// - Parameters:
    ///   - orders: How many orders may rest before storage grows; about 25 bytes
    ///     each, 32 once an owner other than 0 rests.
    ///   - handles: The largest handle before the table of handles grows; 4 bytes each.
    public convenience init(reservingOrders orders: Int = 0, handles: Int = 0) {
        self.init(reservingOrders: orders, handles: handles, ringSize: Self.defaultRingSize)
    }

    /// Creates an empty book with rings of `ringSize` levels.
    ///
    /// - Precondition: `ringSize` is a power of two, and at least 256.
    package init(reservingOrders orders: Int = 0, handles: Int = 0, ringSize: Int) {
        core = .allocate(capacity: 1)
        core.initialize(to: BookCore(orders: orders, handles: handles, ringSize: ringSize))
    }

    deinit {
        core.deinitialize(count: 1)
        core.deallocate()
    }

    /// How many orders rest.
    public var restingCount: Int { core.pointee.restingCount }

    /// All memory the book holds, in bytes, its table of handles and reserves included.
    public var memoryBytes: Int { MemoryLayout<BookCore>.size + core.pointee.memoryBytes }

    // MARK: The touch

    /// The highest price a resting buyer offers.
    public var bestBid: Price? { best(.bid) }

    /// The lowest price a resting seller asks.
    public var bestAsk: Price? { best(.ask) }

    /// The best price of a side, `nil` when nothing rests there.
    ///
    /// - Complexity: O(1).
    public func best(_ side: Side) -> Price? {
        let key = core.pointee.sides[side.index].best
        return key == PriceKey.none ? nil : Price(units: key ^ side.keyMask)
    }

    /// Whether an order of this side and price would trade at once; an equal price does.
    ///
    /// - Complexity: O(1).
    public func wouldCross(_ side: Side, price: Price) -> Bool {
        core.pointee.crosses(side.index, key: price.units ^ side.keyMask)
    }

    // MARK: Orders come, change and go

    /// Trades an incoming order with the other side, best price first and oldest first.
    ///
    /// The executions are in ``executions`` afterwards. What is left does not rest by itself.
    ///
    /// - Parameters:
    ///   - side: The side of the incoming order.
    ///   - limit: The worst price it accepts; `nil` accepts any.
    ///   - quantity: What it wants; at least one lot.
    ///   - owner: Whose orders it must not trade with: matching ends before the first of them,
    ///     without touching it. With `nil` it trades with all.
    ///   - taker: How executions name the incoming order.
    /// - Complexity: O(executions), and for each level used up a search over bits; from levels
    ///   far from the best O(log levels).
    public func match(
        _ side: Side, limit: Price?, quantity: Lots, avoiding owner: OwnerTag?,
        taker: OrderHandle = .unnamed
    ) -> MatchOutcome {
        precondition(quantity > .zero, "an order needs a quantity")
        let makers = side.opposite
        let worst = limit.map { $0.units ^ makers.keyMask } ?? 0
        let open = UInt64(bitPattern: quantity.units)
        core.pointee.executions.removeAll()
        guard let owner else {
            let left = core.pointee.match(
                taker.index, with: makers.index, limit: worst, open: open)
            return MatchOutcome(open: Lots(left), end: left == 0 ? .filled : .limitReached)
        }
        let (left, barrier) = core.pointee.match(
            taker.index, with: makers.index, limit: worst, open: open, avoiding: owner.number)
        if left == 0 { return MatchOutcome(open: .zero, end: .filled) }
        if barrier == Node.none { return MatchOutcome(open: Lots(left), end: .limitReached) }
        let own = OrderHandle(core.pointee.pool.handle(barrier))
        return MatchOutcome(open: Lots(left), end: .ownOrder(own))
    }

    /// What the last call of ``match(_:limit:quantity:avoiding:taker:)`` or ``apply(_:lookahead:)``
    /// executed, in order.
    ///
    /// Valid until the next of these calls: the memory is used again.
    public var executions: UnsafeBufferPointer<Execution> { core.pointee.executions.elements }

    /// Puts an order into the book, behind all others of its price.
    ///
    /// - Precondition: The handle is not 0 and names no resting order, the quantity is not
    ///   zero, and the price does not cross the other side: match first.
    /// - Complexity: O(1) near the best price, O(log levels) far from it.
    public func rest(
        _ handle: OrderHandle, owner: OwnerTag, side: Side, price: Price, quantity: Lots
    ) {
        precondition(handle.index != 0, "handle 0 cannot rest")
        precondition(quantity > .zero, "an order needs a quantity")
        let key = price.units ^ side.keyMask
        precondition(!core.pointee.crosses(side.index, key: key), "the order would cross")
        core.pointee.rest(
            handle.index, owner: owner.number, side: side.index, key: key,
            open: UInt64(bitPattern: quantity.units))
    }

    /// Takes an order out of the book.
    ///
    /// - Returns: What it had open, `nil` when it does not rest.
    /// - Complexity: O(1) near the best price, O(log levels) when a far level loses its last
    ///   order.
    @discardableResult
    public func cancel(_ handle: OrderHandle) -> Lots? {
        let number = core.pointee.find(handle.index)
        if number == Node.none { return nil }
        let open = core.pointee.pool.open(number)
        core.pointee.remove(number, handle: handle.index)
        return Lots(open)
    }

    /// Takes lots off an order; it keeps its place, and leaves when nothing is left.
    ///
    /// - Precondition: `lots` is not zero.
    /// - Complexity: that of ``cancel(_:)``.
    @discardableResult
    public func reduce(_ handle: OrderHandle, by lots: Lots) -> ReduceOutcome {
        precondition(lots > .zero, "a reduction needs a quantity")
        let number = core.pointee.find(handle.index)
        if number == Node.none { return .notResting }
        let open = core.pointee.pool.open(number)
        let taken = UInt64(bitPattern: lots.units)
        if taken >= open {
            core.pointee.remove(number, handle: handle.index)
            return .removed(open: Lots(open))
        }
        core.pointee.reduce(number, from: open, by: taken)
        return .reduced(open: Lots(open - taken))
    }

    // MARK: Looking up

    /// Whether an order rests.
    public func isResting(_ handle: OrderHandle) -> Bool {
        core.pointee.find(handle.index) != Node.none
    }

    /// An order as it stands, `nil` when it does not rest.
    ///
    /// - Complexity: O(1).
    public func order(_ handle: OrderHandle) -> RestingOrder? {
        let number = core.pointee.find(handle.index)
        return number == Node.none ? nil : core.pointee.restingOrder(number)
    }

    /// The oldest order at the best price of a side: the one that trades next.
    ///
    /// - Complexity: O(1).
    public func front(_ side: Side) -> RestingOrder? {
        let book = core.pointee.sides + side.index
        if book.pointee.best == PriceKey.none { return nil }
        let level = core.pointee.pool.level(book.pointee.bestLevel)
        return core.pointee.restingOrder(level.first)
    }
}
