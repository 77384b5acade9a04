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

    /// Refuses to open one file as two outputs, or as input and output: opening would empty it.
    ///
    /// - Throws: ``CommandFailure`` that names the path. `-` may stand for both ends.
    static func refuseSharing(_ outputs: [String], with input: String) throws(CommandFailure) {
        var known: [(device: dev_t, inode: ino_t)] = []
        let paths = ([input] + outputs).filter { $0 != "-" }
        for (index, path) in paths.enumerated() {
            if paths[..<index].contains(path) { throw Self.lost(path) }
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            let isKnown = known.contains { $0 == (status.st_dev, status.st_ino) }
            if isKnown { throw Self.lost(path) }
            known.append((status.st_dev, status.st_ino))
        }
    }

    private static func lost(_ path: String) -> CommandFailure {
        CommandFailure(
            status: .wrongInput, message: "\(path) is named twice: its content would be lost")
    }
}
