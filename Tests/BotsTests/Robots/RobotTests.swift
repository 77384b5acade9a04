import Bots
import Determinism
import MarketModel
import Primitives
import Testing

/// A robot and its luck.
struct Mind {
    var robot: any TradingRobot
    var state: UInt32

    init(_ strategy: TraderStrategy, _ side: Side, seed: UInt32 = 1) {
        var random = RandomStream(seed: seed, name: "bot/test")
        robot = RobotCatalog.robot(strategy, side: side, random: &random)
        state = random.state
    }

    mutating func quote(_ view: RobotView) -> Int64? {
        var random = RandomStream(state: state)
        defer { state = random.state }
        return robot.quote(view, random: &random)
    }

    /// A quote that has to be there.
    mutating func price(_ view: RobotView) throws -> Int64 {
        let found = quote(view)
        return try #require(found)
    }

    mutating func hear(_ shout: Shout, _ view: RobotView?) {
        var random = RandomStream(state: state)
        defer { state = random.state }
        robot.hear(shout, view, random: &random)
    }
}

private func view(
    _ side: Side, _ limit: Int64, bid: Int64? = nil, ask: Int64? = nil, left: Double = 1,
    draws: Int64 = 100, units: Int64 = 1
) -> RobotView {
    RobotView(
        side: side, limit: limit, priceRange: 1...400, bestBid: bid, bestAsk: ask,
        timeLeft: left, drawsLeft: draws, unitsLeft: units)
}

@Suite("Robots without memory")
struct SimpleRobotTests {
    @Test("zero intelligence draws every price that it may, and no other")
    func zeroIntelligence() {
        var free = Mind(.zeroIntelligenceUnconstrained, .bid)
        var bound = Mind(.zeroIntelligenceConstrained, .bid)
        var seller = Mind(.zeroIntelligenceConstrained, .ask)
        let free1 = (0..<20_000).compactMap { _ in free.quote(view(.bid, 200)) }
        let bound1 = (0..<20_000).compactMap { _ in bound.quote(view(.bid, 200)) }
        let seller1 = (0..<20_000).compactMap { _ in seller.quote(view(.ask, 390)) }
        #expect(free1.min() == 1 && free1.max() == 400)
        #expect(bound1.min() == 1 && bound1.max() == 200)
        #expect(Set(seller1) == Set(390...400))
        let mean = Double(bound1.reduce(0, +)) / 20_000
        #expect(abs(mean - 100.5) < 1.5)
    }

    @Test("nobody quotes what it cannot without a loss")
    func hopeless() {
        let strategies: [TraderStrategy] = [
            .zeroIntelligenceConstrained, .giveaway, .shaver, .gjerstadDickhaut(memory: 5),
            .adaptiveAggressive, .parameterizedResponse(strategy: 0.5),
        ]
        for strategy in strategies {
            var buyer = Mind(strategy, .bid)
            var seller = Mind(strategy, .ask)
            #expect(buyer.quote(view(.bid, 0)) == nil)
            #expect(seller.quote(view(.ask, 401)) == nil)
        }
    }

    @Test("giveaway quotes its limit, within the range")
    func giveaway() {
        var mind = Mind(.giveaway, .bid)
        #expect(mind.quote(view(.bid, 250)) == 250)
        #expect(mind.quote(view(.bid, 900)) == 400)
    }

    @Test("a shaver is one better than its side, or starts at the end of the range")
    func shaver() {
        var mind = Mind(.shaver, .bid)
        #expect(mind.quote(view(.bid, 250)) == 1)
        #expect(mind.quote(view(.bid, 250, bid: 100)) == 101)
        #expect(mind.quote(view(.bid, 250, bid: 250)) == 250)
        var seller = Mind(.shaver, .ask)
        #expect(seller.quote(view(.ask, 250)) == 400)
        #expect(seller.quote(view(.ask, 250, ask: 300)) == 299)
    }

    @Test("a sniper is silent for four fifths of a period, then shaves faster and faster")
    func sniper() {
        var mind = Mind(.sniper, .bid)
        #expect(mind.quote(view(.bid, 390, bid: 100, left: 0.21)) == nil)
        #expect(mind.quote(view(.bid, 390, bid: 100, left: 0.2)) == 102)
        #expect(mind.quote(view(.bid, 390, bid: 100, left: 0)) == 200)
        #expect(mind.quote(view(.bid, 150, bid: 100, left: 0)) == 150)
    }

