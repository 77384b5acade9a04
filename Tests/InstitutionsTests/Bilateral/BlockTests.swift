import Determinism
import Institutions
import Preferences
import Primitives
import Testing

@Suite("Blocks")
struct BlockTests {
    static let terms = MoneyTerms(
        scale: 1, form: .linear, mode: .quasilinear, epsilon: 1e-12)

    static func side(
        _ utility: Utility, _ a: Int64, _ b: Int64, _ money: Int64 = 0, lambda: Double = 1
    ) -> Negotiator {
        let taste = Taste(utility: utility, lambda: lambda, moneyOffset: 0)
        let bundle = GoodsBundle(a: a, b: b, money: money)
        return Negotiator(
            taste: taste, bundle: bundle,
            quotes: Quotes(taste, holding: bundle, spread: 0, terms: terms))
    }

    static func search(
        _ first: Negotiator, _ second: Negotiator, block: Int64 = 5,
        mode: ExecutionMode = .minimum
    ) -> BlockSearch {
        BlockSearch(first, second, terms: terms, greatestBlock: block, mode: mode)
    }

    static let cheap = Utility.linear(LinearUtility(valueA: 1, valueB: 1))
    static let dear = Utility.linear(LinearUtility(valueA: 3, valueB: 1))

    @Test("the smallest block at the lowest price that helps both comes first")
    func minimum() throws {
        let found = Self.search(Self.side(Self.cheap, 10, 0), Self.side(Self.dear, 0, 20))
            .block(of: .aForB)
        let block = try #require(found)
        // One A for one B helps only the buyer; for 1.5 rounded up to 2 it helps both.
        #expect(block.units == 1 && block.payment == 2 && block.direction == .firstSells)
        #expect(block.gainOfFirst == 1 && block.gainOfSecond == 1)
        #expect(block.changeOfFirst == GoodsBundle(a: -1, b: 2))
    }

    @Test("maximum mode keeps the price and takes what the rules and stocks let go")
    func maximum() throws {
        let seller = Self.side(Self.cheap, 10, 0)
        let buyer = Self.side(Self.dear, 0, 20)
        let found = Self.search(seller, buyer, mode: .maximum).block(of: .aForB)
        let block = try #require(found)
        #expect(block.units == 5 && block.payment == 8)
        let poor = Self.side(Self.dear, 0, 3)
        #expect(Self.search(seller, poor, mode: .maximum).block(of: .aForB)?.payment == 3)
    }

    @Test("who has nothing to sell or to pay with makes no block")
    func empty() {
        let seller = Self.side(Self.cheap, 0, 0)
        let buyer = Self.side(Self.dear, 0, 20)
        #expect(Self.search(seller, buyer).block(of: .aForB) == nil)
        let broke = Self.side(Self.dear, 0, 0)
        #expect(Self.search(Self.side(Self.cheap, 9, 9), broke).block(of: .aForB) == nil)
    }

    @Test("every quantity is shown, and no other gains exist", arguments: 0..<30 as Range<UInt32>)
    func enumeration(seed: UInt32) {
        var random = RandomStream(seed: seed, name: "test/blocks")
        func utility() -> Utility {
            random.chance(0.5)
                ? .linear(
                    LinearUtility(
                        valueA: 0.3 + random.uniform() * 3, valueB: 0.3 + random.uniform()))
                : .ces(CES(rho: -0.5, weightA: 0.2 + random.uniform(), weightB: 0.5))
        }
        let first = Self.side(utility(), Int64(random.below(20)), Int64(random.below(20)))
        let second = Self.side(utility(), Int64(random.below(20)), Int64(random.below(20)))
        let search = Self.search(first, second)
        var shown: [Block] = []
        search.forEachBlock(of: .aForB) { shown.append($0) }
        let before = [first, second].map { $0.taste.total(of: $0.bundle, under: Self.terms) }
        for block in shown {
            #expect(block.gainOfFirst > 1e-12 && block.gainOfSecond > 1e-12, "seed \(seed)")
            let after = first.taste.total(
                of: first.bundle + block.changeOfFirst, under: Self.terms)
            #expect(after - before[0] == block.gainOfFirst, "seed \(seed)")
            #expect(block.units <= 5)
        }
        // What the block search takes is among them, unless rounding leaves the quotes' bounds.
        if let block = search.block(of: .aForB), block.price >= first.quotes.aInB.ask,
            block.direction == .firstSells, block.price <= second.quotes.aInB.bid
        {
            #expect(shown.contains(block), "seed \(seed)")
        }
    }

    @Test("money pairs pay in minor units, and λ decides what a unit is worth")
    func money() throws {
        let seller = Self.side(Self.cheap, 5, 0, 0, lambda: 0.1)
        let buyer = Self.side(Self.dear, 0, 0, 100, lambda: 0.1)
        let found = Self.search(seller, buyer).block(of: .aForMoney)
        let block = try #require(found)
        // At ten, the seller's ask, it gains nothing.
        #expect(block.payment == 11 && block.units == 1)
        #expect(Self.search(seller, buyer).block(of: .bForMoney) == nil)
    }

    @Test("quotes at the ends of all numbers make no block, and no trap")
    func extremes() {
        let huge = Utility.ces(CES(rho: -300, weightA: 1e300, weightB: 1e-300))
        let tiny = Utility.ces(CES(rho: 0.0001, weightA: 1, weightB: 1))
        for first in [huge, tiny, Self.cheap] {
            for second in [huge, tiny, Self.dear] {
                let search = Self.search(
                    Self.side(first, 1, 1_000_000, 1_000_000_000_000, lambda: 1e-300),
                    Self.side(second, 1_000_000, 1, 5, lambda: 1e300))
                for pair in ExchangePair.allCases {
                    _ = search.block(of: pair)
                    search.forEachBlock(of: pair) { #expect($0.payment > 0) }
                }
            }
        }
    }
}
