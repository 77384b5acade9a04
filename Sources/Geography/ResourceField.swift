public import Primitives

/// A cell on which something grows or grew; the kind survives depletion.
public struct ResourceCell: Hashable, Sendable, Codable {
    /// Where it is.
    public let position: Position
    /// What grows there.
    public let good: Good
    /// How much there is.
    public internal(set) var amount: Int64
    /// How much there was at the start, and at most.
    public let originalAmount: Int64
    /// When something was last taken; `nil` if never.
    public internal(set) var lastHarvestedTick: Int64?
}

/// What a harvest took.
public struct Harvest: Hashable, Sendable {
    /// Of what.
    public let good: Good
    /// How much; positive.
    public let amount: Int64
    /// How much is left.
    public let left: Int64
}

/// What grows on a square grid.
public struct ResourceField: Sendable {
    /// Cells along each side.
    public let gridSize: Int
    /// The cells with a kind, in the order they were placed.
    public private(set) var cells: [ResourceCell] = []
    /// The most an agent gathers at once.
    public let forageRate: Int64

    /// By cell, column by column: its place in ``cells`` plus one, or 0.
    fileprivate var slots: [Int32]
    /// By cell: what one harvest takes, negative for good B; see ``gatherable(column:row:)``.
    @usableFromInline private(set) var yields: [Int32]
    /// Harvested cells that may regrow, in the order they fell below their start.
    private var depleted: [Int32] = []
    /// How many cells hold anything.
    public private(set) var fullCellCount = 0

    /// Creates a field on which nothing grows.
    ///
    /// - Parameters:
    ///   - gridSize: Positive.
    ///   - forageRate: The most an agent gathers at once; positive, at most 2³¹ − 1.
    public init(gridSize: Int, forageRate: Int64) {
        self.gridSize = gridSize
        self.forageRate = min(forageRate, Int64(Int32.max))
        slots = .inLargePages(repeating: 0, count: gridSize * gridSize)
        yields = .inLargePages(repeating: 0, count: gridSize * gridSize)
    }

    /// Lets something grow on a cell.
    ///
    /// - Precondition: Nothing does so far, and the cell is on the grid.
    public mutating func place(_ good: Good, _ amount: Int64, at position: Position) {
        let index = self.index(of: position)
        precondition(slots[index] == 0, "\(position) has a resource already")
        cells.append(
            ResourceCell(
                position: position, good: good, amount: amount, originalAmount: amount,
                lastHarvestedTick: nil))
        slots[index] = Int32(cells.count)
        if amount > 0 { fullCellCount += 1 }
        noteYield(of: cells.count - 1)
    }

    /// The cell at a position, if something grows or grew there.
    public func cell(at position: Position) -> ResourceCell? {
        let slot = slots[index(of: position)]
        return slot == 0 ? nil : cells[Int(slot) - 1]
    }

    /// The place in ``cells`` of a cell that holds anything.
    @inline(__always)
    public func number(of position: Position) -> Int? {
        isGatherable(position) ? Int(slots[index(of: position)]) - 1 : nil
    }

    /// Whether anything grows or grew at a position.
    @inline(__always)
    public func grows(at position: Position) -> Bool { slots[index(of: position)] != 0 }

    /// Whether a position holds anything.
    @inline(__always)
    public func isGatherable(_ position: Position) -> Bool {
        yields[index(of: position)] != 0
    }

    /// What one harvest of a cell takes: units of A, negative for units of B, 0 for nothing.
    ///
    /// - Precondition: The cell is on the grid.
    @inlinable
    @inline(__always)
    public func gatherable(column: Int, row: Int) -> Int32 { yields[column * gridSize + row] }

    /// Takes what one harvest takes.
    ///
    /// - Returns: What was taken; `nil` where there is nothing.
    public mutating func harvest(at position: Position, in tick: Tick) -> Harvest? {
        let slot = Int(slots[index(of: position)]) - 1
        guard slot >= 0, cells[slot].amount > 0 else { return nil }
        let wasWhole = cells[slot].amount == cells[slot].originalAmount
        let taken = min(cells[slot].amount, forageRate)
        cells[slot].amount -= taken
        cells[slot].lastHarvestedTick = tick.index
        if wasWhole { depleted.append(Int32(slot)) }
        if cells[slot].amount == 0 { fullCellCount -= 1 }
        noteYield(of: slot)
        return Harvest(good: cells[slot].good, amount: taken, left: cells[slot].amount)
    }

    /// Lets harvested cells grow that have rested long enough.
    ///
    /// - Parameters:
    ///   - growth: Units a tick; positive.
    ///   - restTicks: How long after its last harvest a cell starts to grow.
    ///   - report: Called with every cell that grew.
    /// - Complexity: O(cells below their start).
    public mutating func regrow(
        by growth: Int64, restTicks: Int64, in tick: Tick, report: (ResourceCell) -> Void
    ) {
        var kept = 0
        let outlook = Outlook(cells)
        for index in depleted.indices {
            let slot = Int(depleted[index])
            outlook.expect(Int(depleted[min(index + 16, depleted.count - 1)]))
            if let last = cells[slot].lastHarvestedTick, tick.index - last >= restTicks {
                grow(slot, by: growth)
                report(cells[slot])
            }
            if cells[slot].amount < cells[slot].originalAmount {
                depleted[kept] = depleted[index]
                kept += 1
            }
        }
        depleted.removeLast(depleted.count - kept)
    }

    private mutating func grow(_ slot: Int, by growth: Int64) {
        let room = cells[slot].originalAmount - cells[slot].amount
        if cells[slot].amount == 0 { fullCellCount += 1 }
        cells[slot].amount += min(growth, room)
        noteYield(of: slot)
    }

    private mutating func noteYield(of slot: Int) {
        let cell = cells[slot]
        let yield = Int32(min(cell.amount, forageRate))
        yields[index(of: cell.position)] = cell.good == .a ? yield : -yield
    }

    private func index(of position: Position) -> Int {
        precondition(
            position.x >= 0 && position.y >= 0 && Int(position.x) < gridSize
                && Int(position.y) < gridSize, "\(position) is not on the grid")
        return Int(position.x) * gridSize + Int(position.y)
    }
}

/// Has the processor fetch what will soon be asked of cells; see ``Outlook``.
public struct FieldOutlook {
    private let gridSize: Int
    private let slots: Outlook<Int32>
    private let yields: Outlook<Int32>
    private let cells: Outlook<ResourceCell>

    /// Notes where a field's tables lie.
    public init(_ field: ResourceField) {
        gridSize = field.gridSize
        slots = Outlook(field.slots)
        yields = Outlook(field.yields)
        cells = Outlook(field.cells)
    }

    /// What grows on a cell.
    public func expect(_ cell: Position) {
        slots.expect(index(of: cell))
        yields.expect(index(of: cell))
    }

    /// A cell by its place in ``ResourceField/cells``.
    public func expectCell(_ number: Int) { cells.expect(number) }

    /// The place of a cell in a table column by column.
    public func index(of cell: Position) -> Int { Int(cell.x) * gridSize + Int(cell.y) }
}
