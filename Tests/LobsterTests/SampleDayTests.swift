import Determinism
import Foundation
import Testing

@testable import OrderFlow

/// An hour of a real day, which lies beside the repository and is not part of it.
///
/// Another place for it may be named by the environment's `LOBSTER_DATA`.
struct SampleDay {
    static let folder =
        ProcessInfo.processInfo.environment["LOBSTER_DATA"].map { URL(filePath: $0) }
        ?? URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data/lobster")

    static let isPresent = FileManager.default.fileExists(
        atPath: folder.appending(path: "AAPL_2012-06-21_first_hour_message_1.csv").path)

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: "AAPL_2012-06-21_\(name).csv")))
    }

    static func book(_ name: String) throws -> LobsterBookFile {
        try LobsterBookFile(bytes: bytes(name))
    }
}

@Suite(
    "An hour of a real day",
    .enabled(if: SampleDay.isPresent, "there is no ../shared/data/lobster"))
struct SampleDayTests {
    @Test("from all messages and ten levels at the start, 18 of 25,641 touches differ")
    func agreement() throws {
        let report = try Replayed.replay(
            SampleDay.bytes("34200000_37800000_message_50"), levels: 1,
            snapshot: SampleDay.book("first999_orderbook_10"),
            reference: SampleDay.book("first_hour_orderbook_1"))
        let found = try #require(report.comparison)
        #expect(report.rows == 91_997 && report.rejected == 0)
        #expect(found.rows == 25_641 && found.consistent == 25_641)
        #expect(found.rowsLeft == 0 && found.messagesLeft == 0 && found.unreadable == 0)
        #expect(found.differing == 18)
        // All of them for one bid of which no message tells how it ended.
        #expect(found.differences.allSatisfy { (17_483...17_522).contains($0.row) })
        checkFigures(report.statistics)
    }

    @Test("without the ten levels, 61 differ")
    func withoutSnapshot() throws {
        let report = try Replayed.replay(
            SampleDay.bytes("34200000_37800000_message_50"), levels: 1, snapshot: nil,
            reference: SampleDay.book("first_hour_orderbook_1"))
        #expect(report.comparison?.differing == 61)
    }

    @Test("ten levels agree in all rows there are")
    func tenLevels() throws {
        let report = try Replayed.replay(
            SampleDay.bytes("34200000_37800000_message_50"), levels: 10,
            snapshot: SampleDay.book("first999_orderbook_10"))
        let found = try #require(report.comparison)
        #expect(found.rows == 999 && found.differing == 0 && found.consistent == 999)
    }

    @Test("the level-1 pair is consistent, and its figures are the published ones")
    func pair() throws {
        let report = try Replayed.replay(
            SampleDay.bytes("first_hour_message_1"), levels: 1,
            snapshot: SampleDay.book("first_hour_orderbook_1"))
        #expect(report.comparison?.rows == 25_641 && report.comparison?.consistent == 25_641)
        #expect(report.statistics.countsByType == [12_432, 50, 6891, 4067, 2201, 0, 0])
        checkFigures(report.statistics)
    }

    @Test("the replayed book alone gives the same figures")
    func replayedFigures() throws {
        let report = try Replayed.replay(
            SampleDay.bytes("34200000_37800000_message_50"), levels: 1,
            snapshot: SampleDay.book("first999_orderbook_10"))
        #expect(!report.statistics.isOfGivenBook)
        checkReals(report.statistics)
    }

    private func checkFigures(_ statistics: LobsterStatistics) {
        #expect(statistics.isOfGivenBook)
        #expect(statistics.touchingByType == [12_432, 50, 6891, 4067, 2201, 0, 0])
        #expect(statistics.visibleShares == 350_494 && statistics.hiddenShares == 183_135)
        checkReals(statistics)
    }

    /// Within 1 % or 0.005, or half a unit of the last digit printed in `experiments.md` §12.
    private func checkReals(_ statistics: LobsterStatistics) {
        var wanted: [(String, Double?, Double, Double)] = [
            ("event spread", statistics.eventSpread, 21.55, 0.005),
            ("time spread", statistics.timeSpread, 19.50, 0.005),
            ("mid changes", statistics.midChangeAutocorrelation, -0.376, 0.005),
            ("returns", statistics.returnAutocorrelation, 0.058, 0.005),
            ("sizes", statistics.returnSizeAutocorrelation, 0.158, 0.005),
            ("order flow", statistics.orderFlowImpact?.slope, 0.00362, 0.00001),
            ("order flow R2", statistics.orderFlowImpact?.determination, 0.286, 0.005),
            ("volume", statistics.signedVolumeImpact?.slope, 0.00724, 0.00001),
            ("volume R2", statistics.signedVolumeImpact?.determination, 0.293, 0.005),
        ]
        for (point, sign) in zip(statistics.signAutocorrelation, [0.613, 0.449, 0.244, 0.107]) {
            wanted.append(("sign \(point.at)", point.value, sign, 0.005))
        }
        for (point, kurtosis) in zip(statistics.excessKurtosis, [20.4, 5.9, 0.9]) {
            wanted.append(("kurtosis \(point.at)", point.value, kurtosis, 0.0555))
        }
        for (name, value, target, band) in wanted {
            let distance = value.map { abs($0 - target) } ?? .infinity
            #expect(distance <= band, "\(name): \(value as Double?) for \(target)")
        }
    }
}
