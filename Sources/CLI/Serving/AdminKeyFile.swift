import Glibc
import MarketServer
import Persistence

/// The operator's key in a file.
enum AdminKeyFile {
    /// Reads the key.
    ///
    /// - Throws: ``CommandFailure`` when there is none, which does not say what was there.
    static func read(_ path: String) throws -> IssuedKey {
        var bytes: [UInt8] = []
        do {
            _ = try InputFile(path: path).readPieces { piece in
                bytes += piece
                return bytes.count < 4_096
            }
        } catch {
            throw CommandFailure(
                status: .wrongInput, message: "--admin-key-file: \(path) cannot be read")
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
            StandardStreams.complain(
                "\(path) can be read by others than its owner; 'chmod 600' keeps the key secret")
        }
        let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        guard let key = IssuedKey(token: text, for: nil) else {
            throw CommandFailure(
                status: .wrongInput,
                message: "--admin-key-file: \(path) has no KEYID.SECRET of letters, digits, - "
                    + "and _, the secret of 32 characters or more")
        }
        return key
    }
}
