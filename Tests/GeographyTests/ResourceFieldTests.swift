import Geography
import Primitives
import Testing

@Suite("What grows")
struct ResourceFieldTests {
    static let here = Position(x: 2, y: 1)

    static func field(rate: Int64 = 1) -> ResourceField {
        var field = ResourceField(gridSize: 4, forageRate: rate)
        field.place(.a, 3, at: here)
        field.place(.b, 1, at: Position(x: 0, y: 3))
        return field
    }

    @Test("a harvest takes the rate, or what is left, and the kind survives")
    func harvests() {
        var field = Self.field(rate: 2)
        let first = field.harvest(at: Self.here, in: Tick(5))
        #expect(first?.good == .a && first?.amount == 2 && first?.left == 1)
        let second = field.harvest(at: Self.here, in: Tick(6))
        #expect(second?.amount == 1 && second?.left == 0)
        #expect(field.harvest(at: Self.here, in: Tick(7)) == nil)
        #expect(field.cell(at: Self.here)?.good == .a && field.grows(at: Self.here))
        #expect(!field.isGatherable(Self.here) && field.fullCellCount == 1)
        #expect(field.cell(at: Self.here)?.lastHarvestedTick == 6)
    }

    @Test("a cell says what a harvest takes, negative for B")
    func yields() {
        let field = Self.field(rate: 2)
        #expect(field.gatherable(column: 2, row: 1) == 2)
        #expect(field.gatherable(column: 0, row: 3) == -1)
        #expect(field.gatherable(column: 1, row: 1) == 0)
        #expect(!field.grows(at: Position(x: 1, y: 1)))
    }

    @Test("a harvested cell rests, then grows to what it started with and no further")
    func regrowth() {
        var field = Self.field(rate: 3)
        _ = field.harvest(at: Self.here, in: Tick(1))
        var amounts: [Int64] = []
        for tick in Int64(1)...6 {
            field.regrow(by: 2, restTicks: 3, in: Tick(tick)) { amounts.append($0.amount) }
        }
        #expect(amounts == [2, 3])
        #expect(field.fullCellCount == 2)
    }

    @Test("without rest it grows in the tick of its harvest; what was never harvested does not")
    func immediate() {
        var field = Self.field()
        _ = field.harvest(at: Self.here, in: Tick(0))
        var grown: [Position] = []
        field.regrow(by: 1, restTicks: 0, in: Tick(0)) { grown.append($0.position) }
        #expect(grown == [Self.here])
        field.regrow(by: 1, restTicks: 0, in: Tick(1)) { grown.append($0.position) }
        #expect(grown.count == 1)
    }
}
