import Matching
import Primitives

/// Applies an order file to a book, row by row: executions, rejects and the final book out.
///
/// One instrument, no accounts, no clock. Rows are read as they come, so memory grows with
/// the ids used and the open orders, never with the rows. `orderbook.md` §1 is the rule book.
public struct OrderFileSession: ~Copyable {
    /// The first line of an order file.
    public static let header = "op,id,side,price,qty"

    /// How many rows there were, how many were rejected, and how many executions they made.
    public struct Counts: Hashable, Sendable {
        /// Rows after the header.
        public var rows: UInt64 = 0
        /// Rows that changed nothing.
        public var rejected: UInt64 = 0
        /// Executions of all rows together.
        public var executions: UInt64 = 0
        /// Orders that rest at the end.
        public var resting = 0
    }

    /// The input does not begin with the header.
    public struct WrongHeader: Error {
        /// The first line as found, at most 80 bytes of it.
        public let found: String
    }

    private let book = OrderBook()
    private var ids = IDTable()
    private var open = OpenOrders()
    /// What has traded of the resting orders of which something has, by their handles.
    private var filled: [UInt32: Int64] = [:]
    private var lines = LineSplitter()
    private var hasHeader = false
    private var counts = Counts()
    private var executions: TextOutput
    private var rejects: TextOutput

    /// Starts with an empty book.
    ///
    /// - Parameters:
    ///   - executions: Receives the executions; without it they are only counted.
    ///   - rejects: Receives the rejected rows; without it they are only counted.
    public init(executions: (any ByteSink)?, rejects: (any ByteSink)?) {
        self.executions = TextOutput(executions)
        self.rejects = TextOutput(rejects)
        self.executions.append("taker,maker,price,qty\n")
        self.rejects.append("seq,reason\n")
    }

    /// Applies the rows that end within the next bytes of the file.
    ///
    /// - Throws: ``WrongHeader``, or what an output throws.
    public mutating func read(_ bytes: UnsafeRawBufferPointer) throws {
        var splitter = LineSplitter()
        swap(&splitter, &lines)
        try splitter.split(bytes) { try takeLine($0) }
        swap(&splitter, &lines)
    }

    /// Applies a last row without an end, and writes out what has gathered.
    ///
    /// - Throws: ``WrongHeader``, or what an output throws.
    public mutating func finish() throws -> Counts {
        var splitter = LineSplitter()
        swap(&splitter, &lines)
        try splitter.finish { try takeLine($0) }
        if !hasHeader { throw WrongHeader(found: "") }
        try executions.flush()
        try rejects.flush()
        counts.resting = book.restingCount
        return counts
    }

    /// Writes the book: bids from the highest price down, then asks from the lowest up, each
    /// price oldest first.
    ///
    /// - Throws: What the output throws.
    public func writeBook(to sink: any ByteSink) throws {
        var output = TextOutput(sink)
        output.append("side,price,id,qty\n")
        for side in Side.allCases {
            var failure: (any Error)?
            book.forEachOrder(side) { order in
                output.append(side == .bid ? "B," : "S,")
                output.append(UInt64(order.price.units), then: ",")
                output.append(ids.id(of: open.number(of: order.handle)), then: ",")
                output.append(UInt64(order.open.units), then: "\n")
                do { try output.flushIfFull() } catch { failure = error }
                return failure == nil
            }
            if let failure { throw failure }
        }
        try output.flush()
    }

    private mutating func takeLine(_ line: UnsafeRawBufferPointer) throws {
        guard hasHeader else {
            guard line.elementsEqual(Self.header.utf8) else {
                throw WrongHeader(found: String(decoding: line.prefix(80), as: UTF8.self))
            }
            hasHeader = true
            return
        }
        counts.rows += 1
        switch RowReading(RowFields(line: line)) {
        case .row(let row):
            if let reason = apply(row) { reject(reason) }
        case .rejected(let reason):
            reject(reason)
        }
        try executions.flushIfFull()
        try rejects.flushIfFull()
    }

    private mutating func reject(_ reason: RowRejection) {
        counts.rejected += 1
        rejects.append(counts.rows, then: ",")
        rejects.append(reason.name)
        rejects.append("\n" as StaticString)
    }
}

