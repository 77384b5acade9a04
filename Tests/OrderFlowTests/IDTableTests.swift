import Determinism
import Matching
import Testing

@testable import OrderFlow

@Suite("The table of ids")
struct IDTableTests {
    /// How ids follow one another.
    enum Order: String, CaseIterable {
        case rising, risingFromAfar, risingWithGaps, falling, strided, sparse, risingThenSparse
        case sparseThenRising, highBitsOnly
    }

    private func ids(_ order: Order, _ count: Int, seed: UInt32) -> [UInt64] {
        var random = RandomStream(seed: seed, name: "generator/ids")
        func sparse() -> UInt64 {
            max(1, (UInt64(random.next()) << 32 | UInt64(random.next())) >> 1)
        }
        let rising = (1...UInt64(count)).map { $0 }
        switch order {
        case .rising: return rising
        case .risingFromAfar: return rising.map { $0 + 1 << 62 }
        case .risingWithGaps: return rising.map { $0 * 3 - $0 % 2 }
        case .falling: return rising.reversed()
        case .strided: return rising.map { $0 << 20 }
        case .sparse: return rising.map { _ in sparse() }
        case .risingThenSparse: return rising.map { $0 < count / 2 ? $0 : sparse() }
        case .sparseThenRising: return [77] + rising.filter { $0 != 77 }
        case .highBitsOnly: return rising.map { $0 << 45 }
        }
    }

    @Test("it answers like a dictionary", arguments: Order.allCases, [1, 100, 30_000])
    func likeDictionary(order: Order, count: Int) {
        let list = ids(order, count, seed: 5)
        var table = IDTable()
        var expected: [UInt64: UInt32] = [:]
        for id in list where expected[id] == nil {
            #expect(table.number(of: id) == nil)
            let number = table.insert(id)
            #expect(number == UInt32(expected.count + 1), "\(order), id \(id)")
            expected[id] = number
        }
        #expect(table.count == expected.count)
        for id in list {
            guard let number = table.number(of: id) else {
                Issue.record("\(order): \(id) is lost")
                return
            }
            #expect(number == expected[id] && table.id(of: number) == id)
        }
        for id in list.flatMap({ [$0 - 1, $0 + 1, $0 ^ 1 << 50] }) where id > 0 {
            #expect(table.number(of: id) == expected[id], "\(order), near id \(id)")
        }
        #expect(table.number(of: .max) == nil)
    }

    @Test("ids that go on rising after others have come are found all the same")
    func risingAfterOthers() {
        var table = IDTable()
        for id in [1, 2, 3, 10, 4, 5, 11] as [UInt64] { _ = table.insert(id) }
        let numbers = (1...12 as ClosedRange<UInt64>).map { table.number(of: $0) }
        #expect(numbers == [1, 2, 3, 5, 6, nil, nil, nil, nil, 4, 7, nil])
        #expect((1...7 as ClosedRange<UInt32>).map { table.id(of: $0) } == [1, 2, 3, 10, 4, 5, 11])
    }
}

@Suite("Open orders and their handles")
struct OpenOrdersTests {
    @Test("handles of orders that have left are used again")
    func handlesAgain() {
        var open = OpenOrders()
        for _ in 0..<100_000 { open.addID() }
        let first = open.open(7)
        let second = open.open(99_999)
        #expect(first.index == 1 && second.index == 2)
        #expect(open.handle(of: 7) == first && open.number(of: second) == 99_999)
        open.close(first)
        #expect(open.handle(of: 7) == nil && open.handle(of: 99_999) == second)
        open.close(second)
        #expect(open.open(8) == second && open.open(7) == first)
        #expect(open.open(9).index == 3 && open.handle(of: 8) == second)
        #expect(open.handle(of: 99_999) == nil && open.number(of: first) == 7)
    }
}
