import Glibc
import OrderFlow

/// A file, or standard output, that an output goes to.
final class OutputFile: ByteSink {
    private let writer: FileWriter
    private let isStandardOutput: Bool

    /// Creates or empties the file; `-` is standard output.
    ///
    /// - Throws: ``CommandFailure`` if it cannot be opened.
    init(path: String) throws(CommandFailure) {
        isStandardOutput = path == "-"
        let name = isStandardOutput ? "standard output" : path
        let descriptor =
            isStandardOutput ? 1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 {
            throw CommandFailure(
                status: .writeFault,
                message: "\(name) cannot be opened: \(String(cString: strerror(errno)))")
        }
        writer = FileWriter(descriptor, name: name)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try writer.write(Array(bytes))
    }

    /// Writes out what is buffered and closes the file.
    ///
    /// - Throws: ``WriteFault`` if it cannot be written.
    func close() throws(WriteFault) {
        try writer.flush()
        if !isStandardOutput { writer.close() }
    }
}
