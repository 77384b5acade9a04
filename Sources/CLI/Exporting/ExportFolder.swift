import Determinism
import Glibc

/// The folder of an export. Its files come all at the end, the manifest last.
final class ExportFolder {
    private let path: String
    private var files: [ExportFile] = []

    /// Opens or makes the folder.
    ///
    /// - Throws: ``CommandFailure`` if it cannot be made, or if a file would be replaced that
    ///   nobody wants replaced.
    init(_ path: String, names: [String], replacing: Bool) throws(CommandFailure) {
        self.path = path
        if mkdir(path, 0o777) != 0 {
            let code = errno
            var status = stat()
            guard code == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR
            else {
                let reason = code == EEXIST ? "it is no directory" : String(cString: strerror(code))
                throw CommandFailure(
                    status: .writeFault, message: "\(path) cannot be made: \(reason)")
            }
        }
        var status = stat()
        let taken = names.first { lstat(path + "/" + $0, &status) == 0 }
        guard replacing || taken == nil else {
            throw CommandFailure(
                status: .wrongInput,
                message: "\(path)/\(taken ?? "") is there already; --force replaces it")
        }
    }

    func add(_ name: String) throws(WriteFault) -> ExportFile {
        let file = try ExportFile(name, in: path)
        files.append(file)
        return file
    }

    /// Puts all files into their places, and a list of them last.
    func finish(_ facts: [JSONMember]) throws(WriteFault) {
        let entries = files.map { file in
            let entry: JSONValue = [
                "rows": .integer(file.rowCount), "bytes": .integer(file.byteCount),
                "sha256": .string(file.sum),
            ]
            return JSONMember(file.name, entry)
        }
        let manifest = try add("manifest.json")
        let document = JSONValue.object(facts + [JSONMember("files", .object(entries))])
        try manifest.write(Array((CanonicalJSON.text(document) + "\n").utf8), rows: 1)
        for file in files { try file.synchronize() }
        for file in files { try file.settle() }
        try FolderSync.synchronize(path)
    }

    /// Whether no file is in its place yet.
    var isUntouched: Bool { files.allSatisfy(\.isWaiting) }

    /// Removes what is not in its place.
    func abandon() {
        for file in files { file.abandon() }
    }

    /// The files, for people.
    var lines: [String] {
        files.map { "\($0.name): \($0.rowCount) rows, sha256 \($0.sum)" }
    }
}
