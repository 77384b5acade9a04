import Foundation

/// The files of this repository.
struct Repository {
    /// What git would commit, in the order of the paths; without git, what is not hidden.
    let paths: [String]
    /// What git already holds; without git, the same as ``paths``.
    let tracked: [String]

    private let root: URL

    static let here = Repository()

    private init() {
        // Tests/TidyTests/Checker/Repository.swift
        root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
            url.deletingLastPathComponent()
        }
        let held = Self.gitFiles(in: root, ["--cached"])
        let wouldBe = Self.gitFiles(in: root, ["--cached", "--others", "--exclude-standard"])
        tracked = held ?? Self.visibleFiles(in: root)
        paths = wouldBe ?? tracked
    }

    private static func gitFiles(in root: URL, _ options: [String]) -> [String]? {
        let git = Process()
        let output = Pipe()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "-C", root.path, "ls-files", "-z"] + options
        git.standardOutput = output
        git.standardError = FileHandle.nullDevice
        do { try git.run() } catch { return nil }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        guard git.terminationStatus == 0, !bytes.isEmpty else { return nil }
        let names = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return names.filter { FileManager.default.fileExists(atPath: root.path + "/" + $0) }
            .sorted()
    }

    private static func visibleFiles(in root: URL) -> [String] {
        let walk = FileManager.default.enumerator(
            at: root, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
        let prefix = root.path + "/"
        return (walk?.compactMap { $0 as? URL } ?? [])
            .filter { !$0.hasDirectoryPath && $0.path.hasPrefix(prefix) }
            .map { String($0.path.dropFirst(prefix.count)) }
            .sorted()
    }

    /// The text of a file; `nil` for one that is not text.
    func text(of path: String) -> String? {
        let bytes = FileManager.default.contents(atPath: root.path + "/" + path) ?? Data()
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    /// The Swift files under these folders.
    func swiftFiles(under folders: [String]) -> [SourceFile] {
        paths.filter { path in
            path.hasSuffix(".swift") && folders.contains { path.hasPrefix($0 + "/") }
        }.compactMap { path in text(of: path).map { SourceFile(path: path, text: $0) } }
    }

    /// The sources of the product: everything in `Sources` and `Bots`.
    static let product = here.swiftFiles(under: ["Sources", "Bots"])
    /// The sources of the tests.
    static let tests = here.swiftFiles(under: ["Tests"])
}