    @Test("Kaplan's opens, waits, and takes what is good")
    func kaplan() {
        var mind = Mind(.kaplan, .bid)
        #expect(mind.quote(view(.bid, 250)) == 2)
        #expect(mind.quote(view(.bid, 250, bid: 100, ask: 200)) == nil, "the spread is wide")
        #expect(mind.quote(view(.bid, 250, bid: 190, ask: 200)) == 200, "the spread is narrow")
        #expect(mind.quote(view(.bid, 202, bid: 190, ask: 200)) == nil, "the profit is small")
        #expect(mind.quote(view(.bid, 202, bid: 10, ask: 200, left: 0.05)) == 200, "it is late")
        #expect(mind.quote(view(.bid, 150, bid: 10, ask: 200, left: 0.05)) == 149)
    }

    @Test("Kaplan's takes what beats last period's prices at once")
    func kaplanMemory() {
        var mind = Mind(.kaplan, .ask)
        for price in [180, 220, 200] as [Int64] {
            mind.hear(Shout(side: .bid, price: price, tradePrice: price), nil)
        }
        mind.robot.beginPeriod()
        #expect(mind.quote(view(.ask, 100, bid: 220, ask: 390)) == 220)
        #expect(mind.quote(view(.ask, 100, bid: 219, ask: 390)) == nil)
        #expect(mind.quote(view(.ask, 100, bid: 179, ask: 181)) == nil, "below last period's")
    }
}

@Suite("ZIP")
struct ZIPTests {
    private let parameters = ZIPParameters()

    @Test("starts with a margin of 5 to 35 percent", arguments: 0..<20 as Range<UInt32>)
    func start(seed: UInt32) throws {
        var buyer = Mind(.zeroIntelligencePlus(parameters), .bid, seed: seed)
        var seller = Mind(.zeroIntelligencePlus(parameters), .ask, seed: seed)
        let bid = try buyer.price(view(.bid, 200))
        let ask = try seller.price(view(.ask, 200))
        #expect((130...190).contains(bid) && (210...270).contains(ask), "seed \(seed)")
    }

    @Test("a seller asks more after dear deals, less after cheap ones it missed")
    func seller() throws {
        var mind = Mind(.zeroIntelligencePlus(parameters), .ask)
        let first = try mind.price(view(.ask, 200))
        for _ in 0..<20 {
            mind.hear(Shout(side: .bid, price: 350, tradePrice: 350), view(.ask, 200))
        }
        let dear = try mind.price(view(.ask, 200))
        #expect(dear > first)
        for _ in 0..<40 {
            mind.hear(Shout(side: .bid, price: 210, tradePrice: 210), view(.ask, 200))
        }
        let cheap = try mind.price(view(.ask, 200))
        #expect(cheap < dear && cheap >= 200)
    }

    @Test("who is done only ever wants more")
    func done() throws {
        var mind = Mind(.zeroIntelligencePlus(parameters), .bid)
        let first = try mind.price(view(.bid, 200))
        for _ in 0..<20 { mind.hear(Shout(side: .ask, price: 199, tradePrice: 199), nil) }
        #expect(mind.quote(view(.bid, 200)) == first, "a deal above its price does not scare it")
        for _ in 0..<20 { mind.hear(Shout(side: .ask, price: 50, tradePrice: 50), nil) }
        let quoted = try mind.price(view(.bid, 200))
        #expect(quoted < first)
    }

    @Test("a rejected quote of its own makes it give way, never past its limit")
    func rejected() throws {
        var mind = Mind(.zeroIntelligencePlus(parameters), .bid)
        for _ in 0..<200 {
            let own = try mind.price(view(.bid, 200))
            #expect(own <= 200)
            mind.hear(Shout(side: .bid, price: own), view(.bid, 200))
        }
        #expect(mind.quote(view(.bid, 200)) == 200)
    }
}

@Suite("GD and GDX")
struct BeliefTests {
    @Test("without any history both ends of the range are believed in alone")
    func empty() throws {
        var mind = Mind(.gjerstadDickhaut(memory: 5), .ask)
        // p(a) falls smoothly from 1 at 0 to 0 at 400: the best of p(a)·(a − 100).
        let chances = (1...400).map { price -> Double in
            let share = Double(price) / 400
            return (1 - share * share * (3 - 2 * share)) * Double(price - 100)
        }
        let best = chances.indices.max { chances[$0] < chances[$1] }
        #expect(mind.quote(view(.ask, 100)) == Int64(try #require(best) + 1))
    }

