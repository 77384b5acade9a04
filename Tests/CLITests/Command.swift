import Foundation

/// A run of the command as anybody starts it, with what it said.
struct Command {
    let status: Int32
    let output: String
    let errors: String

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The binary that was built beside the tests.
    static var binary: URL {
        let tests = CommandLine.arguments.first.map { URL(filePath: $0) } ?? root
        for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
            return bundle.bundleURL.deletingLastPathComponent().appending(path: "catallaxy")
        }
        return tests.deletingLastPathComponent().appending(path: "catallaxy")
    }

    static func process(_ arguments: [String], in directory: URL = root) -> Process {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = directory
        return process
    }

    /// The absolute path of a shipped scenario.
    static func scenario(_ name: String) -> String {
        root.appending(path: "Scenarios/exchange/\(name).yaml").path
    }

    /// Runs the command to its end.
    init(_ arguments: String...) throws { try self.init(list: arguments) }

    /// Runs the command to its end in a folder, where its store is.
    init(_ arguments: String..., in folder: Folder) throws {
        try self.init(list: arguments, in: folder.url)
    }

    /// Runs the command to its end.
    init(list arguments: [String], in directory: URL = root) throws {
        let folder = try Folder()
        let process = Self.process(arguments, in: directory)
        // Files rather than pipes: nobody has to read while it runs.
        let streams = try [folder.create("output"), folder.create("errors")]
        process.standardOutput = streams[0]
        process.standardError = streams[1]
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try folder.text("output")
        errors = try folder.text("errors")
    }
}

/// A folder that is gone when nobody needs it any more.
final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "catallaxy-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func create(_ name: String) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: path(name), contents: nil)
        return try FileHandle(forWritingTo: url.appending(path: name))
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: url.appending(path: name), encoding: .utf8)
    }

    /// What is in it, by name.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }
}
