import Analytics
import ArgumentParser
import Determinism
import Glibc
import ScenarioKit

/// `catallaxy scenario list`: the shipped packs, or those of another folder.
struct ScenarioListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the scenarios of all packs with what they are about.",
        discussion: "A file with errors is listed as such; 'scenario validate' says more.")

    @Option(help: "The folder whose folders are packs.")
    var folder = "Scenarios"

    func run() throws {
        guard let packs = Self.entries(of: folder) else {
            throw CommandFailure(
                status: .wrongInput,
                message: "\(folder) cannot be listed: \(String(cString: strerror(errno))); "
                    + "--folder names another")
        }
        var rows = [["scenario", "kind", "agents", "institution", "description"]]
        for pack in packs {
            for file in Self.entries(of: "\(folder)/\(pack)") ?? []
            where file.hasSuffix(".yaml") || file.hasSuffix(".yml") {
                rows.append(Self.row(path: "\(folder)/\(pack)/\(file)", label: "\(pack)/\(file)"))
            }
        }
        StandardStreams.printOrExit(Self.table(rows))
    }

    private static func row(path: String, label: String) -> [String] {
        let reading = ScenarioReader.read(path: path)
        guard let scenario = reading.scenario else {
            let count = reading.diagnostics.count { $0.severity == .error }
            return [label, "–", "–", "–", "(\(count) error\(count == 1 ? "" : "s"))"]
        }
        let description = (reading.description ?? "").split(separator: "\n").first ?? ""
        return [
            label, scenario.kind.rawValue, String(scenario.agentCount),
            scenario.institutionName, String(description),
        ]
    }

    private static func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            .joined(separator: "  ").trimmingEnd()
        }
        return lines.map { TerminalText.escaped($0) + "\n" }.joined()
    }

    /// The names in a folder, in order, without hidden ones; `nil` if it cannot be read.
    private static func entries(of path: String) -> [String]? {
        guard let stream = opendir(path) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

extension String {
    fileprivate func trimmingEnd() -> String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
