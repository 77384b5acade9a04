import Testing

@Suite("The rule against unordered iteration")
struct UnorderedIterationTests {
    private func lines(_ text: String) -> [Int] {
        UnorderedIteration.findings(in: [seed(text)]).map(\.line)
    }

    @Test(
        "a name that holds a dictionary or set is known",
        arguments: [
            "private var table: [String: Int] = [:]",
            "let table: [AgentID: [Int]]",
            "let table: [AgentID : [Int]]?",
            "let table: [AssetID?: (Int, Int)]",
            "let table: Set<AgentID>",
            "let table: Dictionary<AgentID, Int>",
            "var table = [:]",
            "var table = [String: Int]()",
            "var table = Set<Int>()",
            "let table = Set(agents)",
            "let table = Dictionary(grouping: agents, by: \\.group)",
            "func find(in table: inout [String: Int]) {",
            "func table() -> [String: Int] {",
            "func table(\n    of agent: Int\n) -> Set<String> {",
            "var table: (Set<Int>)?",
        ])
    func known(declaration: String) {
        #expect(UnorderedIteration.names(in: seed(declaration)) == ["table"])
    }

    @Test(
        "a name that holds something else is not",
        arguments: [
            "let table: [Int]", "let table: OrderedDictionary<String, Int>", "var table = [1, 2]",
            "let table: OrderedSet<Int>", "let table: [(tick: Int, place: Int)]",
            "var table = cells[row]", "let table: BitSet", "// let table: [String: Int]",
            "call(table: [first, second])",
            "func table() -> [Int] {\n    let count: Int\n}",
        ])
    func unknown(declaration: String) {
        #expect(UnorderedIteration.names(in: seed(declaration)) == [])
    }

    @Test(
        "a walk over it is found",
        arguments: [
            "for each in table { use(each) }",
            "for (key, value) in self.table {",
            "for each in world.table where each > 1 {",
            "for each in table.sorted(by: <) {",
            "let keys = table.keys",
            "let sum = table.values.reduce(0, +)",
            "let names = table.map { $0.key }",
            "let names = table\n.map { $0.key }",
            "table.forEach { use($0) }",
            "let least = table.min { $0.value < $1.value }",
            "let one = table.first",
            "let all = Array(table)",
            "list.append(contentsOf: table)",
            "for (a, b) in zip(table, list) {",
            "for each in table?.keys ?? none {",
            "let text = \"all of \\(table)\"",
            "for each in Set(list) {",
            "let groups = Dictionary(grouping: list, by: key).values",
            "let unique = Set(list.map(\\.name)).sorted()",
        ])
    func walked(statement: String) {
        let found = lines("var table: [String: Int] = [:]\n" + statement)
        #expect(found.count == 1 && found[0] >= 2, "\(found)")
    }

    @Test(
        "looking things up is free",
        arguments: [
            "let one = table[key]", "table[key, default: 0] += 1", "let size = table.count",
            "if table.isEmpty { return }", "table.removeValue(forKey: key)",
            "if table.contains(key) {", "let isNew = table.insert(key).inserted",
            "for each in table[key] ?? [] {", "for each in 0..<table.count {",
            "let mapped = table[key].map { $0 + 1 }", "for each in tables {",
            "table = Set(list)", "if table.insert(key).inserted { list.sort() }",
            "for each in list where table[each] != nil {", "let text = \"\\(table.count)\"",
            "for each in list { table[each] = 1 }", "let unique = Set(list).count",
        ])
    func lookedUp(statement: String) {
        #expect(lines("var table: [String: Int] = [:]\n" + statement) == [])
    }

    @Test("a type's other files are checked with it, other types and edges are not")
    func families() {
        let home = seed("var table: Set<Int> = []", at: "Sources/Kernel/World.swift")
        let walk = "for each in table {"
        let places = [
            "Sources/Kernel/World+Opening.swift": 1, "Sources/Kernel/Agenda.swift": 0,
            "Sources/History/World+Opening.swift": 0, "Sources/CLI/World.swift": 0,
        ]
        for (path, count) in places {
            let found = UnorderedIteration.findings(in: [home, seed(walk, at: path)])
            #expect(found.count == count, "\(path)")
        }
    }
}
