/// Where things are: one page of top-level names, one folder per target, one file per strategy.
enum Layout {
    private static let topLevel = [
        "Package.swift", "Makefile", "README.md", "LICENSE", "Sources", "Tests", "Bots",
        "Scenarios", "Examples",
    ]
    private static let products = Pattern(
        #"(?:^|/)(?:\.build/|__pycache__/|Package\.resolved$|"#
            + #"[^/]*\.(?:db|db-wal|db-shm|sqlite|o|xctest|log|pyc)$)"#)

    static func names(_ tracked: [String]) -> [Finding] {
        let tops = Set(tracked.compactMap { $0.split(separator: "/").first.map(String.init) })
        let odd = tops.subtracting(topLevel).filter { !$0.hasPrefix(".") }.sorted().map { name in
            Finding(
                path: name, line: 1, rule: "top level",
                why: "only \(topLevel.joined(separator: ", ")) and dot-files stand there")
        }
        let built = tracked.filter { products.fits($0) }.map { path in
            Finding(
                path: path, line: 1, rule: "build product",
                why: "what a build or run makes is not committed; see .gitignore")
        }
        return odd + built
    }

    /// Every folder of `Sources` is a target, or SwiftPM would leave it out without a word.
    static func targets(_ paths: [String], manifest: String) -> [Finding] {
        let folders: [String] = paths.compactMap { path in
            let names = path.split(separator: "/").map(String.init)
            return names.count > 2 && names[0] == "Sources" ? names[1] : nil
        }
        return Set(folders).sorted().compactMap { name in
            let declaration = Pattern(#"(?:library\(|name:)\s*"\#(name)""#)
            guard !declaration.fits(manifest) else { return nil }
            return Finding(
                path: "Package.swift", line: 1, rule: "undeclared target",
                why: "nothing compiles Sources/\(name)")
        }
    }

    private static let unsafeBuild = Pattern(#"-Ounchecked|unsafeFlags"#)

    /// Settings that would take the preconditions out of a release build.
    static func buildSettings(path: String, text: String) -> [Finding] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { unsafeBuild.fits($1) }.map { index, _ in
                Finding(
                    path: path, line: index + 1, rule: "unsafe build",
                    why: "preconditions stay in release, and flags bar the package as a dependency")
            }
    }

    /// A scenario says first what to expect of it.
    static func scenarioHeader(path: String, text: String) -> [Finding] {
        let header = text.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0.hasPrefix("#") }.filter { $0.dropFirst().contains { $0 != " " } }
        guard header.count < 3 else { return [] }
        return [
            Finding(
                path: path, line: 1, rule: "scenario header",
                why: "starts with a comment of at least three lines: what to watch for, and why")
        ]
    }

    private static let strategy = Pattern(
        #"^[ \t]*(?:\w+[ \t]+)*(?:struct|class|actor|enum|extension)\s+(\w+)"#
            + #"(?:<[^>\n]*>)?\s*:[^{}\n]*\bStrategy\b"#)

    /// One strategy per file, named like the file and listed in the catalogue.
    static func strategies(_ files: [SourceFile]) -> [Finding] {
        let catalog = files.first { $0.typeName == "BotCatalog" }?.code ?? ""
        return files.flatMap { file in
            strategy.matches(in: file.code).enumerated().flatMap { index, match -> [Finding] in
                let name = match.groups[1]
                let line = file.line(at: match.end - 1)
                var found: [Finding] = []
                if index > 0 || name != file.typeName {
                    let why = "`\(name)` belongs in \(name).swift: one file is one strategy"
                    found.append(file.finding("strategy", at: line, why))
                }
                if !Pattern(#"\b\#(name)(?:<\w+>)?\.description\b"#).fits(catalog) {
                    let why = "no scenario can name `\(name)`: it is not in BotCatalog.all"
                    found.append(file.finding("strategy", at: line, why))
                }
                return found
            }
        }
    }
}
