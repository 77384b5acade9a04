import Foundation
import Testing

/// What the README shows is what the repository holds.
@Suite("The README's examples")
struct ReadmeTests {
    private let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test("the bot of 'Write your own bot' is the one that compiles here")
    func bot() throws {
        let source = try text("Tests/ExampleTests/PatientBuyer.swift")
        #expect(try text("README.md").contains("```swift\n\(source)```"))
    }

    @Test("the checker of chain and balances is the one the suites run")
    func checker() throws {
        let source = try text("Tests/Outside/check_run.py")
        #expect(try text("README.md").contains("```python\n\(source)```"))
    }

    @Test("every scenario named in the table exists, and the other way round")
    func scenarios() throws {
        let readme = try text("README.md")
        let folder = root.appending(path: "Scenarios/exchange").path
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let name = file.replacing(".yaml", with: "")
            #expect(readme.contains("| `\(name)` |"), "\(file) is missing in the README")
        }
    }
}
