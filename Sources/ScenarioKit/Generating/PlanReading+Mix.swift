extension PlanReading {
    /// From one more on, equal weights of two decimals could make more than 1.
    private static let mostKinds = 15

    /// The utilities with their weights; equal ones where none are written.
    mutating func mix(_ text: String?) -> [EconomyPlan.MixEntry]? {
        guard let text else {
            _ = written("--utilities", nil)
            return nil
        }
        var kinds: [String] = []
        var weights: [String] = []
        let known = EconomySections.kinds.map(\.name)
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: ":", omittingEmptySubsequences: false)
            let kind = String(parts[0])
            guard known.contains(kind) else {
                unknown("--utilities", kind, known)
                return nil
            }
            kinds.append(kind)
            weights += parts.dropFirst().map { String($0) }
            if parts.count > 2 {
                found("--utilities", String(item), "\(kind) or \(kind):WEIGHT")
                return nil
            }
        }
        guard kinds.count <= Self.mostKinds else {
            found("--utilities", text, "at most \(Self.mostKinds) utilities")
            return nil
        }
        if weights.isEmpty { weights = Self.equalWeights(kinds.count) }
        guard weights.count == kinds.count, areWeights(weights) else {
            found(
                "--utilities", text,
                "no weights, or one of 0 or more for each, which make 1 together")
            return nil
        }
        return zip(kinds, weights).map { EconomyPlan.MixEntry(kind: $0, weight: $1) }
    }

    private func areWeights(_ texts: [String]) -> Bool {
        let weights = texts.compactMap { try? StrictNumber.real($0) }
        let sum = weights.reduce(0, +)
        return weights.count == texts.count && weights.allSatisfy { $0 >= 0 }
            && abs(sum - 1) <= 1e-6
    }

    /// Equal weights of two decimals; the last takes what rounding leaves.
    static func equalWeights(_ count: Int) -> [String] {
        let share = Hundredths(1 / Double(count))
        let rest = Hundredths(count: 100 - share.count * Int64(count - 1))
        return Array(repeating: share.text, count: count - 1) + [rest.text]
    }
}

/// A number of two decimals, held exactly.
struct Hundredths {
    let count: Int64

    init(count: Int64) { self.count = count }

    /// The nearest number of two decimals, ties away from zero.
    init(_ value: Double) { count = Int64((value * 100).rounded()) }

    var value: Double { Double(count) / 100 }

    /// `0.05`; without decimals that are zero.
    var text: String {
        let digits = String(count.magnitude)
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        var fraction = String(padded.suffix(2))
        while fraction.last == "0" { fraction.removeLast() }
        let whole = (count < 0 ? "-" : "") + padded.dropLast(2)
        return fraction.isEmpty ? whole : whole + "." + fraction
    }
}
