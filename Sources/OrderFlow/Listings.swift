public import Matching
import Primitives

/// Lists executions of a book whose handles are the ids, as `match` writes them.
public struct ExecutionListing: ~Copyable {
    private var output: TextOutput
    /// What the output threw first; nothing is written after it.
    public private(set) var failure: (any Error)?

    /// Starts with the header.
    public init(_ sink: any ByteSink) {
        output = TextOutput(sink)
        output.append("taker,maker,price,qty\n")
    }

    /// Adds executions in order.
    public mutating func append(_ executions: UnsafeBufferPointer<Execution>) {
        for execution in executions where failure == nil {
            output.append(UInt64(execution.taker.index))
            output.append(UInt8(ascii: ","))
            output.append(UInt64(execution.maker.index))
            output.append(UInt8(ascii: ","))
            output.append(UInt64(execution.price.units))
            output.append(UInt8(ascii: ","))
            output.append(UInt64(execution.quantity.units))
            output.append(UInt8(ascii: "\n"))
            do { try output.flushIfFull() } catch { failure = error }
        }
    }

    /// Writes out what has gathered.
    public mutating func finish() {
        if failure != nil { return }
        do { try output.flush() } catch { failure = error }
    }
}

/// Lists a book whose handles are the ids: bids from the highest price down, then asks from
/// the lowest up, each price oldest first.
public func listBook(_ book: OrderBook, to sink: any ByteSink) {
    var output = TextOutput(sink)
    output.append("side,price,id,qty\n")
    for side in Side.allCases {
        book.forEachOrder(side) { order in
            output.append(side == .bid ? "B," : "S,")
            output.append(UInt64(order.price.units))
            output.append(UInt8(ascii: ","))
            output.append(UInt64(order.handle.index))
            output.append(UInt8(ascii: ","))
            output.append(UInt64(order.open.units))
            output.append(UInt8(ascii: "\n"))
            return (try? output.flushIfFull()) != nil
        }
    }
    try? output.flush()
}
