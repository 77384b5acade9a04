import Foundation
import Testing

@Suite("catallaxy report")
struct ReportCommandTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test("a run's page and that of its record are the same bytes, of every kind")
    func reproduced() throws {
        let scenarios = [
            "exchange/zoo-of-five", "economy/money-kkt", "laboratory/smith-1962",
        ].map { Command.root.appending(path: "Scenarios/\($0).yaml").path }
        for scenario in scenarios {
            let run = try Command(
                "run", scenario, "--ticks", "12", "--quiet", "--report", "run.html", in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let report = try Command(
                "report", "last", "--output", "stored.html", "--force", in: folder)
            #expect(report.status == 0 && report.output.hasPrefix("stored.html: run "))
            #expect(try folder.text("run.html") == folder.text("stored.html"), "\(scenario)")
        }
    }

    @Test("no file is replaced unless that is wanted, and no store at all")
    func conventions() throws {
        let scenario = Command.scenario("zoo-of-five")
        _ = try Command("run", scenario, "--ticks", "3", "--quiet", in: folder)
        #expect(try Command("report", "1", "--output", "page.html", in: folder).status == 0)
        let again = try Command("report", "1", "--output", "page.html", in: folder)
        #expect(again.status == 2 && again.errors.contains("--force replaces it"))
        let store = try Command("report", "1", "--output", "catallaxy.db", "--force", in: folder)
        #expect(store.status == 2 && store.errors.contains("is the store"))
        let nowhere = try Command("report", "1", "--output", "no/page.html", in: folder)
        #expect(nowhere.status == 3 && !nowhere.errors.isEmpty)
        let over = try Command(
            "run", scenario, "--ticks", "3", "--report", "catallaxy.db", in: folder)
        #expect(over.status == 2 && over.errors.contains("name another file"))
    }
}
