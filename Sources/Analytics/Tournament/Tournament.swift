/// Collects the runs of a tournament, in whatever order they come, and says what they show.
public struct Tournament {
    private var games: [TournamentGame] = []
    /// How many runs ended with an error.
    public private(set) var failures = 0

    /// A tournament without runs.
    public init() {}

    /// Takes in a run.
    public mutating func add(_ result: RunResult) {
        if result.hasFailed { failures += 1 } else { games.append(TournamentGame(result)) }
    }

    /// What the runs show.
    ///
    /// - Parameter bootstrap: What draws the bounds.
    /// - Complexity: O(runs × agents × draws).
    public func report(by bootstrap: Bootstrap) -> TournamentReport {
        let sorted = games.sorted { $0.number < $1.number }
        var variants: [TournamentReport.Variant] = []
        var samples: [[StandingSample]] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].variant == sorted[start].variant { end += 1 }
            let kinds = Self.samples(sorted[start..<end]) { $0.kind }
            variants.append(Self.variant(sorted[start..<end], kinds, bootstrap))
            samples.append(kinds)
            start = end
        }
        return TournamentReport(
            variants: variants, changes: Self.changes(variants, samples, bootstrap),
            failures: failures)
    }

    private static func variant(
        _ games: ArraySlice<TournamentGame>, _ kinds: [StandingSample], _ bootstrap: Bootstrap
    ) -> TournamentReport.Variant {
        let game = games[games.startIndex]
        let name = "\(game.variant)"
        let agents = samples(games) { $0.name }
        return TournamentReport.Variant(
            number: game.variant, scenario: game.scenario, settings: game.settings,
            runs: games.count, kinds: ranked(kinds, "\(name)/kind", bootstrap),
            agents: ranked(agents, "\(name)/agent", bootstrap),
            comparisons: comparisons(kinds, name, bootstrap))
    }

    /// What every kind, or every agent, came to, in the order in which they first appear.
    private static func samples(
        _ games: ArraySlice<TournamentGame>, by key: (TournamentGame.Score) -> String
    ) -> [StandingSample] {
        var samples: [StandingSample] = []
        var places: [String: Int] = [:]
        for game in games {
            var members: [[TournamentGame.Score]] = samples.map { _ in [] }
            for score in game.scores {
                let name = key(score)
                if places[name] == nil {
                    places[name] = samples.count
                    samples.append(StandingSample(name: name))
                    members.append([])
                }
                if let place = places[name] { members[place].append(score) }
            }
            let means = members.map { Sample.mean($0.map(\.profit)) }
            let best = means.compactMap(\.self).max()
            let winners = means.count { $0 != nil && $0 == best }
            for place in samples.indices {
                samples[place].add(members[place], seed: game.seed)
                if let mean = means[place], mean == best {
                    samples[place].firsts += 1 / Double(winners)
                }
            }
        }
        return samples
    }

    private static func ranked(
        _ samples: [StandingSample], _ stream: String, _ bootstrap: Bootstrap
    ) -> [Standing] {
        let standings = samples.compactMap {
            $0.standing("\(stream)/\($0.name)", by: bootstrap)
        }
        return standings.enumerated().sorted { left, right in
            let (a, b) = (left.element.mean.value, right.element.mean.value)
            return a == b ? left.offset < right.offset : a > b
        }.map(\.element)
    }

    /// Every kind with every other, the better one first.
    private static func comparisons(
        _ samples: [StandingSample], _ variant: String, _ bootstrap: Bootstrap
    ) -> [PairedComparison] {
        var all: [PairedComparison] = []
        for (index, sample) in samples.enumerated() {
            for other in samples[(index + 1)...] {
                let isBetter =
                    (Sample.mean(sample.profits) ?? 0) >= (Sample.mean(other.profits) ?? 0)
                let (first, second) = isBetter ? (sample, other) : (other, sample)
                let pairs = paired(first, second)
                if pairs.isEmpty { continue }
                all.append(PairedComparison(first.name, second.name, values: pairs, by: bootstrap))
            }
        }
        PairedComparison.adjust(&all)
        return all
    }

    /// How each kind fares in every other variant, compared with the first.
    private static func changes(
        _ variants: [TournamentReport.Variant], _ samples: [[StandingSample]],
        _ bootstrap: Bootstrap
    ) -> [TournamentReport.Change] {
        guard let base = variants.first, variants.count > 1 else { return [] }
        var found: [(kind: String, variant: Int)] = []
        var comparisons: [PairedComparison] = []
        for index in variants.indices.dropFirst() {
            for sample in samples[index] {
                guard let before = samples[0].first(where: { $0.name == sample.name }) else {
                    continue
                }
                let pairs = paired(sample, before)
                if pairs.isEmpty { continue }
                let names = (variants[index].number, base.number)
                found.append((sample.name, names.0))
                comparisons.append(
                    PairedComparison(
                        "\(sample.name) in variant \(names.0)", "in variant \(names.1)",
                        values: pairs, by: bootstrap))
            }
        }
        PairedComparison.adjust(&comparisons)
        return zip(found, comparisons).map {
            TournamentReport.Change(kind: $0.kind, variant: $0.variant, comparison: $1)
        }
    }

    /// The profits of two under the seeds that both have, which both went through in order.
    private static func paired(
        _ first: StandingSample, _ second: StandingSample
    ) -> [(first: Double, second: Double)] {
        var pairs: [(first: Double, second: Double)] = []
        var place = 0
        let others = second.profitBySeed
        for entry in first.profitBySeed {
            while place < others.count, others[place].seed < entry.seed { place += 1 }
            guard place < others.count else { break }
            if others[place].seed == entry.seed {
                pairs.append((entry.profit, others[place].profit))
            }
        }
        return pairs
    }
}