    @Test("takes a standing quote rather than hope for one beyond belief")
    func take() {
        var mind = Mind(.gjerstadDickhaut(memory: 5), .ask)
        for _ in 0..<8 {
            mind.hear(Shout(side: .ask, price: 210), view(.ask, 100))
            mind.hear(Shout(side: .ask, price: 200), view(.ask, 100))
            mind.hear(Shout(side: .bid, price: 200, tradePrice: 200), view(.ask, 100))
        }
        #expect(
            mind.quote(view(.ask, 100, bid: 199)) == 200
                || mind.quote(view(.ask, 100, bid: 199)) == 199)
        #expect(mind.quote(view(.ask, 210, bid: 199)) ?? 400 > 210)
    }

    @Test("has no quote where none gains")
    func none() {
        var mind = Mind(.gjerstadDickhaut(memory: 5), .bid)
        #expect(mind.quote(view(.bid, 100, bid: 150, ask: 160)) == nil)
    }

    @Test("with a discount of 0 GDX is GD")
    func extended() {
        for seed in 0..<10 as Range<UInt32> {
            var plain = Mind(.gjerstadDickhaut(memory: 5), .bid, seed: seed)
            var extended = Mind(
                .gjerstadDickhautExtended(memory: 5, discount: 0), .bid, seed: seed)
            var random = RandomStream(seed: seed, name: "shouts")
            for _ in 0..<30 {
                let price = Int64(150 + random.below(100))
                let shout = Shout(
                    side: random.chance(0.5) ? .bid : .ask, price: price,
                    tradePrice: random.chance(0.3) ? price : nil)
                plain.hear(shout, view(.bid, 220))
                extended.hear(shout, view(.bid, 220))
            }
            let moment = view(.bid, 220, bid: 160, ask: 240)
            #expect(plain.quote(moment) == extended.quote(moment), "seed \(seed)")
        }
    }

    @Test("who looks ahead asks no less than who does not")
    func patience() throws {
        var plain = Mind(.gjerstadDickhaut(memory: 5), .ask)
        var patient = Mind(.gjerstadDickhautExtended(memory: 5, discount: 0.9), .ask)
        let now = try plain.price(view(.ask, 100))
        let quoted = try patient.price(view(.ask, 100))
        #expect(quoted >= now)
        let last = try patient.price(view(.ask, 100, draws: 1))
        #expect(last == now)
    }
}

@Suite("AA and PRZI")
struct LaterRobotTests {
    @Test("AA comes nearer to the other side while nothing is known")
    func opening() throws {
        var mind = Mind(.adaptiveAggressive, .bid)
        let bid = try mind.price(view(.bid, 300, bid: 100, ask: 250))
        #expect(bid == 150, "a third of the way to the ask")
    }

    @Test("AA takes a quote within its target, and quotes near the estimate otherwise")
    func target() throws {
        var mind = Mind(.adaptiveAggressive, .bid)
        for _ in 0..<20 {
            mind.hear(Shout(side: .ask, price: 200, tradePrice: 200), view(.bid, 300))
        }
        #expect(mind.quote(view(.bid, 300, bid: 150, ask: 160)) == 160)
        let bid = try mind.price(view(.bid, 300, bid: 150, ask: 390))
        #expect((151...300).contains(bid))
        #expect(mind.quote(view(.bid, 300, bid: 300, ask: 390)) == nil, "nothing left to better")
    }

    @Test("PRZI's distributions have the published means")
    func means() {
        let known: [(Double, Double)] = [
            (-0.75, 21.308), (-0.5, 33.667), (-0.25, 41.579), (0, 50.5), (0.25, 59.421),
            (0.5, 67.333), (0.75, 79.692), (1, 99.427),
        ]
        for (strategy, mean) in known {
            var table = PriceTable()
            table.prepare(1...100, side: .bid, strategy: strategy)
            #expect(abs(table.mean - mean) < 0.001, "s = \(strategy)")
            #expect(abs(table.probabilities.reduce(0, +) - 1) < 1e-12)
            var mirror = PriceTable()
            mirror.prepare(1...100, side: .ask, strategy: strategy)
            #expect(abs(mirror.mean - (101 - mean)) < 0.001, "a seller mirrors a buyer")
        }
    }

    @Test("PRZI draws what its distribution says")
    func draws() {
        var table = PriceTable()
        table.prepare(1...100, side: .bid, strategy: 0.5)
        #expect(table.price(at: 0) == 2, "the lowest price has no weight")
        #expect(table.price(at: 0.999_999) == 100)
        var mind = Mind(.parameterizedResponse(strategy: 0.5), .bid)
        let quotes = (0..<20_000).compactMap { _ in mind.quote(view(.bid, 100)) }
        let mean = Double(quotes.reduce(0, +)) / Double(quotes.count)
        #expect(abs(mean - 67.333) < 0.6)
    }

    @Test("a cautious PRZI keeps close to the best quote of its side")
    func cautious() {
        var mind = Mind(.parameterizedResponse(strategy: -1), .bid)
        let quotes = (0..<200).compactMap { _ in mind.quote(view(.bid, 300, bid: 200)) }
        #expect(quotes.count == 200 && quotes.allSatisfy { (201...215).contains($0) })
    }
}
