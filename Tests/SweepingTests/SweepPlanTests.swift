import Determinism
import Sweeping
import Testing

@Suite("Sweep plans")
struct SweepPlanTests {
    static let plan = SweepPlan(
        scenarios: [.init(name: "one", text: "a"), .init(name: "two", text: "b")],
        axes: [
            .init(path: "x", values: ["1", "2", "3"]), .init(path: "y", values: ["u", "v"]),
        ], seeds: 7...10)

    @Test("a plan is the full product, seeds changing fastest and scenarios slowest")
    func product() {
        let plan = Self.plan
        #expect(plan.variantCount == 12)
        #expect(plan.runCount == 48)
        #expect(plan.item(1) == SweepItem(number: 1, variant: 1, seed: 7))
        #expect(plan.item(5) == SweepItem(number: 5, variant: 2, seed: 7))
        #expect(plan.item(48) == SweepItem(number: 48, variant: 12, seed: 10))
        #expect(plan.variant(1).settingsText == #"{"x":"1","y":"u"}"#)
        #expect(plan.variant(2).settingsText == #"{"x":"1","y":"v"}"#)
        #expect(plan.variant(3).settingsText == #"{"x":"2","y":"u"}"#)
        #expect(plan.variant(7).scenario == 1)
        let all = (1...12).map { plan.variant($0) }
        #expect(Set(all).count == 12)
    }

    @Test("a plan reads back from its document, and has the same name everywhere")
    func document() throws {
        let text = CanonicalJSON.text(Self.plan.document)
        let read = try #require(SweepPlan(try JSONParser.parse(Array(text.utf8))))
        #expect(read == Self.plan)
        #expect(read.planID == Self.plan.planID)
        #expect(read.planID.utf8.count == 16)
        var other = Self.plan
        other.seeds = 7...11
        #expect(other.planID != read.planID)
        #expect(SweepPlan(["schema_version": 1]) == nil)
        #expect(SweepPlan(["schema_version": 2]) == nil)
    }

    @Test("a product that cannot be counted is no plan")
    func endless() {
        let values = (0..<100_000).map { "\($0)" }
        let axes = (0..<4).map { SweepPlan.Axis(path: "p\($0)", values: values) }
        let plan = SweepPlan(
            scenarios: [.init(name: "one", text: "a")], axes: axes, seeds: 0...UInt32.max)
        #expect(plan.countedVariants == nil)
        #expect(SweepPlan(plan.document) == nil)
    }

    @Test("the parts of a plan have every run once", arguments: [1, 2, 7, 48, 50])
    func parts(count: Int) {
        var seen: [Int] = []
        for index in 1...count {
            let shard = SweepShard(index: index, count: count)
            let numbers = Array(shard.numbers(of: 48))
            #expect(numbers.count == shard.runCount(of: 48))
            seen += numbers
        }
        #expect(seen.sorted() == Array(1...48))
    }
}

@Suite("Words of a sweep's command line")
struct SweepWordsTests {
    @Test("seeds are a range with both ends, or one seed")
    func seeds() throws {
        #expect(try SweepSeeds.parse("1..200") == 1...200)
        #expect(try SweepSeeds.parse("5") == 5...5)
        #expect(try SweepSeeds.parse("0..4294967295") == 0...UInt32.max)
    }

    @Test(
        "what is no range of seeds is refused",
        arguments: [
            "", "..", "1..", "..2", "2..1", "1...3", "-1..2", "1..4294967296", "01..2", "a..b",
            "1..2..3", "1,2", " 1..2", "99999999999999999999",
        ])
    func badSeeds(text: String) {
        #expect(throws: SweepWordFault.self) { try SweepSeeds.parse(text) }
    }

    @Test("a setting has a path and values")
    func axes() throws {
        let axis = try SweepPlan.Axis(parsing: "agents.0.count=1,2,3")
        #expect(axis == SweepPlan.Axis(path: "agents.0.count", values: ["1", "2", "3"]))
        #expect(try SweepPlan.Axis(parsing: "a=b=c").values == ["b=c"])
        for text in ["", "=1", "a", "a=", "a=1,,2", "a=1,1"] {
            #expect(throws: SweepWordFault.self, "\(text)") { try SweepPlan.Axis(parsing: text) }
        }
    }

    @Test("a mix is varied by counts")
    func vary() throws {
        let axis = try SweepPlan.Axis(varying: "count:trend_follower=0..3")
        #expect(axis == .init(path: "agents.trend_follower.count", values: ["0", "1", "2", "3"]))
        #expect(try SweepPlan.Axis(varying: "count:x=0,5").values == ["0", "5"])
        #expect(try SweepPlan.Axis(varying: "count:x=4").values == ["4"])
        for text in [
            "", "count:=1", "count:x", "size:x=1", "count:x=2..1", "count:x=-1", "count:x=",
        ] {
            #expect(throws: SweepWordFault.self, "\(text)") { try SweepPlan.Axis(varying: text) }
        }
    }

    @Test("a part is K of N")
    func shards() throws {
        #expect(try SweepShard(parsing: "3/7") == SweepShard(index: 3, count: 7))
        #expect(SweepShard(checking: 3, of: 7) == SweepShard(index: 3, count: 7))
        for (index, count) in [(0, 1), (-5, -3), (8, 7), (1, Int.max)] {
            #expect(SweepShard(checking: index, of: count) == nil)
        }
        for text in ["", "3", "0/7", "8/7", "a/b", "1/2/3", "-1/2", "1/0", "1/1000001"] {
            #expect(throws: SweepWordFault.self, "\(text)") { try SweepShard(parsing: text) }
        }
    }
}
