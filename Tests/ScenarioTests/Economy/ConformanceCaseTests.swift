import Analytics
import Determinism
import Kernel
import MarketModel
import Runner
import ScenarioKit
import TestSupport
import Testing

@Suite("Published economies", .enabled(if: ConformanceData.isPresent, "\(ConformanceData.absence)"))
struct ConformanceCaseTests {
    @Test("every tick is as published", arguments: ConformanceData.cases)
    func trace(_ name: String) throws {
        let path = ConformanceData.path("cases/\(name)/scenario.yaml")
        let found = try EconomyOutcome(of: path).ticks
        let wanted = try ConformanceData.documents("cases/\(name)/expected.jsonl")
        try #require(found.count == wanted.count)
        for (one, other) in zip(found, wanted) {
            let difference = TraceDifference.first(one, other, at: "")
            // What follows the first difference follows from it.
            try #require(
                difference == nil,
                "\(name), tick \(other["tick"]?.integerValue ?? -1): \(difference ?? "")")
        }
    }
}

/// Our own cases, for whoever has not the published ones.
@Suite("Economies tick by tick")
struct RecordedTraceTests {
    @Test(
        "the shipped scenarios' traces are as recorded",
        arguments: ["edgeworth-two-agents", "liquidity-gate", "money-kkt", "five-utilities"])
    func golden(_ name: String) throws {
        let outcome = try EconomyOutcome(of: EconomyOutcome.shipped(name))
        // Real numbers to nine digits: they are promised for one C library only.
        let lines = outcome.ticks.prefix(30).map { RoundedTrace.text($0) }
        expectGolden(lines.joined(separator: "\n") + "\n", "Economies/\(name)-trace")
    }
}

/// Where two documents part, real numbers compared to 10⁻⁹.
enum TraceDifference {
    private static let reals: Set<String> = [
        "utility", "u_goods", "price", "surplus_i", "surplus_j", "lambda",
    ]

    static func first(_ found: JSONValue, _ wanted: JSONValue, at path: String) -> String? {
        if let members = wanted.objectValue {
            let keys = members.map(\.key) + (found.objectValue?.map(\.key) ?? [])
            for key in keys {
                guard let one = found[key], let other = wanted[key] else {
                    return "\(path).\(key): one has it, the other not"
                }
                if reals.contains(key) {
                    if isClose(one.real ?? .nan, other.real ?? .nan) { continue }
                    return "\(path).\(key): found \(one), expected \(other)"
                }
                if let difference = first(one, other, at: "\(path).\(key)") { return difference }
            }
            return nil
        }
        if let elements = wanted.arrayValue {
            guard let others = found.arrayValue, others.count == elements.count else {
                return "\(path): found \(found), expected \(wanted)"
            }
            for (index, pair) in zip(others, elements).enumerated() {
                if let difference = first(pair.0, pair.1, at: "\(path)[\(index)]") {
                    return difference
                }
            }
            return nil
        }
        return found == wanted ? nil : "\(path): found \(found), expected \(wanted)"
    }
}

/// A tick trace with its real numbers to nine digits.
enum RoundedTrace {
    static func text(_ value: JSONValue) -> String { CanonicalJSON.text(rounded(value)) }

    private static func rounded(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number(let number):
            if number == 0 { return value }
            var scale = 1.0
            while abs(number) * scale < 1e8 { scale *= 10 }
            while abs(number) * scale >= 1e9 { scale /= 10 }
            return .number((number * scale).rounded() / scale)
        case .array(let elements): return .array(elements.map(rounded))
        case .object(let members):
            return .object(members.map { JSONMember($0.key, rounded($0.value)) })
        case .null, .bool, .integer, .string: return value
        }
    }
}
