public import Matching
public import Primitives

/// An operation of an order stream, as a row of an order file has it.
public struct StreamOperation: Hashable, Sendable {
    /// What is done.
    public enum Kind: UInt8, Hashable, Sendable {
        case limit, immediate, market, cancel, reduce, replace
    }

    /// What is done.
    public var kind: Kind
    /// The side; without meaning for `cancel` and `reduce`.
    public var side: Side
    /// The order; ids rise from 1 without gaps.
    public var id: UInt32
    /// In lots; zero for `cancel`.
    public var quantity: UInt32
    /// In ticks; zero where there is none.
    public var price: Int64

    /// The operation for a book whose handles are the ids.
    public var bookOperation: BookOperation {
        let handle = OrderHandle(id)
        let lots = Lots(units: Int64(quantity))
        func place(_ kind: BookOperation.Kind) -> BookOperation {
            .place(kind, handle, side: side, price: Price(units: price), quantity: lots)
        }
        return switch kind {
        case .limit: place(.limit)
        case .immediate: place(.immediate)
        case .replace: place(.replace)
        case .market: .market(handle, side: side, quantity: lots)
        case .cancel: .cancel(handle)
        case .reduce: .reduce(handle, by: lots)
        }
    }
}

extension TextOutput {
    /// A row of an order file; what an operation does not use is `-` or `0`.
    mutating func append(_ operation: StreamOperation) {
        switch operation.kind {
        case .limit: append("L,")
        case .immediate: append("I,")
        case .market: append("M,")
        case .cancel: append("C,")
        case .reduce: append("R,")
        case .replace: append("P,")
        }
        append(UInt64(operation.id))
        switch operation.kind {
        case .cancel, .reduce: append(",-,")
        case .limit, .immediate, .market, .replace:
            append(operation.side == .bid ? ",B," : ",S,")
        }
        append(UInt64(operation.price))
        append(UInt8(ascii: ","))
        append(UInt64(operation.quantity))
        append(UInt8(ascii: "\n"))
    }
}

/// Writes a stream as an order file.
///
/// - Throws: What the output throws.
public func writeOrderFile(_ operations: [StreamOperation], to sink: any ByteSink) throws {
    var output = TextOutput(sink)
    output.append("op,id,side,price,qty\n")
    for operation in operations {
        output.append(operation)
        try output.flushIfFull()
    }
    try output.flush()
}
