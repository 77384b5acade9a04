import Testing

/// What the text of this repository can show of STYLE §1 and §2.
@Suite("The repository is tidy")
struct RepositoryTests {
    private func report(_ findings: [Finding]) {
        for finding in findings.sorted(by: { ($0.path, $0.line) < ($1.path, $1.line) }) {
            Issue.record(Comment(rawValue: finding.description))
        }
    }

    @Test("the checks have something to look at")
    func hasSources() {
        #expect(Repository.product.count > 50)
        #expect(Repository.tests.count > 10)
        let targets = Set(Repository.product.compactMap(\.target))
        #expect(targets.isSuperset(of: ["Primitives", "Kernel", "Bots", "CLI"]))
    }

    @Test("imports point only down")
    func imports() { report(Repository.product.flatMap(Imports.findings)) }

    @Test("pure targets see no clock, thread, chance or outside world")
    func purity() { report(Repository.product.flatMap(Purity.findings)) }

    @Test("pure targets walk nothing unordered")
    func unorderedIteration() { report(UnorderedIteration.findings(in: Repository.product)) }

    @Test("switches over our enums name every case")
    func closedEnums() { report(Repository.product.flatMap(ClosedEnums.findings)) }

    @Test("nothing is forced, unfinished or open")
    func halfOpenDoors() { report(Repository.product.flatMap(HalfOpenDoors.findings)) }

    @Test("functions, files and lines are small")
    func sizes() {
        let all = Repository.product + Repository.tests
        report(all.flatMap { Sizes.longFunctions(in: $0, over: Sizes.functionLimit) })
        report(Repository.product.flatMap(Sizes.longFile))
        report(all.flatMap(Sizes.longLines))
        let longer = Repository.product.flatMap {
            Sizes.longFunctions(in: $0, over: Sizes.functionAim)
        }
        print("note: \(longer.count) functions are longer than \(Sizes.functionAim) lines")
        for finding in longer { print("note: \(finding)") }
    }

    @Test("what is public is documented")
    func documentation() {
        report(Repository.product.flatMap(Documentation.findings))
        let count = Repository.product.map(Documentation.undocumentedProperties).reduce(0, +)
        print("note: \(count) public properties have no doc comment")
    }

    @Test("everything stands where it belongs")
    func layout() throws {
        let here = Repository.here
        let manifest = try #require(here.text(of: "Package.swift"))
        report(Layout.names(here.tracked))
        report(Layout.targets(here.paths, manifest: manifest))
        report(Layout.strategies(Repository.product.filter { $0.target == "Bots" }))
    }

    @Test("release builds keep their preconditions")
    func buildSettings() {
        for path in ["Package.swift", "Makefile", ".ci/run"] {
            guard let text = Repository.here.text(of: path) else { continue }
            report(Layout.buildSettings(path: path, text: text))
        }
    }

    @Test("every scenario says what to expect of it")
    func scenarioHeaders() {
        for path in Repository.here.paths
        where path.hasPrefix("Scenarios/") && path.hasSuffix(".yaml") {
            guard let text = Repository.here.text(of: path) else { continue }
            report(Layout.scenarioHeader(path: path, text: text))
        }
    }

    @Test("no file names a folder of one machine")
    func machinePaths() {
        for path in Repository.here.paths {
            guard let text = Repository.here.text(of: path) else { continue }
            report(MachinePaths.findings(path: path, text: text))
        }
    }
}
