public import Determinism
import Foundation

/// The published data for economies, which lie beside the repository and may be absent.
public enum ConformanceData {
    /// What a test says that cannot find them.
    public static let absence = "there is no ../shared/conformance/economy"

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("shared/conformance/economy")

    /// Whether they are there.
    public static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// The names of the cases; none where they are absent.
    public static var cases: [String] {
        let path = folder.appendingPathComponent("cases").path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// A file's place on disk.
    public static func path(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    /// The documents of a JSONL file.
    ///
    /// - Throws: For a line that is no JSON text.
    public static func documents(_ name: String) throws -> [JSONValue] {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return try text.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
    }
}

extension JSONValue {
    /// A number of any spelling; `"inf"` is one too.
    public var real: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        case .string(let text): Double(text)
        case .null, .bool, .array, .object: nil
        }
    }
}

/// Whether two numbers are the same to so many parts of themselves.
public func isClose(_ left: Double, _ right: Double, within part: Double = 1e-9) -> Bool {
    if left == right { return true }
    return abs(left - right) <= part * max(abs(left), abs(right))
}
