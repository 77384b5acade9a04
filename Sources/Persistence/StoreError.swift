/// What can be wrong with a store or with what is asked of it; each is one line for people.
public enum StoreError: Error, Hashable, Sendable {
    /// There is no such file, and it was only to be read.
    case missing(path: String)
    /// The directory that it should be in is none.
    case noDirectory(path: String)
    /// A directory, a device or a pipe.
    case notAFile(path: String)
    /// A file of no bytes, or one that ends within its header.
    case empty(path: String)
    /// Something else than SQLite.
    case notADatabase(path: String)
    /// A database of some other program.
    case foreign(path: String)
    /// A store that a later version has made or changed.
    case newer(path: String, migrations: [String])
    /// A store that an earlier version made, opened only to be read.
    case older(path: String)
    /// It can be read but not written, or its directory cannot.
    case unwritable(path: String, reason: String)
    /// Somebody kept it locked longer than ``RunStore/busySeconds``.
    case busy(path: String)
    /// A read, a write or a sync failed, or the file is damaged.
    case fault(path: String, reason: String)
    /// No run has this number, or a `run_id` that begins so.
    case unknownRun(name: String)
    /// Runs of several scenarios or seeds have a `run_id` that begins so.
    case ambiguousRun(name: String, runIDs: [String])
    /// Another process writes the run; `pid` is what it left in the run's row.
    case alreadyWritten(run: Int64, pid: Int32?)
    /// The run has not got as far as it is to be branched at.
    case tooShort(run: Int64, ticksDone: Int64)
    /// The record is wrong where it should be read from.
    case broken(ChainFault)
    /// What is recorded of the run is not what it does now.
    case historyDiffers(run: Int64, sequence: Int64, expected: String, found: String)
}

extension StoreError: CustomStringConvertible {
    /// What, where, what to do.
    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): there is no such file; a run creates it"
        case .noDirectory(let path):
            "\(path): there is no such directory; make it, or name another store"
        case .notAFile(let path):
            "\(path) is no ordinary file; a store is one, name another"
        case .empty(let path):
            "\(path) is empty; remove it, or name another store"
        case .notADatabase(let path):
            "\(path) is no SQLite database; name another store"
        case .foreign(let path):
            "\(path) is a database of another program; name another store"
        case .newer(let path, let migrations):
            "\(path) is of a newer version (\(migrations.joined(separator: ", "))); "
                + "use that version, or name another store"
        case .older(let path):
            "\(path) is of an older version; a command that writes brings it up to date"
        case .unwritable(let path, let reason):
            "\(path) cannot be written: \(reason)"
        case .busy(let path):
            "\(path) is locked by another program; try again when that is done"
        case .fault(let path, let reason):
            "\(path): \(reason)"
        case .tooShort(let run, let ticksDone):
            "run \(run) has done \(ticksDone) ticks; branch it at one of them, or continue it first"
        case .broken(let fault):
            "\(fault)"
        case .unknownRun(let name):
            "no run is named '\(name)'; `runs list` shows what there is"
        case .ambiguousRun(let name, let runIDs):
            "'\(name)' may be \(runIDs.joined(separator: " or ")); write more digits"
        case .alreadyWritten(let run, let pid):
            "run \(run) is being written by "
                + (pid.map { "process \($0)" } ?? "another process") + "; stop that first"
        case .historyDiffers(let run, let sequence, let expected, let found):
            "run \(run), event \(sequence): the record has hash \(expected), now it is \(found); "
                + "another version or a damaged record; `verify` tells which"
        }
    }
}
