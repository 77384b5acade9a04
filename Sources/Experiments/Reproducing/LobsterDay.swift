import Foundation
import OrderFlow

extension Experiment {
    /// A real hour of order flow.
    static let lobster = Experiment(
        name: "lobster", summary: "LOBSTER sample data: Apple, first hour of 21 June 2012"
    ) { setUps throws(ExperimentFault) in
        let folder = setUps.data
        let name = "AAPL_2012-06-21"
        let path = "\(folder)/\(name)_first_hour_message_1.csv"
        guard FileManager.default.fileExists(atPath: path) else {
            return [Finding("skipped: no sample data in \(folder)", nil)]
        }
        let touch = try LobsterDay.report(
            folder, messages: "\(name)_first_hour_message_1",
            snapshot: "\(name)_first_hour_orderbook_1",
            reference: "\(name)_first_hour_orderbook_1")
        let deep = try LobsterDay.report(
            folder, messages: "\(name)_34200000_37800000_message_50",
            snapshot: "\(name)_first999_orderbook_10",
            reference: "\(name)_first_hour_orderbook_1")
        return LobsterDay.replay(touch, deep) + LobsterDay.counts(touch.statistics)
            + LobsterDay.facts(touch.statistics)
    }
}

private enum LobsterDay {
    static func report(
        _ folder: String, messages: String, snapshot: String, reference: String
    ) throws(ExperimentFault) -> LobsterReport {
        var file = LobsterMessageFile()
        let bytes = try bytes("\(folder)/\(messages).csv")
        bytes.withUnsafeBytes { file.read($0) }
        file.finish()
        do {
            let seed = try LobsterBookFile(bytes: try Self.bytes("\(folder)/\(snapshot).csv"))
            let given = try LobsterBookFile(bytes: try Self.bytes("\(folder)/\(reference).csv"))
            let replay = LobsterReplay(levels: 1, snapshot: seed, reference: given)
            return try replay.run(file, output: nil, rejects: nil)
        } catch let fault as ExperimentFault {
            throw fault
        } catch {
            throw ExperimentFault("\(folder)/\(messages).csv cannot be replayed: \(error)")
        }
    }

    private static func bytes(_ path: String) throws(ExperimentFault) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ExperimentFault("\(path) cannot be read")
        }
        return Array(data)
    }

    static func replay(_ touch: LobsterReport, _ deep: LobsterReport) -> [Finding] {
        [
            Finding(
                "level 1, consistent transitions", published: "25641",
                touch.comparison.map { Double($0.consistent) }, band: .within(25_641...25_641),
                decimals: 0),
            Finding(
                "full depth, differing rows", reference: "18",
                deep.comparison.map { Double($0.differing) }, band: .atMost(40), decimals: 0),
        ]
    }

    static func counts(_ statistics: LobsterStatistics) -> [Finding] {
        let known = [12_432, 50, 6_891, 4_067, 2_201]
        var findings = zip(1..., known).map { type, count in
            let ours =
                type <= statistics.countsByType.count
                ? Double(statistics.countsByType[type - 1]) : nil
            return Finding(
                "messages of type \(type)", published: "\(count)", ours,
                band: .within(Double(count)...Double(count)), decimals: 0)
        }
        for (name, shares, count) in [
            ("visible", statistics.visibleShares, 350_494.0),
            ("hidden", statistics.hiddenShares, 183_135.0),
        ] {
            findings.append(
                Finding(
                    "\(name) shares executed", published: "\(Int(count))", Double(shares),
                    band: .within(count...count), decimals: 0))
        }
        return findings
    }

    static func facts(_ statistics: LobsterStatistics) -> [Finding] {
        func real(_ name: String, _ known: Double, _ ours: Double?) -> Finding {
            Finding(
                name, published: "\(known)", ours,
                band: .about(known, max(0.005, 0.01 * abs(known))), decimals: 5)
        }
        func point(_ points: [LobsterStatistics.Point], _ place: Int) -> Double? {
            points.first { $0.at == place }?.value
        }
        let signs = [(1, 0.613), (2, 0.449), (5, 0.244), (10, 0.107)].map { lag, known in
            real("trade-sign acf, lag \(lag)", known, point(statistics.signAutocorrelation, lag))
        }
        let tails = [(1, 20.4), (10, 5.9), (60, 0.9)].map { seconds, known in
            Finding(
                "excess kurtosis, \(seconds) s", published: "\(known)",
                point(statistics.excessKurtosis, seconds),
                band: .about(known, max(0.05, 0.01 * known)), decimals: 3)
        }
        return [
            real("mean spread by events, ticks", 21.55, statistics.eventSpread),
            real("mean spread by time, ticks", 19.50, statistics.timeSpread),
        ] + signs + [
            real("acf of mid changes, lag 1", -0.376, statistics.midChangeAutocorrelation)
        ] + tails + [
            real("acf of 10 s returns", 0.058, statistics.returnAutocorrelation),
            real("acf of their size", 0.158, statistics.returnSizeAutocorrelation),
            real("order-flow impact, slope", 0.00362, statistics.orderFlowImpact?.slope),
            real("order-flow impact, R²", 0.286, statistics.orderFlowImpact?.determination),
            real("signed-volume impact, slope", 0.00724, statistics.signedVolumeImpact?.slope),
            real(
                "signed-volume impact, R²", 0.293,
                statistics.signedVolumeImpact?.determination),
        ]
    }
}
