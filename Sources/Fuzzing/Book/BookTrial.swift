/// Where the fast book and the naive one differ.
struct BookDifference: Error {
    /// The operation after which they do, counted from 1.
    let operation: Int
    let what: String
}

/// A fast book and a naive one under one random stream.
protocol BookTrial: AnyObject {
    /// How many executions both made.
    var executionCount: Int { get }
    /// How many operations both rejected.
    var rejectionCount: Int { get }

    /// Applies so many operations, once; stops at the first difference.
    func run(_ operations: Int) throws(BookDifference)
}

extension BookTrial {
    /// Compares an answer of the fast book with the naive one's.
    func same<Value: Equatable>(
        _ fast: Value, _ naive: Value, _ what: @autoclosure () -> String, _ operation: Int
    ) throws(BookDifference) {
        if fast == naive { return }
        throw BookDifference(
            operation: operation, what: "\(what()): the book says \(fast), the rules \(naive)")
    }
}
