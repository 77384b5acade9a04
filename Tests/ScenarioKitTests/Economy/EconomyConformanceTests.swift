import Determinism
import Foundation
import ScenarioKit
import Testing

/// The published data, which lie beside the repository.
private enum PublishedData {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/conformance/economy")

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static func lines(of name: String) -> [Substring] {
        let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return (text ?? "").split(separator: "\n")
    }
}

@Suite(
    "Published economies",
    .enabled(if: PublishedData.isPresent, "there is no ../shared/conformance/economy"))
struct EconomyConformanceTests {
    /// Where each rejected scenario is wrong: line, path, and a piece of the reason.
    static let reasons: [String: (line: Int, path: String, says: String)] = [
        "agents=0": (4, "agents", "from 1 to"),
        "vision<0": (21, "params.vision_radius", "from 0 to"),
        "interaction<0": (21, "params.interaction_radius", "from 0 to"),
        "dA_max=-1": (21, "params.dA_max", "from 1 to"),
        "forage_rate=0": (21, "params.forage_rate", "from 1 to"),
        "beta=0": (21, "params.beta", "greater than 0 and at most 1"),
        "beta>1": (21, "params.beta", "greater than 0 and at most 1"),
        "max_amount=0": (21, "params.resource_max_amount", "from 1 to"),
        "trade_cooldown<0": (21, "params.trade_cooldown_ticks", "from 0 to"),
        "lambda=0": (21, "params.lambda_money", "greater than 0"),
        "form bad": (21, "params.money_utility_form", "one of linear, log"),
        "bounds inverted": (22, "params.lambda_bounds.lambda_min", "lambda_min below lambda_max"),
        "min_quotes<0": (22, "params.liquidity_gate.min_quotes", "from 1 to"),
        "regime unknown": (21, "params.exchange_regime", "one of barter_only, money_only"),
        "trade_execution_mode unknown": (
            21, "params.trade_execution_mode", "one of minimum, maximum"
        ),
        "mixed without M": (6, "initial_inventories.M", "expected the agents' money"),
        "density<0": (22, "resource_seed.density", "from 0 to 1"),
        "weights sum 0.9": (14, "utilities.mix", "the weights make 0.9, expected 1"),
        "negative weight": (20, "utilities.mix[1].weight", "at least 0"),
        "ces rho=0": (17, "utilities.mix[0].params.rho", "less than 1, not 0"),
        "ces wA=0": (18, "utilities.mix[0].params.wA", "greater than 0"),
        "quadratic gamma<0": (21, "utilities.mix[0].params.gamma", "at least 0"),
        "translog alpha_A=0": (18, "utilities.mix[0].params.alpha_A", "greater than 0"),
        "stone_geary scalar inventory = gamma": (
            6, "initial_inventories.A", "expected more than gamma_A"
        ),
        "unknown utility type": (14, "utilities.mix[0].type", "one of ces, linear, quadratic"),
        "mode trade_ticks=0": (27, "mode_schedule.trade_ticks", "from 1 to"),
        "search unknown": (24, "search_protocol", "one of distance_discounted, myopic"),
        "bargaining dict no name": (25, "bargaining_protocol.name", "missing"),
        "missing resource_seed": (1, "resource_seed", "missing"),
        "list length mismatch": (7, "initial_inventories.A", "expected 2: one entry per agent"),
        "unknown param key": (21, "params.foo", "unknown key 'foo'"),
    ]

    @Test("each is accepted or rejected as published, with line, path and reason")
    func validation() throws {
        var rejected = 0
        for line in PublishedData.lines(of: "vectors/validation.jsonl") {
            let document = try JSONParser.parse(Array(line.utf8))
            let name = try #require(document["case"]?.stringValue)
            let reading = EconomyFixtures.read(try #require(document["yaml"]?.stringValue))
            let lines = Fixtures.lines(reading)
            if document["expected"]?.stringValue == "accepted" {
                #expect(lines.isEmpty && reading.scenario != nil, "\(name): \(lines)")
                continue
            }
            rejected += 1
            #expect(reading.scenario == nil, "\(name) is accepted")
            let reason = try #require(Self.reasons[name], "\(name) has no reason here")
            let found = reading.diagnostics.filter { $0.severity == .error }
            #expect(found.count == 1, "\(name): \(lines)")
            #expect(
                found.first?.line == reason.line && found.first?.path == reason.path,
                "\(name): \(lines)")
            #expect(found.first?.message.contains(reason.says) == true, "\(name): \(lines)")
        }
        #expect(rejected == Self.reasons.count)
    }

    @Test("every published case reads without a word")
    func cases() throws {
        let folder = PublishedData.folder.appending(path: "cases")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count > 20)
        for name in names {
            let path = folder.appending(path: name + "/scenario.yaml").path
            let reading = ScenarioReader.read(path: path)
            #expect(reading.diagnostics.map(\.description) == [])
            #expect(reading.scenario?.kind == .economy && reading.scenario?.name == name)
        }
    }
}
