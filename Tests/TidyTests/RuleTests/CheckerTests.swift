import Testing

@Suite("The checker's own tools")
struct CheckerTests {
    @Test(
        "comments and literals are no code",
        arguments: [
            ("a // try!", "a        "),
            ("a /* b /* c */ d */ e", "a                   e"),
            (#"f("try! \"x\" //") + b"#, #"f("             ") + b"#),
            (#"f("a \(b(c)!) d")"#, #"f("  \(b(c)!)  ")"#),
            (##"f(#"a " \(b) "#, c)"##, ##"f(#"         "#, c)"##),
            (##"f(#"a \#(b) c"#)"##, ##"f(#"  \#(b)  "#)"##),
            ("\"\"\"\na \"b\" \\(c)\n\"\"\" d", "\"\"\"\n      \\(c)\n\"\"\" d"),
            (#"f("") + "a""#, #"f("") + " ""#),
        ])
    func masking(source: String, code: String) {
        #expect(SourceMask.code(of: source) == code)
    }

    @Test("an offset is found on its line, also behind characters outside the basic plane")
    func lines() {
        let file = seed("let a = \"😀\"\nlet b = 1\n\nlet c = 2")
        let places = Pattern(#"let \w"#).matches(in: file.code)
        #expect(places.map { file.line(at: $0.offset) } == [1, 2, 4])
    }

    @Test("a file knows its target and its type")
    func names() {
        let file = seed("", at: "Sources/Matching/Storage/OrderBook+Depth.swift")
        #expect(file.target == "Matching")
        #expect(file.typeName == "OrderBook")
        #expect(seed("", at: "Bots/MarketMaker.swift").target == "Bots")
        #expect(seed("", at: "Tests/MatchingTests/OrderBookTests.swift").target == nil)
    }

    @Test("a finding says where, what and why")
    func description() {
        let finding = seed("", at: "Bots/A.swift").finding("clock", at: 7, "time is the tick")
        #expect(finding.description == "Bots/A.swift:7: clock: time is the tick")
    }
}
