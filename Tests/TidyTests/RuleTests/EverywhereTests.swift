import Testing

@Suite("Rules of every source")
struct EverywhereTests {
    @Test(
        "what is forced, unfinished or open is found",
        arguments: [
            Sides("let a = try! read()", not: "let a = try read()"),
            Sides("let a = b as! Int", not: "let a = b as? Int"),
            Sides("let a = list.first!", not: "let a = b != c && !d"),
            Sides("let a = table[key]!.b", not: "let a = \"go!\""),
            Sides("let a = f(b)!", not: "let a = !f(b)"),
            Sides("let a: Int!", not: "let a: Int?"),
            Sides("let a = \"\\(b!)\"", not: "let a = \"b!\""),
            Sides("fatalError(\"no\")", not: "preconditionFailure(\"no \\(count)\")"),
            Sides("open class Book {", not: "public final class Book {"),
            Sides("    static let shared = Book()", not: "    static let sharedFee = 1"),
            Sides("// TO" + "DO: later", not: "// To do this, it looks twice."),
            Sides("/* FIX" + "ME */", not: "let prefixes = 1"),
            Sides(
                "final class A: @unchecked Sendable {}",
                not: "final class A: @unchecked Sendable {}  // Sendable: `state` is behind a lock"
            ),
        ])
    func halfOpenDoors(sides: Sides) {
        #expect(HalfOpenDoors.findings(in: seed("\n" + sides.broken)).map(\.line) == [2])
        #expect(HalfOpenDoors.findings(in: seed("\n" + sides.clean)) == [])
    }

    @Test("the reason for an unchecked Sendable may stand above it")
    func reasonAbove() {
        let reason = "// Sendable by a lock around\n// all of its state.\n"
        let type = "final class A: @unchecked Sendable {}"
        #expect(HalfOpenDoors.findings(in: seed(reason + type)) == [])
        #expect(HalfOpenDoors.findings(in: seed(reason + "\n" + type)).count == 1)
    }

    @Test("functions are measured from their name to their brace")
    func functionLengths() {
        let file = seed(
            """
            struct A {
                let b = { 1 }
                var c: Int { 1 }
                var d: [Int] {
                    [1]
                }
                @inlinable
                public init(_ e: [Int: Int] = [:], f: () -> Int = { 1 })
                where B: C {
                    g()
                }
                static func i<J>(
                    _ k: J
                ) -> Int {
                    if l { return 1 }
                    return 2
                }
                deinit {}
                subscript(m: Int) -> Int {
                    m
                }
            }
            """)
        let found = FunctionFinder.functions(in: file)
        let names = ["var c", "var d", "init", "func i", "deinit", "subscript"]
        #expect(found.map(\.name) == names)
        #expect(found.map(\.firstLine) == [3, 4, 8, 12, 18, 19])
        #expect(found.map(\.lineCount) == [1, 3, 4, 6, 1, 3])
    }

    @Test("what is too long is found, what just fits is not")
    func sizes() {
        func function(_ lines: Int) -> SourceFile {
            seed("\nfunc a() {\n" + String(repeating: "b()\n", count: lines - 2) + "}\n")
        }
        let limit = Sizes.functionLimit
        #expect(Sizes.longFunctions(in: function(limit), over: limit) == [])
        #expect(Sizes.longFunctions(in: function(limit + 1), over: limit).map(\.line) == [2])
        let lines = String(repeating: "a\n", count: Sizes.fileLimit)
        #expect(Sizes.longFile(seed(lines)) == [])
        #expect(Sizes.longFile(seed(lines + "a\n")).count == 1)
        let line = String(repeating: "é", count: Sizes.lineLimit)
        #expect(Sizes.longLines(in: seed("a\n" + line)) == [])
        #expect(Sizes.longLines(in: seed("a\n" + line + "b")).map(\.line) == [2])
    }

    @Test(
        "a public declaration without a doc comment is found",
        arguments: [
            "public func a() {}", "    public static func a<B>(_ b: B) {}", "public struct A {",
            "public indirect enum A {", "public protocol A {", "public final class A {",
            "    @inlinable public init(a: Int) {}", "@inlinable\n    public init?(a: Int) {}",
            "public typealias A = B", "    public static let a = 1", "public actor A {",
            "public mutating func a() {}",
        ])
    func documentation(declaration: String) {
        let broken = seed("\n// A reason.\n" + declaration)
        #expect(Documentation.findings(in: broken).count == 1)
        #expect(Documentation.findings(in: seed("\n/// A summary.\n" + declaration)) == [])
        let attributed = "/// A summary.\n@frozen\n// A reason.\n" + declaration
        #expect(Documentation.findings(in: seed(attributed)) == [])
        let properties = declaration.contains("let") ? 1 : 0
        #expect(Documentation.undocumentedProperties(in: broken) == properties)
    }

    @Test("public properties are only counted, what is not public not even that")
    func properties() {
        let file = seed(
            """
            struct A {
                public let a: Int
                public private(set) var b: Int
                /// A summary.
                public var c: Int
                let d: Int
                package func e() {}
                func f() {}
                public static func < (left: A, right: A) -> Bool { left.a < right.a }
            }
            """)
        #expect(Documentation.findings(in: file) == [])
        #expect(Documentation.undocumentedProperties(in: file) == 2)
    }
}
