import Analytics
import Determinism
import MarketModel
import Preferences
import Primitives

/// An economy's figures over time, a point for so many ticks.
struct EconomySeries {
    /// Prices of a pair's trades within a point.
    private struct Prices {
        var trades: Int64 = 0
        var volume: Int64 = 0
        var sum = 0.0
        var low = Double.infinity
        var high = -Double.infinity

        mutating func add(_ trade: GoodsTraded) {
            trades += 1
            volume += trade.units
            sum += trade.price
            low = min(low, trade.price)
            high = max(high, trade.price)
        }
    }

    private var ticks: [Int64] = []
    private var gini: [Double?] = []
    private var failed: [Int64] = []
    private var currentFailed: Int64 = 0
    /// By pair, then point.
    private var prices: [[Prices]] = ExchangePair.allCases.map { _ in [] }
    private var currentPrices = ExchangePair.allCases.map { _ in Prices() }
    /// By agent, then point.
    private var utilities: [[Double]] = []
    private var lambdas: [[Double]] = []
    private var money: [[Int64]] = []

    mutating func start(_ fold: EconomyFold) {
        utilities = fold.agents.map { _ in [] }
        lambdas = utilities
        money = fold.agents.map { _ in [] }
    }

    mutating func note(_ event: EconomyEvent) {
        switch event {
        case .goodsTraded(let trade):
            let place = ExchangePair.allCases.firstIndex(of: trade.pair) ?? 0
            currentPrices[place].add(trade)
        case .unpaired(let pair) where pair.reason.isFailedNegotiation: currentFailed += 1
        case .agentCreated, .resourcePlaced, .resourceRegrown, .modeChanged, .targetSet,
            .claimMade, .claimReleased, .paired, .unpaired, .agentMoved, .goodsAllocated,
            .resourceHarvested, .lambdaUpdated, .traderCreated, .marketCleared, .periodEnded:
            break
        }
    }

    mutating func close(_ tick: Int64, _ fold: EconomyFold) {
        ticks.append(tick)
        failed.append(currentFailed)
        currentFailed = 0
        for pair in prices.indices {
            prices[pair].append(currentPrices[pair])
            currentPrices[pair] = Prices()
        }
        var gains: [Double] = []
        for (index, agent) in fold.agents.enumerated() {
            let utility = fold.utility(of: AgentID(index))
            utilities[index].append(utility)
            lambdas[index].append(agent.taste.lambda)
            money[index].append(agent.holding.money)
            gains.append(utility - agent.startUtility)
        }
        gini.append(Inequality.gini(gains))
    }

    func document(_ drawn: [Int], _ fold: EconomyFold, _ rules: EconomyRulesView) -> JSONValue {
        var members = [
            JSONMember("tick", .array(ticks.map { .integer($0) })),
            JSONMember("gini", .array(gini.map { $0.map(Self.real) ?? .null })),
            JSONMember("failed", .array(failed.map { .integer($0) })),
            JSONMember("agents", .array(drawn.map { .integer(Int64($0)) })),
            JSONMember("utility", .array(drawn.map { Self.row(utilities[$0]) })),
            JSONMember("pairs", .array(ExchangePair.allCases.indices.compactMap(pair))),
        ]
        if rules.hasMoney {
            members.append(
                JSONMember(
                    "money", .array(drawn.map { .array(money[$0].map { .integer($0) }) })))
        }
        if rules.learnsValueOfMoney {
            members.append(JSONMember("lambda", .array(drawn.map { Self.row(lambdas[$0]) })))
        }
        return .object(members)
    }

    private func pair(_ place: Int) -> JSONValue? {
        let points = prices[place]
        guard points.contains(where: { $0.trades > 0 }) else { return nil }
        func column(_ name: String, _ value: (Prices) -> JSONValue) -> JSONMember {
            JSONMember(name, .array(points.map { $0.trades > 0 ? value($0) : .null }))
        }
        return .object([
            JSONMember("pair", .string(ExchangePair.allCases[place].rawValue)),
            column("mean") { Self.real($0.sum / Double($0.trades)) },
            column("low") { Self.real($0.low) }, column("high") { Self.real($0.high) },
            JSONMember("trades", .array(points.map { .integer($0.trades) })),
            JSONMember("volume", .array(points.map { .integer($0.volume) })),
        ])
    }

    private static func row(_ values: [Double]) -> JSONValue { .array(values.map(real)) }

    /// With eight decimals, of which a page shows four.
    static func real(_ value: Double) -> JSONValue {
        guard value.isFinite else { return .null }
        if value.magnitude >= 1e7 { return .number(value) }
        return .number((value * 1e8).rounded() / 1e8)
    }
}
