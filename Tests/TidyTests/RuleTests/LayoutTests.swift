import Testing

@Suite("Rules of the repository")
struct LayoutTests {
    @Test("strange names at the top, and what a build made, are found")
    func names() {
        let good = [".ci/run", ".gitignore", "Package.swift", "Sources/Kernel/World.swift"]
        #expect(Layout.names(good) == [])
        let bad = ["Scripts/a.sh", "notes.md", ".build/a.o", "Package.resolved", "Tests/run.db"]
        let found = Layout.names(good + bad)
        #expect(found.filter { $0.rule == "build product" }.map(\.path) == Array(bad[2...]))
        let odd = found.filter { $0.rule == "top level" }.map(\.path)
        #expect(odd == ["Package.resolved", "Scripts", "notes.md"])
    }

    @Test("a folder of sources that no target compiles is found")
    func targets() {
        let manifest = "library(\"Kernel\", []),\n.target(\n    name: \"CLI\")\n[\"Runner\"]"
        let paths = ["Sources/Kernel/A.swift", "Sources/CLI/main.swift", "Tests/Runner/A.swift"]
        #expect(Layout.targets(paths, manifest: manifest) == [])
        let found = Layout.targets(paths + ["Sources/Runner/A.swift"], manifest: manifest)
        #expect(found.map(\.why) == ["nothing compiles Sources/Runner"])
    }

    @Test("settings that drop preconditions are found")
    func buildSettings() {
        let bad = "let a = 1\n.unsafeFlags([\"-O\"])\nswiftc -Ounchecked"
        #expect(Layout.buildSettings(path: "Package.swift", text: bad).map(\.line) == [2, 3])
        #expect(Layout.buildSettings(path: "Makefile", text: "swift build -c release") == [])
    }

    @Test("a scenario without a header is found")
    func scenarios() {
        let header = "# One.\n#\n# Two.\n# Three.\nkind: exchange\n"
        #expect(Layout.scenarioHeader(path: "a.yaml", text: header) == [])
        let short = "# One.\n#\n# Two.\nkind: exchange\n# Three.\n"
        #expect(Layout.scenarioHeader(path: "a.yaml", text: short).count == 1)
    }

    @Test("a second strategy in a file, and one the catalogue forgot, are found")
    func strategies() {
        let catalog = seed("[Maker.description]", at: "Bots/BotCatalog.swift")
        let maker = seed("struct Maker: Strategy {}", at: "Bots/Maker.swift")
        #expect(Layout.strategies([catalog, maker]) == [])
        let two = seed(
            "struct Maker: Strategy {}\nstruct Taker: Sendable, Strategy {}",
            at: "Bots/Maker.swift")
        #expect(Layout.strategies([catalog, two]).map(\.line) == [2, 2])
        let helper = seed("extension MarketView {\n}", at: "Bots/MarketView+Quoting.swift")
        #expect(Layout.strategies([catalog, maker, helper]) == [])
    }

    @Test(
        "paths of one machine are found",
        arguments: [
            "see /wo" + "rk/shared", "cd /ro" + "ot", "\"/ho" + "me/ada/catallaxy\"",
            "file:///ro" + "ot/a", "/fa" + "rm.log",
        ])
    func machinePaths(text: String) {
        let found = MachinePaths.findings(path: "Tests/A.swift", text: "a\n" + text)
        #expect(found.map(\.line) == [2])
    }

    @Test(
        "other paths are not",
        arguments: [
            "https://example.org/wo" + "rk/a", "/ho" + "me/", "net/ro" + "ot", "./wo" + "rk",
            "$(TOP)/wo" + "rk", "/wo" + "rkers", "/usr/bin/env",
        ])
    func otherPaths(text: String) {
        #expect(MachinePaths.findings(path: "README.md", text: text) == [])
    }

    @Test("only tests may name the folder for temporary files")
    func temporaryPaths() {
        let text = "open(\"/tm" + "p/a\")"
        #expect(MachinePaths.findings(path: "Sources/CLI/A.swift", text: text).count == 1)
        #expect(MachinePaths.findings(path: "Tests/CLITests/A.swift", text: text) == [])
        #expect(MachinePaths.findings(path: "README.md", text: "${TMP}/tm" + "p/a") == [])
    }
}
