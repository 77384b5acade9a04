import Foundation
import Kernel
import ScenarioKit
import Testing

@Suite("Whole scenario files")
struct WholeFileTests {
    @Test("as many past views are kept as memory has room for, over all instruments")
    func pastViews() {
        func errors(latency: Int, ticks: Int) -> Int {
            let text = """
                schema_version: 1
                name: far
                kind: exchange
                ticks: \(ticks)
                instruments:
                  - {symbol: A/CASH, tick_size: 1, lot_size: 1, reference_price: 1}
                  - {symbol: B/CASH, tick_size: 1, lot_size: 1, reference_price: 1}
                agents:
                  - {bot: random, cash: 1, latency: \(latency)}

                """
            let reading = ScenarioReader.readExchange(bytes: Array(text.utf8), file: "far.yaml")
            return reading.diagnostics.count { $0.severity == .error }
        }
        #expect(errors(latency: 500_000, ticks: 1_000_000) == 0)
        #expect(errors(latency: 500_001, ticks: 1_000_000) == 1)
        #expect(errors(latency: 1_000_000, ticks: 1_000) == 0)
    }

    @Test("all errors of a file come at once, in order of position")
    func allAtOnce() {
        let text = """
            schema_version: 1
            nane: many
            kind: exchange
            ticks: lots
            instruments:
              - {symbol: A/CASH, tick_size: 0.001, lot_size: 0.000001, reference_price: 1}
              - {symbol: B/CASH, tick_size: 0.01, lot_size: 1, referenceprice: 1}
            agents:
              - {bot: randm, cash: 1e3}
              - {bot: random, cash: 5, holdings: {C: 1}, cash: 6}
            events:
              - {tick: 1, kind: halt, instrument: X/CASH, ticks: -3}
              - {tick: 1, kind: mint, agents: bob, asset: A, amount: 1, amount: 2}
            """
        let lines = Fixtures.lines(Fixtures.read(text))
        let places = lines.map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
        #expect(
            places == [
                "2:1: error: nane:", "4:8: error: ticks:",
                "6:50: error: instruments[0].lot_size:",
                "7:52: error: instruments[1].referenceprice:",
                "9:11: error: agents[0].bot:", "9:24: error: agents[0].cash:",
                "10:39: error: agents[1].holdings.C:", "10:46: error: agents[1].cash:",
                "12:39: error: events[0].instrument:", "12:54: error: events[0].ticks:",
                "13:35: error: events[1].agents:", "13:61: error: events[1].amount:",
            ], "\(lines.joined(separator: "\n"))")
    }

    @Test("key after key may be repeated: each second one is an error")
    func repeatedKeys() {
        let text = "seed: 1\nname: a\nseed: 2\nx: {y: 1, 'y': 2, \"y\": 3}\nname: b\nseed: 3\n"
        let lines = Fixtures.lines(Fixtures.read(text)).filter { $0.contains("twice") }
        #expect(
            lines == [
                "3:1: error: seed: found 'seed' twice, first on line 1",
                "4:11: error: x.y: found 'y' twice, first on line 4",
                "4:19: error: x.y: found 'y' twice, first on line 4",
                "5:1: error: name: found 'name' twice, first on line 2",
                "6:1: error: seed: found 'seed' twice, first on line 1",
            ])
    }

    @Test("an economy and a laboratory are told apart from a misspelt kind")
    func otherKinds() {
        for text in ["kind: economy\nN: 5\n", "N: 5\nutilities: []\n", "kind: laboratory\n"] {
            let reading = Fixtures.read(text)
            #expect(reading.diagnostics.count == 1)
            #expect(reading.diagnostics[0].message.contains("expected"))
            #expect(reading.diagnostics[0].path == "kind")
        }
    }

    @Test("odd but legal settings are warnings, and the scenario stands")
    func warnings() {
        let late = Fixtures.changing(Fixtures.example, "{tick: 5000", to: "{tick: 10000")
        let drowsy = Fixtures.changing(
            Fixtures.example, "count: 6,", to: "count: 6, wake_rate: 0.5,")
        let small = Fixtures.changing(
            Fixtures.example, "lot_size: 0.1, reference_price: 100",
            to: "lot_size: 0.000001, reference_price: 99")
        let narrow = Fixtures.changing(Fixtures.example, "spread_bps: 50", to: "spread_bps: 0.9")
        let cases = [
            (narrow, "10:84: warning: agents[0].parameters.spread_bps: a spread of 0.9 basis"),
            (late, "14:12: warning: events[0].tick: never happens: tick 10000, but the last tick"),
            (drowsy, "11:48: warning: agents[1].wake_rate: has no effect without"),
            (small, "6:53: warning: instruments[0].lot_size: a lot is worth 0.000099 at the"),
        ]
        for (text, says) in cases {
            let reading = Fixtures.read(text)
            let lines = Fixtures.lines(reading)
            #expect(reading.scenario != nil)
            #expect(lines.count == 1 && lines[0].hasPrefix(says), "\(lines)")
        }
    }

    @Test("who would start bankrupt is an error, unless nobody can be bankrupt")
    func startingBankrupt() {
        let poor = Fixtures.changing(
            Fixtures.example, "count: 10, cash: 10000, holdings: {ASSET: 100}",
            to: "count: 10")
        let lines = Fixtures.lines(Fixtures.read(poor))
        #expect(lines.count == 1 && lines[0].hasPrefix("12:5: error: agents[2]: starts with"))
        let safe = Fixtures.changing(poor, "equity_floor: 0", to: "enabled: false")
        #expect(Fixtures.read(safe).scenario != nil)
        let none = Fixtures.changing(poor, "count: 10}", to: "count: 0}")
        #expect(Fixtures.read(none).scenario != nil)
    }

    @Test("the same text in flow and in block style reads the same")
    func styles() {
        let block = Fixtures.changing(
            Fixtures.example, "- {bot: trend_follower, count: 6,",
            to: "- {\"bot\": 'trend_follower',\n     count: 6,")
        #expect(Fixtures.read(block).scenario == Fixtures.read(Fixtures.example).scenario)
    }

    @Test("descriptions may be long, of several lines, in any language")
    func descriptions() {
        let text = "description: |\n  Käufer & Verkäufer: *alle*? [ja]\n  日本語 🎈\n"
        let reading = Fixtures.read(text + Fixtures.example)
        #expect(reading.scenario != nil, "\(Fixtures.lines(reading))")
        #expect(reading.description == "Käufer & Verkäufer: *alle*? [ja]\n日本語 🎈\n")
    }

    @Test("a file name cannot write to the terminal")
    func fileNames() {
        let reading = ScenarioReader.readExchange(bytes: [], file: "a\u{1B}[2J\nb")
        #expect(reading.diagnostics[0].description.hasPrefix("a\\u{1B}[2J\\u{A}b: error: "))
    }

    @Test("errors without end are counted, not kept")
    func manyErrors() {
        let text = (0..<3_000).map { "key\($0): 1\n" }.joined()
        let reading = Fixtures.read(text)
        #expect(reading.diagnostics.count == 1_001)
        #expect(reading.diagnostics.last?.message == "2006 more of these are not shown")
    }

    @Test("every shipped exchange scenario reads without a word")
    func shipped() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Scenarios/exchange").path
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return
        }
        for name in names.sorted() where name.hasSuffix(".yaml") {
            let reading = ScenarioReader.readExchange(path: folder + "/" + name)
            #expect(reading.diagnostics.map(\.description) == [])
            #expect(name == (reading.scenario?.name ?? "") + ".yaml")
        }
    }
}
