import Testing

@testable import OrderFlow

@Suite("The description of a day")
struct LobsterStatisticsTests {
    @Test("spreads weigh by event and by time")
    func spreads() throws {
        // 100 price units are a tick: 10 ticks for a second, then 5 for nine.
        let replay = try Replayed([
            "0,1,1,10,10000,1", "1,1,2,10,11000,-1", "2,1,3,10,10500,-1", "11,5,0,1,10200,1",
        ])
        let statistics = replay.report.statistics
        let overEvents: Double = try #require(statistics.eventSpread)
        #expect((overEvents - 6.666_666_667).magnitude < 1e-6)
        #expect(statistics.timeSpread == 5.5)
    }

    @Test("an autocorrelation and a kurtosis as by hand")
    func moments() throws {
        let alternating: [Double] = [1, -1, 1, -1]
        #expect(Moments.autocorrelation(alternating, lag: 1) == -0.75)
        #expect(Moments.autocorrelation(alternating, lag: 2) == 0.5)
        #expect(Moments.autocorrelation(alternating, lag: 4) == nil)
        #expect(Moments.autocorrelation([3, 3, 3], lag: 1) == nil)
        #expect(Moments.excessKurtosis(alternating) == -2)
        // Mean 0, second moment 12 / 4 = 3, fourth 84 / 4 = 21.
        let skewed = try #require(Moments.excessKurtosis([3, -1, -1, -1]))
        let distance: Double = skewed - 21.0 / 9 + 3
        #expect(distance.magnitude < 1e-12)
        #expect(Moments.excessKurtosis([]) == nil)
        let line = try #require(Moments.regression([3, 5, 7], on: [1, 2, 3]))
        #expect(line.slope == 2 && line.determination == 1)
        #expect(Moments.regression([1, 2], on: [4, 4]) == nil)
    }

    @Test("orders executed at one time are one aggressor")
    func signs() throws {
        var rows = ["0,1,1,99,10000,1", "0,1,2,99,11000,-1"]
        for second in 1...6 {
            let taken = second.isMultiple(of: 2) ? "1,1,10000,1" : "2,1,11000,-1"
            rows += ["\(second),4,\(taken)", "\(second),4,\(taken)"]
        }
        let statistics = try Replayed(rows).report.statistics
        let first: Double? = statistics.signAutocorrelation.first?.value
        #expect(first == -5.0 / 6)
        #expect(statistics.visibleShares == 12)
    }

    @Test("figures have so many decimals, and none is a dash")
    func numbers() {
        #expect(LobsterStatistics.number(21.5538, 2) == "21.55")
        #expect(LobsterStatistics.number(-0.0004, 3) == "0.000")
        #expect(LobsterStatistics.number(-0.376, 3) == "-0.376")
        #expect(LobsterStatistics.number(0.00362, 5) == "0.00362")
        #expect(LobsterStatistics.number(nil, 2) == "-")
    }
}
