import Glibc

/// A file, or standard input, read in pieces.
struct InputFile {
    private static let pieceSize = 1 << 20

    let name: String
    private let descriptor: Int32

    /// Opens the file; `-` is standard input.
    ///
    /// - Throws: ``CommandFailure`` if it cannot be opened or is a directory.
    init(path: String) throws(CommandFailure) {
        name = path == "-" ? "standard input" : path
        if path == "-" {
            descriptor = 0
            return
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw Self.failure(name, errno) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw Self.failure(name, EISDIR)
        }
    }

    /// Hands on the file's bytes, piece by piece.
    ///
    /// - Throws: ``CommandFailure`` if reading fails, and what `body` throws.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        _ = try readPieces {
            try body($0)
            return true
        }
    }

    /// Hands on the file's bytes as they come, until `body` says that it wants no more.
    ///
    /// - Returns: Whether the file ended first.
    /// - Throws: ``CommandFailure`` if reading fails, and what `body` throws.
    func readPieces(while body: (UnsafeRawBufferPointer) throws -> Bool) throws -> Bool {
        let piece = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.pieceSize, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = read(descriptor, piece.baseAddress, piece.count)
            if count > 0 {
                guard try body(UnsafeRawBufferPointer(rebasing: piece[..<count])) else {
                    return false
                }
            } else if count == 0 {
                return true
            } else if errno != EINTR {
                throw Self.failure(name, errno)
            }
        }
    }

    private static func failure(_ name: String, _ code: Int32) -> CommandFailure {
        CommandFailure(
            status: .wrongInput,
            message: "\(name) cannot be read: \(String(cString: strerror(code)))")
    }
}
