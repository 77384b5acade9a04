import Analytics
import Determinism
import Foundation
import MarketModel
import Primitives
import Reports
import TestSupport
import Testing

@Suite("The page of an exchange")
struct ExchangeModelTests {
    /// Two agents, three ticks, two trades at 101 and 99.5.
    private func model(ticks: Int64 = 3, name: String = "small") -> ExchangeModel {
        let script = ExchangeScript(ticks: ticks, name: name)
        script.sell("1", at: "101", from: 0, to: 1)
        script.endTick(trades: 1)
        script.place(0, .ask, "2", at: "102.5")
        script.place(1, .bid, "0.5", at: "99")
        script.endTick()
        script.sell("2", at: "99.5", from: 1, to: 0)
        script.endTick(trades: 1)
        script.show(.runStopped(.completed))
        return script.model
    }

    private let record = RunRecord(
        runID: "0123456789abcdef", finalEventHash: "ab", wallSeconds: 0.25)

    @Test("prices, quantities and books are whole numbers of the instrument's decimals")
    func series() throws {
        let document = model().document(of: record)
        let market = try #require(document["instruments"]?.arrayValue?[0])
        let series = try #require(market["series"])
        #expect(market["price_decimals"] == 2 && market["quantity_decimals"] == 1)
        #expect(series["tick"] == [0, 1, 2])
        #expect(series["close"] == [10100, .null, 9950])
        #expect(series["volume"] == [10, 0, 20])
        // (101 + 2 × 99.5) / 3, rounded down to 10⁻⁸.
        #expect(series["vwap"] == [10_100_000_000, 10_100_000_000, 10_000_000_000])
        #expect(series["spread_mean"] == [.null, 350_000_000, 350_000_000])
        #expect(series["bids"] == [[], [9900, 5], [9900, 5]])
        #expect(market["book"] == ["bids": [9900, 5], "asks": [10250, 20]])
        #expect(document["trades"]?["price"] == [10100, 9950])
        #expect(document["trades"]?["stride"] == 1)
    }

    @Test("agents have the figures of the summary, and equity that ends with theirs")
    func agents() throws {
        let document = model().document(of: record)
        let agents = try #require(document["agents"]?.arrayValue)
        for agent in agents {
            let equity = try #require(agent["equity"]?.stringValue)
            let last = try #require(agent["equity_series"]?.arrayValue?.last?.integerValue)
            #expect(Amount(units: Int128(last)).description == equity)
        }
        #expect(agents[0]["pnl"] == "-48.50000000")
        #expect(agents[0]["starting_equity"] == "20000.00000000")
    }

    @Test("a newcomer is told who won, why, and what the price did")
    func story() {
        let story = model().document(of: record)["story"]?.arrayValue ?? []
        let texts = story.map {
            "\($0["title"]?.stringValue ?? ""): \($0["text"]?.stringValue ?? "")"
        }
        expectGolden(texts.joined(separator: "\n"), "Reports/exchange-story")
    }

    @Test("the same events give the same bytes, whatever clock measured them")
    func determinism() {
        var other = record
        other.wallSeconds = 7
        other.number = 3
        #expect(
            ReportPage(model().document(of: record)).bytes
                == ReportPage(model().document(of: other)).bytes)
    }

    @Test("a long run is drawn together into at most a thousand points, and the page says so")
    func sampling() throws {
        let script = ExchangeScript(ticks: 2_500, name: "long")
        for tick in 0..<2_500 {
            if tick % 3 == 0 { script.sell("0.1", at: "100", from: 0, to: 1) }
            script.endTick(trades: tick % 3 == 0 ? 1 : 0)
        }
        let document = script.model.document(of: record)
        let series = document["instruments"]?.arrayValue?[0]["series"]
        let ticks = try #require(series?["tick"]?.arrayValue)
        #expect(ticks.count == 834 && ticks.last == 2_499)
        let trades = series?["trades"]?.arrayValue?.reduce(0) { $0 + ($1.integerValue ?? 0) }
        #expect(trades == 834)
        let sentence = document["sampling"]?["sentence"]?.stringValue ?? ""
        #expect(sentence.hasPrefix("Of 2,500 ticks every 3 make one point"))
    }

    @Test("too many trades are thinned evenly, the first always among them")
    func thinning() throws {
        let script = ExchangeScript(ticks: 1, name: "busy")
        for number in 0..<40_000 {
            script.sell("0.1", at: "100", from: number % 2, to: 1 - number % 2)
        }
        script.endTick(trades: 40_000)
        let trades = script.model.document(of: record)["trades"]
        #expect(trades?["count"] == 40_000 && trades?["stride"] == 2)
        #expect(trades?["tick"]?.arrayValue?.count == 20_000)
    }

    @Test("names that look like markup end neither the script nor the title")
    func escaping() {
        let name = #"</script><b>"&amp;\#u{2028}{{data}}"#
        let page = String(
            decoding: ReportPage(model(name: name).document(of: record)).bytes, as: UTF8.self)
        #expect(!page.contains("</script><b>"))
        #expect(page.contains(#"<title>&lt;/script&gt;&lt;b&gt;"&amp;amp;"#))
        #expect(page.ranges(of: "</script>").count == 2)
        #expect(!page.contains("http://localhost") && !page.contains("src=\"http"))
    }

    @Test("a page that goes on says where, and who traded with whom is not in it")
    func live() throws {
        let script = ExchangeScript(ticks: 3, name: "live")
        script.sell("1", at: "101", from: 0, to: 1)
        script.endTick(trades: 1)
        script.sell("2", at: "99.5", from: 0, to: 1)
        let document = script.model.liveDocument(of: record, stream: "/v1/stream")
        let live = try #require(document["live"])
        #expect(live["stream"] == "/v1/stream" && live["planned_ticks"] == 3)
        #expect(live["seq"] == document["run"]?["events"]?.integerValue.map { .integer($0 - 1) })
        let pending = try #require(live["pending"]?.arrayValue?.first)
        #expect(pending["close"] == 9950 && pending["volume"] == 20 && pending["trades"] == 1)
        #expect(pending["turnover"] == "30000000000" && pending["traded"] == "300000000")
        #expect(document["trades"]?["taker"] == nil && document["trades"]?["count"] == 2)
        let series = document["instruments"]?.arrayValue?[0]["series"]
        #expect(series?["tick"] == [0])
        // Asking changes nothing: the run's own page is as if nobody had.
        let asked = ReportPage(script.model.document(of: record)).bytes
        #expect(asked == ReportPage(script.model.document(of: record)).bytes)
        let page = String(decoding: ReportPage(document).bytes, as: UTF8.self)
        #expect(page.contains("connect-src 'self'"))
        #expect(!String(decoding: asked, as: UTF8.self).contains("connect-src"))
    }

    @Test("every file of the page is in it")
    func files() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Reports/Page").standardized
        let page = String(
            decoding: ReportPage(model().document(of: record)).bytes, as: UTF8.self)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.count > 20)
        for name in names where name != "page.html" {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let isThere = page.contains(text)
            #expect(isThere, "\(name) is another than the program has")
        }
    }
}
