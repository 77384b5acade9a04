/// A LOBSTER orderbook file: a row after each message that touches its levels.
public struct LobsterBookFile: Sendable {
    /// The first row is no row of an orderbook.
    public struct WrongFirstRow: Error {}

    /// How many levels a row has.
    public let levelCount: Int
    /// How many rows there are, readable or not.
    public let rowCount: Int
    private let bytes: [UInt8]

    /// Takes over the bytes of a file.
    ///
    /// - Throws: ``WrongFirstRow`` if the first row does not have four fields a level, or they
    ///   are no levels. What is wrong with a later row is counted by whoever compares it.
    public init(bytes: [UInt8]) throws(WrongFirstRow) {
        self.bytes = bytes
        let ends = bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        rowCount = bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? ends : ends + 1
        let fields = bytes.prefix { $0 != UInt8(ascii: "\n") }
            .reduce(1) { $0 + ($1 == UInt8(ascii: ",") ? 1 : 0) }
        levelCount = fields / 4
        guard fields.isMultiple(of: 4), firstRow != nil else { throw WrongFirstRow() }
    }

    var rows: Rows { Rows(file: self) }

    /// The book after the first message.
    var firstRow: LobsterBookRow? {
        var rows = rows
        return rows.next()?.row
    }

    /// The outcome of reading a row.
    enum Reading {
        case row(LobsterBookRow)
        case unreadable

        var row: LobsterBookRow? {
            switch self {
            case .row(let row): row
            case .unreadable: nil
            }
        }
    }

    /// Reads the rows one after the other.
    struct Rows {
        private let file: LobsterBookFile
        private var start = 0
        /// How many rows have been read.
        private(set) var count = 0

        init(file: LobsterBookFile) { self.file = file }

        mutating func next() -> Reading? {
            if start >= file.bytes.count { return nil }
            let rest = file.bytes[start...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? file.bytes.count
            let hasReturn = end > start && file.bytes[end - 1] == UInt8(ascii: "\r")
            let line = start..<(hasReturn ? end - 1 : end)
            start = end + 1
            count += 1
            let row = file.bytes.withUnsafeBytes { bytes in
                LobsterBookRow(
                    line: UnsafeRawBufferPointer(rebasing: bytes[line]), levels: file.levelCount)
            }
            return row.map(Reading.row) ?? .unreadable
        }
    }
}
