import GRDB
import GRDBSQLite
import Glibc

extension StoreError {
    /// What a fault of SQLite means for the file at `path`.
    init(_ fault: any Error, path: String) {
        switch fault {
        case let known as StoreError: self = known
        case let fault as DatabaseError:
            self.init(
                code: fault.extendedResultCode.rawValue, message: fault.message, path: path)
        default: self = .fault(path: path, reason: "\(fault)")
        }
    }

    /// What an extended result code of SQLite means for the file at `path`.
    init(code: Int32, message: String?, path: String) {
        let reason = "\(message ?? String(cString: sqlite3_errstr(code))) (SQLite \(code))"
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
        case SQLITE_NOTADB: self = .notADatabase(path: path)
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM:
            self = .unwritable(path: path, reason: reason)
        default: self = .fault(path: path, reason: reason)
        }
    }

    /// What a system call has just failed with.
    static func system(_ path: String, code: Int32 = errno) -> StoreError {
        let reason = String(cString: strerror(code))
        switch code {
        case EACCES, EPERM, EROFS: return .unwritable(path: path, reason: reason)
        default: return .fault(path: path, reason: reason)
        }
    }
}
