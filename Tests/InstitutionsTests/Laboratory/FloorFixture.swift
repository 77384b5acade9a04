import Determinism
import Institutions
import MarketModel
import Primitives

/// A robot that quotes a list of prices one after another, then nothing.
struct Script: TradingRobot {
    var prices: [Int64]

    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        prices.isEmpty ? nil : prices.removeFirst()
    }
}

/// A robot that always quotes its limit.
struct Honest: TradingRobot {
    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        view.harmless(view.limit)
    }
}

/// A robot that quotes at random, gain or loss as asked.
struct Chance: TradingRobot {
    var mayLose: Bool

    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        (mayLose ? view.priceRange : view.harmless).map { random.price(in: $0) }
    }
}

/// A laboratory of a few traders.
struct FloorFixture {
    let floor: TradingFloor
    private var laboratory: Laboratory

    init(
        _ institution: LaboratoryInstitution, values: [[Int64]], costs: [[Int64]],
        range: ClosedRange<Int64> = 1...100, steps: Int64 = 500, seed: UInt32 = 1,
        robot: (Int) -> any TradingRobot = { _ in Honest() }
    ) {
        let traders =
            values.map { FloorTrader(side: .bid, limits: $0) }
            + costs.map { FloorTrader(side: .ask, limits: $0) }
        floor = TradingFloor(
            traders, priceRange: range, steps: steps, robots: traders.indices.map(robot),
            luck: traders.indices.map { RandomStream(seed: seed, name: "bot/\($0)").state },
            chance: RandomStream(seed: seed, name: "laboratory").state, events: EventBuffer())
        laboratory = Laboratory(institution, on: floor)
    }

    /// Runs a period and gives its trades.
    @discardableResult
    mutating func run() -> [FloorTrade] {
        floor.events.removeAll()
        laboratory.runPeriod()
        return floor.trades
    }

    /// The market event of the last period.
    var market: MarketCleared? {
        for case .economy(.marketCleared(let market)) in floor.events.events { return market }
        return nil
    }

    /// What was gained in the last period.
    var surplus: Int64 { floor.trades.reduce(0) { $0 + $1.gain } }

    /// Smith's schedule.
    static func smith(
        _ institution: LaboratoryInstitution, seed: UInt32 = 1, steps: Int64 = 5_000,
        mayLose: Bool = false
    ) -> FloorFixture {
        let limits = stride(from: Int64(75), through: 325, by: 25).map { [$0] }
        return FloorFixture(
            institution, values: limits.reversed(), costs: limits, range: 1...400, steps: steps,
            seed: seed, robot: { _ in Chance(mayLose: mayLose) })
    }
}