extension OrderFileSession {
    /// Does what a row says; returns why not.
    private mutating func apply(_ row: OrderRow) -> RowRejection? {
        if row.operation.isNewOrder {
            if ids.number(of: row.id) != nil { return .duplicateID }
            open.addID()
            return place(row, ids.insert(row.id))
        }
        guard let number = ids.number(of: row.id), let handle = open.handle(of: number),
            let resting = book.order(handle)
        else { return .unknownID }
        switch row.operation {
        case .cancel:
            remove(resting.handle)
        case .reduce:
            if row.quantity >= resting.open.units {
                remove(resting.handle)
            } else {
                book.reduce(resting.handle, by: Lots(units: row.quantity))
            }
        case .replace:
            remove(resting.handle)
            enter(number, row.side, row.price, row.quantity, filled: 0)
        case .update:
            update(number, resting, price: row.price, total: row.quantity)
        case .limit, .immediate, .fillOrKill, .addOnly, .market:
            preconditionFailure("new orders are placed above")
        }
        return nil
    }

    private mutating func place(_ row: OrderRow, _ number: UInt32) -> RowRejection? {
        let price = Price(units: row.price)
        let quantity = Lots(units: row.quantity)
        switch row.operation {
        case .limit:
            enter(number, row.side, row.price, row.quantity, filled: 0)
        case .immediate:
            trade(row.id, row.side, limit: price, quantity)
        case .market:
            trade(row.id, row.side, limit: nil, quantity)
        case .fillOrKill:
            guard book.canFill(row.side, limit: price, quantity: quantity) else {
                return .notFillable
            }
            trade(row.id, row.side, limit: price, quantity)
        case .addOnly:
            if book.wouldCross(row.side, price: price) { return .wouldCross }
            rest(number, row.side, price, quantity)
        case .cancel, .reduce, .replace, .update:
            preconditionFailure("changes are applied above")
        }
        return nil
    }

    /// Changes an order's total, and its price with it.
    private mutating func update(
        _ number: UInt32, _ resting: RestingOrder, price: Int64, total: Int64
    ) {
        let done = filled[resting.handle.index] ?? 0
        if total <= done { return remove(resting.handle) }
        let open = total - done
        if price == resting.price.units && open < resting.open.units {
            book.reduce(resting.handle, by: Lots(units: resting.open.units - open))
            return
        }
        remove(resting.handle)
        enter(number, resting.side, price, open, filled: done)
    }

    /// Sends a limit order into the book; what is left of it rests.
    private mutating func enter(
        _ number: UInt32, _ side: Side, _ price: Int64, _ quantity: Int64, filled done: Int64
    ) {
        let limit = Price(units: price)
        let left = trade(ids.id(of: number), side, limit: limit, Lots(units: quantity))
        if left == .zero { return }
        let handle = rest(number, side, limit, left)
        let traded = done + (quantity - left.units)
        if traded > 0 { filled[handle.index] = traded }
    }

    @discardableResult
    private mutating func rest(
        _ number: UInt32, _ side: Side, _ price: Price, _ quantity: Lots
    ) -> OrderHandle {
        let handle = open.open(number)
        book.rest(handle, owner: OwnerTag(0), side: side, price: price, quantity: quantity)
        return handle
    }

    private mutating func remove(_ handle: OrderHandle) {
        book.cancel(handle)
        forget(handle)
    }

    /// Lets go of what is known of an order that has left the book.
    private mutating func forget(_ handle: OrderHandle) {
        open.close(handle)
        if !filled.isEmpty { filled.removeValue(forKey: handle.index) }
    }

    /// Trades what can be traded and writes it out; returns what is left.
    @discardableResult
    private mutating func trade(
        _ taker: UInt64, _ side: Side, limit: Price?, _ quantity: Lots
    ) -> Lots {
        let outcome = book.match(side, limit: limit, quantity: quantity, avoiding: nil)
        for execution in book.executions {
            executions.append(taker, then: ",")
            executions.append(ids.id(of: open.number(of: execution.maker)), then: ",")
            executions.append(UInt64(execution.price.units), then: ",")
            executions.append(UInt64(execution.quantity.units), then: "\n")
            counts.executions += 1
            if execution.makerIsFilled {
                forget(execution.maker)
            } else {
                filled[execution.maker.index, default: 0] += execution.quantity.units
            }
        }
        return outcome.open
    }
}
