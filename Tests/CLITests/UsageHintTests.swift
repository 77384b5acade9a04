import Testing

@Suite("What is said of wrong usage")
struct UsageHintTests {
    @Test("a word in the place of a command is named, with the commands there are")
    func unknownCommand() throws {
        let run = try Command("bench", "nope")
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("catallaxy: no command is called 'nope'; expected matching, "))
        #expect(run.errors.hasSuffix("; see 'catallaxy help bench'\n"))
    }

    @Test(
        "the help that is named is that of the command",
        arguments: [
            (["run"], "help run"), (["runs", "show"], "help runs show"), (["--x"], "help"),
        ])
    func help(words: [String], named: String) throws {
        let run = try Command(list: words)
        #expect(run.status == 2)
        #expect(run.errors.hasSuffix("; see 'catallaxy \(named)'\n"))
    }
}
