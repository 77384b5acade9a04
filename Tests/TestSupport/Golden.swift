import Foundation
public import Testing

/// Compares a text with the one recorded under `Tests/Goldens`, or records it anew when the
/// environment has `RECORD_GOLDENS=1`; why it changed goes into the commit message.
public func expectGolden(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
    let file = tests.appendingPathComponent("Goldens/\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
        #expect(throws: Never.self, sourceLocation: sourceLocation) {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return
    }
    let recorded = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let found = text.split(separator: "\n"), wanted = recorded.split(separator: "\n")
    let changes = found.difference(from: wanted).map { change in
        switch change {
        case .insert(_, let line, _): "now    \(line)"
        case .remove(_, let line, _): "before \(line)"
        }
    }
    #expect(
        changes == [], "\(name) differs; 'make goldens' records it anew",
        sourceLocation: sourceLocation)
}
