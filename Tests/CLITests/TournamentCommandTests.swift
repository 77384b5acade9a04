import Foundation
import Testing

@Suite("catallaxy tournament")
struct TournamentCommandTests {
    private static let scenario = Command.scenario("market-maker-vs-trend")
    private static let small = [
        "tournament", scenario, "--seeds", "1..6", "--ticks", "15", "--resamples", "200",
    ]

    @Test("it says who earns what, from what, and how sure that is")
    func text() throws {
        let command = try Command(list: Self.small)
        #expect(command.status == 0, "\(command.errors)")
        for word in [
            "Variant 1: market-maker-vs-trend, 6 seeds", "mean P&L", "From what, on average",
            "spread", "inventory", "fees", "Kind against kind, seed by seed", "seeds needed",
            "told apart", "market_maker-1",
        ] { #expect(command.output.contains(word), "\(word)") }
    }

    @Test("it says the same with any number of jobs, and from a sweep's results")
    func same() throws {
        let folder = try Folder()
        let one = try Command(list: Self.small + ["--json", "--jobs", "1"])
        let two = try Command(
            list: Self.small + [
                "--json", "--jobs", "2", "--csv", folder.path("t.csv"), "--report",
                folder.path("t.html"),
            ])
        #expect(one.output == two.output)
        #expect(one.output.hasPrefix("{\"changes\":[],\"confidence\":0.95,"))
        #expect(try folder.text("t.csv").split(separator: "\n").count == 1 + 3 + 19)
        #expect(try folder.text("t.html").contains("<svg "))
        let swept = try Command(
            "sweep", Self.scenario, "--seeds", "1..6", "--ticks", "15", "--store",
            folder.path("r.db"))
        #expect(swept.status == 0)
        let read = try Command(
            "tournament", "--from", folder.path("r.db"), "--json", "--resamples", "200")
        #expect(read.output == one.output)
    }

    @Test("a mix is varied, and each kind compared with the first mix seed by seed")
    func vary() throws {
        let command = try Command(list: Self.small + ["--vary", "count:trend_follower=0..2"])
        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.contains("Variant 3"))
        #expect(command.output.contains("Compared with variant 1, seed by seed"))
    }

    @Test("groups of one bot with other parameters are kinds of their own")
    func parameters() throws {
        let folder = try Folder()
        let text = try String(contentsOfFile: Self.scenario, encoding: .utf8)
        let line =
            "  - {bot: market_maker, count: 3, cash: 10000, holdings: {ASSET: 100}, "
            + "parameters: {spread_bps: 50}}\n"
        #expect(text.contains(line))
        let changed = text.replacingOccurrences(
            of: line, with: line + line.replacingOccurrences(of: "50}", with: "51}"))
        try Data(changed.utf8).write(to: folder.url.appending(path: "two.yaml"))
        let command = try Command(
            "tournament", folder.path("two.yaml"), "--seeds", "1..4", "--ticks", "10",
            "--resamples", "200")
        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.contains("market_maker#1"))
        #expect(command.output.contains("market_maker#2"))
        #expect(command.output.contains("not told apart"))
    }

    @Test("bad input is said before anything runs")
    func badInput() throws {
        for (arguments, wanted) in [
            (["--seeds", "1..2"], "name a scenario"),
            ([Self.scenario], "--seeds is missing"),
            ([Self.scenario, "--seeds", "1..2", "--resamples", "5"], "--resamples"),
            ([Self.scenario, "--seeds", "1..2", "--vary", "count:x=1"], "agents.x.count"),
            (["--from", "no-such-file.db"], "no such file"),
            ([Self.scenario, "--from", "x.db"], "--from has all runs"),
        ] {
            let command = try Command(list: ["tournament"] + arguments)
            #expect(command.status == 2, "\(arguments)")
            #expect(command.errors.contains(wanted), "\(command.errors)")
        }
    }
}
