import Testing

@Suite("Rules of pure targets")
struct PureTargetTests {
    @Test(
        "an import outside the table is found",
        arguments: [
            Sides("import Foundation", not: "import Accounting"),
            Sides("public import History", not: "public import MarketModel"),
            Sides("import struct Foundation.Date", not: "import struct Primitives.Amount"),
            Sides("@preconcurrency import Dispatch", not: "// import Dispatch"),
            Sides("#if canImport(Glibc)\nimport Glibc\n#endif", not: "let text = \"import Glibc\""),
            Sides("import Matching", not: "import OrderedCollections"),
            Sides("@_exported import Primitives", not: "import Primitives"),
        ])
    func imports(sides: Sides) {
        #expect(Imports.findings(in: seed(sides.broken)).count == 1)
        #expect(Imports.findings(in: seed(sides.clean)) == [])
    }

    @Test("the table differs by target, and a target without a row is found")
    func importTable() {
        let foundation = "import Foundation\nimport Yams"
        let edge = seed(foundation, at: "Sources/ScenarioKit/YAMLReader.swift")
        #expect(Imports.findings(in: edge) == [])
        #expect(Imports.findings(in: seed(foundation)).map(\.line) == [1, 2])
        let unknown = seed("", at: "Sources/Astrology/Stars.swift")
        #expect(Imports.findings(in: unknown).map(\.rule) == ["unknown target"])
        let pure = Imports.pureTargets.filter { target in
            !Imports.table.contains { $0.target == target }
        }
        #expect(pure == [])
    }

    @Test(
        "impurity is found",
        arguments: [
            Sides("let now = Date()", not: "let upDate = Update()"),
            Sides("let clock = ContinuousClock()", not: "let clock = TickClock()"),
            Sides("clock_gettime(CLOCK_MONOTONIC, &time)", not: "/// not clock_gettime"),
            Sides("let start = time(nil)", not: "let start = world.time(of: tick)"),
            Sides("func run() async {}", not: "func run() { asynchronous = false }"),
            Sides("let value = await next()", not: "let value = awaited"),
            Sides("Task { run() }", not: "let task: RunTask = run()"),
            Sides("nonisolated(unsafe) let a = 1", not: "nonisolated let a = 1"),
            Sides("public actor World {", not: "let actor = agents[0]"),
            Sides("let die = Int.random(in: 1...6)", not: "let die = stream.below(6)"),
            Sides("let mixed = agents.shuffled()", not: "stream.shuffle(&agents)"),
            Sides("agents.shuffle()", not: "random.shuffle(&order)"),
            Sides("let one = agents.randomElement()", not: "let one = agents[random.below(3)]"),
            Sides("let g = SystemRandomNumberGenerator()", not: "let g = Mulberry32(state: 1)"),
            Sides("let key = name.hashValue", not: "let key = name.headHash"),
            Sides("    var hasher = Hasher()", not: "func hash(into hasher: inout Hasher) {"),
            Sides("ProcessInfo.processInfo.environment", not: "processInformation()"),
            Sides("let locale = Locale.current", not: "let locale = \"Locale\""),
            Sides("let line = readLine()", not: "let line = reader.line()"),
            Sides("let text = String(format: \"%d\", 1)", not: "let text = String(one)"),
            Sides("print(\"done\")", not: "printer.print(\"done\")"),
            Sides("    static var count = 0", not: "    static var zero: Lots { Lots(0) }"),
            Sides("    static var count: Int = 0", not: "    static let count: Int = 0"),
            Sides("var total = 0", not: "    var total = 0"),
        ])
    func purity(sides: Sides) {
        let broken = "let before = 1\n" + sides.broken
        #expect(Purity.findings(in: seed(broken)).map(\.line) == [2])
        #expect(Purity.findings(in: seed(sides.clean)) == [])
        let edge = seed(broken, at: "Sources/CLI/RunCommand.swift")
        #expect(Purity.findings(in: edge) == [], "the edges may")
    }

    @Test(
        "a default beside cases of an enum is found",
        arguments: [
            Sides("case .bid: 1\ndefault: 2", not: "case .bid: 1\ncase .ask: 2"),
            Sides("case (.bid, 1): 1\ndefault: 2", not: "case 1: 1\ndefault: 2"),
            Sides("case let .bid(a): a\ndefault: 2", not: "case 0..<3: a\ndefault: 2"),
            Sides(
                "case .bid: 1\n@unknown default: 2",
                not: "case UInt8(ascii: \".\"): switch b {\ncase .x: 1\n}\ndefault: 2"),
        ])
    func closedEnums(sides: Sides) {
        let (broken, clean) = (sides.broken, sides.clean)
        #expect(ClosedEnums.findings(in: seed("switch a {\n\(broken)\n}")).map(\.line) == [3])
        #expect(ClosedEnums.findings(in: seed("switch a {\n\(clean)\n}")) == [])
        let foreign = "switch a.properties.generalCategory {\n\(broken)\n}"
        #expect(ClosedEnums.findings(in: seed(foreign)) == [])
    }
}
