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
            posted_price/clearing, call_auction/zero_intelligence, double_auction/persistent. The \
            scenario's own institution keeps its parameters; others have their defaults.
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
                plan.scenario.any, seed: plan.seed, institutions: choices, seeds: chosen)
        } catch {
            throw CommandFailure(status: .wrongInput, message: "\(error)")
        }
        let text =
            json
            ? CanonicalJSON.text(comparison.document)
            : comparison.lines.joined(separator: "\n")
        StandardStreams.printOrExit(text + "\n")
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
