import GRDBSQLite

/// Notes how many pages the log holds after each commit of a connection.
///
/// Written by SQLite within a commit and read by the same thread, so it is Sendable.
final class LogGauge: @unchecked Sendable {
    private(set) var pageCount = 0

    /// Watches the connection of an appender, in the place of SQLite's own checkpoints.
    init(_ appender: EventAppender) throws(StoreError) {
        let place = Unmanaged.passUnretained(self).toOpaque()
        try appender.onConnection { handle throws(StoreError) in
            _ = sqlite3_wal_hook(
                handle,
                { context, _, _, pages in
                    guard let context else { return SQLITE_OK }
                    Unmanaged<LogGauge>.fromOpaque(context).takeUnretainedValue().pageCount =
                        Int(pages)
                    return SQLITE_OK
                }, place)
        }
    }
}
