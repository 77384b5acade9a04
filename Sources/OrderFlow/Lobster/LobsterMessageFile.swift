/// A LOBSTER message file in memory: an order older than the file shows only in rows that come
/// later, so all rows are needed before the first is replayed.
public struct LobsterMessageFile: ~Copyable {
    /// A row as read.
    enum Row {
        case message(LobsterMessage)
        case rejected(LobsterRejection)

        var message: LobsterMessage? {
            switch self {
            case .message(let message): message
            case .rejected: nil
            }
        }
    }

    private(set) var rows: [Row] = []
    private var lines = LineSplitter()
    private var latest: Int64 = 0

    /// An empty file; a file has no header.
    public init() {}

    /// Takes the rows that end within the next bytes of the file.
    public mutating func read(_ bytes: UnsafeRawBufferPointer) {
        var splitter = LineSplitter()
        swap(&splitter, &lines)
        splitter.split(bytes) { takeLine($0) }
        swap(&splitter, &lines)
    }

    /// Takes a last row without an end.
    public mutating func finish() {
        var splitter = LineSplitter()
        swap(&splitter, &lines)
        splitter.finish { takeLine($0) }
    }

    private mutating func takeLine(_ line: UnsafeRawBufferPointer) {
        do throws(LobsterRejection) {
            let message = try LobsterMessage(line: line)
            if message.nanoseconds < latest { throw .badTime }
            latest = message.nanoseconds
            rows.append(.message(message))
        } catch {
            rows.append(.rejected(error))
        }
    }
}
