public import Primitives

/// How a replayed book compares with the rows of an orderbook file.
public struct LobsterComparison: Hashable, Sendable {
    /// A row that differs.
    public struct Difference: Hashable, Sendable {
        /// The row of the orderbook file, from 1.
        public let row: Int
        /// The row of the message file, from 1.
        public let message: Int
        /// The best level that differs, from 1.
        public let level: Int
        /// The side on which the rows part.
        public let side: Side
        /// What stands there, as price and shares; `nil` for an empty level.
        public let replayed: String?
        /// What the given file has there.
        public let given: String?
    }

    /// How many differing rows are kept.
    public static let listedCount = 10

    /// How many levels were compared.
    public let levels: Int
    /// How many rows were compared.
    public var rows = 0
    /// How many of them differ.
    public var differing = 0
    /// Rows of the orderbook file that are none; they count as differing too.
    public var unreadable = 0
    /// Rows that follow from the row before them and their message, whatever was replayed; the
    /// first row counts as one. The others are faults of the files.
    public var consistent = 0
    /// Messages that ought to have a row when the file had ended.
    public var messagesLeft = 0
    /// Rows left when the messages had ended.
    public var rowsLeft = 0
    /// The first rows that differ.
    public var differences: [Difference] = []

    mutating func compare(
        _ replayed: LobsterBookRow, with given: LobsterBookRow, row: Int, message: Int
    ) {
        for level in 0..<levels {
            for side in [Side.ask, .bid] {
                let ours = replayed[side].dropFirst(level).first
                let theirs = given[side].dropFirst(level).first
                if ours == theirs { continue }
                differing += 1
                if differences.count == Self.listedCount { return }
                differences.append(
                    Difference(
                        row: row, message: message, level: level + 1, side: side,
                        replayed: ours?.text, given: theirs?.text))
                return
            }
        }
    }
}

extension LobsterLevel {
    fileprivate var text: String { "\(price) x \(shares)" }
}

/// Walks an orderbook file beside a message file.
///
/// With as many rows as there are messages, each belongs to one. Otherwise the messages are
/// those of a deeper file, and a row belongs to each that touches the levels of the orderbook
/// file. That is told from the row before it alone, so a replay gone wrong does not shift it.
struct LobsterWalk {
    private let file: LobsterBookFile
    private let isRowByRow: Bool
    private var rows: LobsterBookFile.Rows
    private var current: LobsterBookRow?
    private(set) var comparison: LobsterComparison
    /// The touch after each message that has a row.
    private(set) var quotes: [LobsterQuote] = []

    init(_ file: LobsterBookFile, levels: Int, messageCount: Int) {
        self.file = file
        isRowByRow = file.rowCount == messageCount
        rows = file.rows
        comparison = LobsterComparison(levels: min(levels, file.levelCount))
    }

    /// Whether every message that ought to have a row has one.
    var isComplete: Bool { comparison.messagesLeft == 0 && comparison.unreadable == 0 }

    /// Compares the row of a message with the book after it.
    ///
    /// - Parameter number: The message's row in its file, from 1.
    mutating func step(
        _ message: LobsterMessage?, number: Int, replayed: LobsterBookRow
    ) {
        guard isRowByRow || isTouched(by: message) else { return }
        guard let reading = rows.next() else {
            comparison.messagesLeft += 1
            return
        }
        comparison.rows += 1
        guard let given = reading.row else {
            comparison.unreadable += 1
            comparison.differing += 1
            return
        }
        comparison.compare(replayed, with: given, row: rows.count, message: number)
        if follows(given, message) { comparison.consistent += 1 }
        current = given
        if let message { quotes.append(LobsterQuote(given, at: message)) }
    }

    /// A row left out of the messages changes nothing that is known.
    private func follows(_ given: LobsterBookRow, _ message: LobsterMessage?) -> Bool {
        guard let current else { return true }
        return message.map { given.follows(current, $0, levels: file.levelCount) }
            ?? (given == current)
    }

    /// Counts what is left of the file.
    mutating func finish() { comparison.rowsLeft = file.rowCount - rows.count }

    private func isTouched(by message: LobsterMessage?) -> Bool {
        // Both files start with the same event.
        guard let current else { return true }
        return message.map { current.isTouched(by: $0, levels: file.levelCount) } ?? false
    }
}
