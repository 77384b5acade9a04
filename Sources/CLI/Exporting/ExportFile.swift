import Glibc
import History

/// A file of an export: written beside its place, put there whole, with its sum.
final class ExportFile {
    let name: String
    private(set) var rowCount: Int64 = 0
    private(set) var byteCount: Int64 = 0
    private let place: String
    private let partial: String
    private let writer: FileWriter
    private var digest = StreamingDigest()
    /// Whether it is not in its place yet.
    private(set) var isWaiting = true

    init(_ name: String, in directory: String) throws(WriteFault) {
        self.name = name
        place = directory + "/" + name
        partial = directory + "/.\(name).\(getpid()).partial"
        unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw WriteFault(name: place, code: errno) }
        writer = FileWriter(descriptor, name: place)
    }

    /// Writes some rows.
    func write(_ bytes: [UInt8], rows: Int64) throws(WriteFault) {
        bytes.withUnsafeBytes { digest.update($0) }
        byteCount += Int64(bytes.count)
        rowCount += rows
        try writer.write(bytes)
    }

    /// Waits until all of it is on its disk.
    func synchronize() throws(WriteFault) { try writer.synchronize() }

    /// Puts it into its place.
    func settle() throws(WriteFault) {
        writer.close()
        guard rename(partial, place) == 0 else { throw WriteFault(name: place, code: errno) }
        isWaiting = false
    }

    /// Removes it, unless it is in its place.
    func abandon() { if isWaiting { unlink(partial) } }

    /// The SHA-256 of what was written, in hexadecimal.
    var sum: String { digest.hex() }
}
