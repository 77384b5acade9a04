import Analytics
import Primitives
import ScenarioKit

extension Comparison {
    /// The comparison as one page of HTML: plots as SVG, the tables below, nothing from outside.
    ///
    /// Paths and trades are those of the first seed; they need a comparison that kept its course.
    public var page: String {
        let seedText = "\(seeds.count) seed\(seeds.count == 1 ? "" : "s")"
        var body = [
            "<h1>\(HTMLText.escaped(scenario))</h1>",
            "<p>\(rows.count) institutions with the same people and the same luck, \(seedText). "
                + "Dots are means over the seeds, lines their 95 % intervals.</p>",
        ]
        body += remarks.map { "<p>\(HTMLText.escaped($0))</p>" }
        body += section("How much of the attainable gains is found, in percent", shares())
        if let first = rows.first, rows.count > 1 {
            body += section(
                "Efficiency above that of \(first.institution.text), in points, seed by seed",
                differences())
        }
        let time = kind == .economy ? "tick" : "period"
        body += section("Efficiency \(time) by \(time), mean over the seeds", overTime(time))
        for schedule in schedules {
            let name = kind == .economy ? " of \(schedule.pair.good.rawValue)" : ""
            body += section("Prices\(name), first seed", prices(schedule, time))
            body += section(
                "Supply and demand\(name), with the trades in their order, first seed",
                curves(schedule))
        }
        body.append("<h2>Figures</h2>")
        body.append(HTMLPage.verbatim(lines))
        return HTMLPage(title: "Comparison: \(scenario)", body: body).text
    }

    private func section(_ title: String, _ plot: String) -> [String] {
        plot.isEmpty ? [] : ["<h2>\(HTMLText.escaped(title))</h2>", plot]
    }

    private func shares() -> String {
        let estimates = rows.enumerated().compactMap { colour, row in
            Self.row(row, row.sample { $0.efficiency }, colour)
        }
        return EstimatePlot(
            title: "Efficiency by institution", groups: [.init(title: "", rows: estimates)],
            hasZero: false
        ).svg()
    }

    private func differences() -> String {
        let estimates = rows.enumerated().dropFirst().compactMap { colour, row in
            Self.row(row, advantage(of: row), colour)
        }
        return EstimatePlot(
            title: "Differences of efficiency", groups: [.init(title: "", rows: estimates)]
        ).svg()
    }

    private static func row(_ row: Row, _ sample: Sample, _ colour: Int) -> EstimatePlot.Row? {
        guard sample.count > 0 else { return nil }
        let half = sample.halfWidth ?? 0
        return EstimatePlot.Row(
            label: row.institution.text,
            estimate: Estimate(
                value: sample.mean, low: sample.mean - half, high: sample.mean + half,
                count: sample.count), colour: colour)
    }

    private func overTime(_ time: String) -> String {
        let series = rows.enumerated().map { colour, row in
            let courses = row.trials.compactMap { $0.course?.efficiency }
            let length = courses.map(\.count).max() ?? 0
            let points = (0..<length).compactMap { tick -> (x: Double, y: Double)? in
                let sample = Sample(courses.compactMap { tick < $0.count ? $0[tick] : nil })
                return sample.count > 0 ? (Double(tick + 1), sample.mean) : nil
            }
            return LinePlot.Series(
                label: row.institution.text, colour: colour, style: .line, points: points)
        }
        return LinePlot(title: "Efficiency over time", axis: time, series: series).svg()
    }

    private func prices(_ schedule: UnitSchedule, _ time: String) -> String {
        let series = rows.enumerated().map { colour, row in
            let trades = trades(of: row, schedule)
            var inTick: [Int: Int] = [:]
            for trade in trades { inTick[trade.tick, default: 0] += 1 }
            var done: [Int: Int] = [:]
            let points = trades.map { trade -> (x: Double, y: Double) in
                let place = Double(done[trade.tick, default: 0]) + 0.5
                done[trade.tick, default: 0] += 1
                return (
                    Double(trade.tick) + place / Double(inTick[trade.tick] ?? 1), trade.price
                )
            }
            return LinePlot.Series(
                label: row.institution.text, colour: colour, style: .dots, points: points)
        }
        return LinePlot(
            title: "Prices of trades", axis: time, series: series, levels: levels(schedule)
        ).svg()
    }

    private func curves(_ schedule: UnitSchedule) -> String {
        let most = kind == .economy ? 2 * quantity(schedule) + 4 : .max
        func steps(_ prices: [Double]) -> [(x: Double, y: Double)] {
            guard let first = prices.first else { return [] }
            return [(0, first)]
                + prices.prefix(most).enumerated().map { (Double($0 + 1), $1) }
        }
        var series = [
            LinePlot.Series(
                label: "demand and supply", colour: 0, style: .steps,
                points: steps(schedule.demand)),
            LinePlot.Series(label: "", colour: 0, style: .steps, points: steps(schedule.supply)),
        ]
        for (colour, row) in rows.enumerated() {
            var units = 0.0
            var points: [(x: Double, y: Double)] = []
            // A laboratory renews its units in every period: the first is shown.
            let trades = trades(of: row, schedule).filter { kind == .economy || $0.tick == 0 }
            for trade in trades where units < Double(min(most, 1_000_000)) {
                units += Double(trade.units)
                points.append((units - Double(trade.units) / 2, trade.price))
            }
            series.append(
                LinePlot.Series(
                    label: row.institution.text, colour: colour, style: .line, points: points))
        }
        return LinePlot(
            title: "Supply, demand and trades", axis: "units", series: series,
            levels: levels(schedule)
        ).svg()
    }

    /// How many units have a buyer who pays more than a seller takes.
    private func quantity(_ schedule: UnitSchedule) -> Int {
        zip(schedule.demand, schedule.supply).prefix { $0 > $1 }.map { $0 }.count
    }

    private func levels(_ schedule: UnitSchedule) -> [(label: String, y: Double)] {
        schedule.price.map { [("equilibrium price", $0)] } ?? []
    }

    private func trades(of row: Row, _ schedule: UnitSchedule) -> [TrialCourse.Trade] {
        row.trials.first?.course?.trades.filter { $0.pair == schedule.pair } ?? []
    }
}
