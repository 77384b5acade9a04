/// What an agent, or a kind of agents, comes to over the seeds.
///
/// A kind's figure in a run is the mean over its agents: those of one run share its luck, and
/// count as one observation.
public struct Standing: Sendable {
    /// The agent's name, or the kind's.
    public var name: String
    /// How many agents there are of the kind.
    public var agents: Int
    /// The mean profit.
    public var mean: Estimate
    /// The median profit.
    public var median: Estimate
    /// The mean profit in percent; `nil` where it is not defined.
    public var percent: Estimate?
    /// Where the mean profit comes from, by ``TournamentGame/parts``; empty in an economy.
    public var parts: [Estimate]
    /// The mean ratio of the returns of single ticks; `nil` where it is never defined.
    public var sharpe: Estimate?
    /// The mean of the largest fall; `nil` where it is never defined.
    public var drawdown: Estimate?
    /// The share of agents that were ruined.
    public var bankruptcy: Estimate
    /// How likely it is to come first; a tie is shared.
    public var first: Estimate
}

/// What one agent or kind came to in each run, collected before anything is estimated.
struct StandingSample {
    var name: String
    var agents = 0
    var profits: [Double] = []
    var percents: [Double] = []
    var parts: [[Double]] = TournamentGame.parts.map { _ in [] }
    var sharpes: [Double] = []
    var drawdowns: [Double] = []
    var bankruptcies = 0.0
    var firsts = 0.0
    /// The profits again, by the seed they came under.
    var profitBySeed: [(seed: Int64, profit: Double)] = []

    init(name: String) { self.name = name }

    /// Takes in a run.
    mutating func add(_ scores: [TournamentGame.Score], seed: Int64) {
        guard let profit = Sample.mean(scores.map(\.profit)) else { return }
        agents = max(agents, scores.count)
        profits.append(profit)
        profitBySeed.append((seed, profit))
        if let percent = Sample.mean(scores.compactMap(\.percent)) { percents.append(percent) }
        for place in parts.indices {
            if let part = Sample.mean(scores.compactMap { $0.parts?[place] }) {
                parts[place].append(part)
            }
        }
        if let sharpe = Sample.mean(scores.compactMap(\.sharpe)) { sharpes.append(sharpe) }
        if let fall = Sample.mean(scores.compactMap(\.drawdown)) { drawdowns.append(fall) }
        let ruined = scores.count { $0.isBankrupt }
        bankruptcies += Double(ruined) / Double(scores.count)
    }

    /// - Parameters:
    ///   - stream: Names the streams of its bounds.
    ///   - bootstrap: What draws them.
    /// - Returns: `nil` if it took part in no run.
    func standing(_ stream: String, by bootstrap: Bootstrap) -> Standing? {
        let count = profits.count
        guard let profit = bootstrap.meanAndMedian(of: profits, named: stream + "/profit"),
            let bankruptcy = Estimate(share: min(1, bankruptcies / Double(count)), of: count),
            let first = Estimate(share: min(1, firsts / Double(count)), of: count)
        else { return nil }
        func mean(_ values: [Double], _ what: String) -> Estimate? {
            bootstrap.mean(of: values, named: "\(stream)/\(what)")
        }
        return Standing(
            name: name, agents: agents, mean: profit.mean, median: profit.median,
            percent: mean(percents, "percent"),
            parts: zip(parts, TournamentGame.parts).compactMap { mean($0, $1) },
            sharpe: mean(sharpes, "sharpe"), drawdown: mean(drawdowns, "drawdown"),
            bankruptcy: bankruptcy, first: first)
    }
}
