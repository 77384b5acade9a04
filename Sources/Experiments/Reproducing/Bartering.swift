import Determinism
import Kernel
import Preferences
import Primitives
import RealModule

/// Agents with constant expenditure shares who meet by chance and barter.
///
/// - Source: Feldman, *Review of Economic Studies* 40 (1973); Epstein and Axtell, *Growing
///   Artificial Societies* (1996), chapter 4.
struct Bartering: Sendable {
    /// Each one's exponent of A; that of B is 1 less it.
    private let shares: [Double]
    private let start: [(x: Double, y: Double)]
    private var goods: [(x: Double, y: Double)]
    private var stream: UInt32

    /// The tastes of an economy's agents, shuffled over their endowments.
    ///
    /// - Throws: ``ExperimentFault`` unless all utilities are Stone-Geary without subsistence.
    init(_ scenario: EconomyScenario, seed: UInt32) throws(ExperimentFault) {
        guard case .explicit(let origin) = scenario.origin else {
            throw ExperimentFault("\(scenario.name): expected agents that are listed")
        }
        var shares: [Double] = []
        for agent in origin.agents {
            guard case .stoneGeary(let utility) = agent.utility, utility.gammaA == 0,
                utility.gammaB == 0
            else { throw ExperimentFault("\(scenario.name): expected stone_geary, gammas of 0") }
            shares.append(utility.alphaA / (utility.alphaA + utility.alphaB))
        }
        var stream = RandomStream(seed: seed, name: "barter")
        stream.shuffle(&shares)
        self.stream = stream.state
        self.shares = shares
        start = origin.agents.map { (Double($0.endowment.a), Double($0.endowment.b)) }
        goods = start
    }

    /// How two who have met settle.
    enum Rule {
        /// At the competitive equilibrium of the two.
        case pairwise
        /// At the geometric mean of their rates, one unit after another.
        case geometric
    }

    /// As many meetings as there are agents.
    ///
    /// - Returns: The logarithms of the prices paid.
    mutating func round(_ rule: Rule) -> [Double] {
        var stream = RandomStream(state: stream)
        var prices: [Double] = []
        for _ in goods.indices {
            let first = stream.below(goods.count)
            let other = stream.below(goods.count - 1)
            let second = other >= first ? other + 1 : other
            switch rule {
            case .pairwise: meet(first, second)
            case .geometric: bargain(first, second, &prices)
            }
        }
        self.stream = stream.state
        return prices
    }

    private mutating func meet(_ first: Int, _ second: Int) {
        let (one, two) = (goods[first], goods[second])
        let (a, b) = (shares[first], shares[second])
        let price = (a * one.y + b * two.y) / ((1 - a) * one.x + (1 - b) * two.x)
        let wealth = price * one.x + one.y
        let after = (x: a * wealth / price, y: (1 - a) * wealth)
        goods[first] = after
        goods[second] = (one.x + two.x - after.x, one.y + two.y - after.y)
    }

    private func rate(_ agent: Int, _ goods: (x: Double, y: Double)) -> Double {
        shares[agent] * goods.y / ((1 - shares[agent]) * goods.x)
    }

    private func utility(_ agent: Int, _ goods: (x: Double, y: Double)) -> Double {
        guard goods.x > 0, goods.y > 0 else { return -.infinity }
        return shares[agent] * Double.log(goods.x) + (1 - shares[agent]) * Double.log(goods.y)
    }

    private mutating func bargain(_ first: Int, _ second: Int, _ prices: inout [Double]) {
        while true {
            let rates = (rate(first, goods[first]), rate(second, goods[second]))
            if rates.0 == rates.1 { return }
            // Who values A more buys it.
            let (buyer, seller) = rates.0 > rates.1 ? (first, second) : (second, first)
            let price = (rates.0 * rates.1).squareRoot()
            let (dx, dy) = price >= 1 ? (1, price) : (1 / price, 1)
            let bought = (x: goods[buyer].x + dx, y: goods[buyer].y - dy)
            let sold = (x: goods[seller].x - dx, y: goods[seller].y + dy)
            guard utility(buyer, bought) > utility(buyer, goods[buyer]),
                utility(seller, sold) > utility(seller, goods[seller]),
                rate(buyer, bought) >= rate(seller, sold)
            else { return }
            goods[buyer] = bought
            goods[seller] = sold
            prices.append(Double.log(price))
        }
    }

    /// The standard deviation of the logarithms of rates: 0 on the Pareto set.
    var dispersion: Double {
        Sample(goods.indices.map { Double.log(rate($0, goods[$0])) }).deviation ?? 0
    }

    /// The least change of anybody's log utility.
    var leastGain: Double {
        goods.indices.map { utility($0, goods[$0]) - utility($0, start[$0]) }.min() ?? 0
    }

    /// How far totals have strayed from what they were, of it.
    var leak: Double {
        func total(_ list: [(x: Double, y: Double)]) -> (Double, Double) {
            list.reduce((0, 0)) { ($0.0 + $1.x, $0.1 + $1.y) }
        }
        let (before, after) = (total(start), total(goods))
        return max(abs(after.0 / before.0 - 1), abs(after.1 / before.1 - 1))
    }

    /// The gains in the money metric at the equilibrium price, of those of the equilibrium.
    var gainRatio: Double {
        var (needs, worth) = (0.0, 0.0)
        for agent in start.indices {
            needs += (1 - shares[agent]) * start[agent].x
            worth += shares[agent] * start[agent].y
        }
        let price = worth / needs
        func metric(_ agent: Int, _ level: Double) -> Double {
            let share = shares[agent]
            return Double.exp(
                level + share * Double.log(price) - share * Double.log(share)
                    - (1 - share) * Double.log(1 - share))
        }
        var (gained, attainable) = (0.0, 0.0)
        for agent in start.indices {
            let before = metric(agent, utility(agent, start[agent]))
            gained += metric(agent, utility(agent, goods[agent])) - before
            attainable += price * start[agent].x + start[agent].y - before
        }
        return gained / attainable
    }
}
