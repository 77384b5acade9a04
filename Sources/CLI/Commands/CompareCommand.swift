import ArgumentParser
import Determinism
import Experiments
import Foundation
import ScenarioKit

/// `catallaxy compare`: the same people, different rules of trade.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Swap the institution of a laboratory or an economy, and compare.",
        discussion: """
            Agents, values, endowments and seeds stay the same, so that differences are paired by \
            seed. An institution is named as in a scenario, or with its rule: posted_offer/cost, \
            posted_price/clearing, call_auction/zero_intelligence, double_auction/persistent; in \
            an economy double_auction/zero_intelligence. The scenario's own institution keeps its \
            parameters; others have their defaults, and in an economy the same markets. An amm \
            that the scenario does not endow gets a quarter of the goods of the first seed, at \
            equilibrium prices.
            """)

    @Argument(help: "A scenario file of a laboratory or an economy.")
    var scenario: String

    @Option(
        help: ArgumentHelp(
            "Institutions, by commas; the first is compared with.",
            valueName: "list"))
    var institutions: String

    @Option(
        help: ArgumentHelp(
            "Seeds, such as 1..30; by default a laboratory's replications, or 1..30.",
            valueName: "first..last"))
    var seeds: String?

    @Option(help: ArgumentHelp("Write a page with plots too.", valueName: "file"))
    var report: String?

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    func run() throws {
        let chosen = try range()
        let plan = try RunPlan(file: scenario, seed: nil, ticks: nil, isQuiet: json)
        let choices = institutions.split(separator: ",", omittingEmptySubsequences: false).map {
            InstitutionChoice(String($0))
        }
        let comparison: Comparison
        do {
            comparison = try Comparison(
                plan.scenario.any, seed: plan.seed, institutions: choices, seeds: chosen,
                keepsCourse: report != nil)
        } catch {
            throw CommandFailure(status: .wrongInput, message: "\(error)")
        }
        let text =
            json
            ? CanonicalJSON.text(comparison.document)
            : comparison.lines.joined(separator: "\n")
        if let report { try write(comparison.page, to: report) }
        StandardStreams.printOrExit(text + "\n")
    }

    private func write(_ page: String, to path: String) throws {
        do {
            try NewFile(path: path).write(page, replacing: true)
        } catch {
            throw CommandFailure(
                status: .writeFault,
                message: "\(error.name) cannot be written: \(error.reason)")
        }
    }

    /// At most a million seeds: each takes a run per institution.
    private func range() throws -> [UInt32]? {
        guard let seeds else { return nil }
        let ends = seeds.components(separatedBy: "..")
        guard ends.count <= 2, let first = UInt32(ends[0]),
            let last = UInt32(ends[ends.count - 1]), first <= last, last - first < 1_000_000
        else {
            throw ValidationError(
                "--seeds: found '\(seeds)', expected a seed, or first..last of at most a million")
        }
        return Array(first...last)
    }
}

extension RunnableScenario {
    /// The scenario as the reader gave it.
    var any: AnyScenario {
        switch self {
        case .exchange(let scenario): .exchange(scenario)
        case .economy(let scenario): .economy(scenario)
        case .laboratory(let scenario): .laboratory(scenario)
        }
    }
}
