import Primitives

/// Reads an order file into memory for a measurement: `L I M C R P`, ids below 2³² − 1.
public struct StreamReader: ~Copyable {
    /// What a measurement cannot use, and where.
    public struct Unfit: Error {
        /// Counted from 1, the header included.
        public let line: Int
        /// What is wrong with it.
        public let reason: String
    }

    private var splitter = LineSplitter()
    private var line = 0
    private var lastNewID: UInt64 = 0
    private var operations: [StreamOperation] = []

    /// Starts before the header.
    public init() {}

    /// Takes the next bytes of the file in.
    ///
    /// - Throws: ``Unfit`` for the first line that cannot be used.
    public mutating func read(_ bytes: UnsafeRawBufferPointer) throws {
        var lines = LineSplitter()
        swap(&lines, &splitter)
        try lines.split(bytes) { try take($0) }
        swap(&lines, &splitter)
    }

    /// The operations of the whole file.
    ///
    /// - Throws: ``Unfit`` for a last line that cannot be used, or an empty file.
    public mutating func finish() throws -> [StreamOperation] {
        var lines = LineSplitter()
        swap(&lines, &splitter)
        try lines.finish { try take($0) }
        if operations.isEmpty { throw Unfit(line: line, reason: "there are no operations") }
        return operations
    }

    private mutating func take(_ text: UnsafeRawBufferPointer) throws {
        line += 1
        if line == 1 {
            guard text.elementsEqual(OrderFileSession.header.utf8) else {
                throw Unfit(
                    line: 1, reason: "the header '\(OrderFileSession.header)' is missing")
            }
            return
        }
        switch RowReading(RowFields(line: text)) {
        case .rejected(let reason):
            throw Unfit(line: line, reason: "the row is \(reason.name)")
        case .row(let row):
            operations.append(try operation(row))
        }
    }

    private mutating func operation(_ row: OrderRow) throws -> StreamOperation {
        let kind: StreamOperation.Kind
        switch row.operation {
        case .limit: kind = .limit
        case .immediate: kind = .immediate
        case .market: kind = .market
        case .cancel: kind = .cancel
        case .reduce: kind = .reduce
        case .replace: kind = .replace
        case .fillOrKill, .addOnly, .update:
            throw Unfit(line: line, reason: "only L, I, M, C, R and P are measured")
        }
        if row.operation.isNewOrder {
            lastNewID += 1
            guard row.id == lastNewID else {
                throw Unfit(line: line, reason: "new ids rise from 1 without gaps in a stream")
            }
        }
        guard row.id < UInt64(UInt32.max), row.quantity <= Int64(UInt32.max) else {
            throw Unfit(line: line, reason: "ids and quantities of a stream fit 32 bits")
        }
        return StreamOperation(
            kind: kind, side: row.side, id: UInt32(row.id),
            quantity: kind == .cancel ? 0 : UInt32(row.quantity), price: row.price)
    }
}
