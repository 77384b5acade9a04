/// Rows of text in columns as wide as they need to be.
public struct TextTable {
    /// To which side of its column a cell keeps.
    public enum Alignment: Hashable, Sendable {
        /// Words.
        case left
        /// Numbers.
        case right
    }

    private var columns: [(title: String, alignment: Alignment, cells: [String])] = []

    /// A table without columns.
    public init() {}

    /// Adds a column of numbers.
    public mutating func add(_ title: String, _ cells: [String]) { add(title, .right, cells) }

    /// Adds a column; all columns have as many cells.
    public mutating func add(_ title: String, _ alignment: Alignment, _ cells: [String]) {
        precondition(
            columns.first.map { $0.cells.count == cells.count } ?? true,
            "a table's columns are equally long")
        columns.append((title, alignment, cells))
    }

    /// Adds a column unless every cell of it is the same as `trivial`.
    mutating func add(_ title: String, unlessAll trivial: String, _ cells: [String]) {
        if cells.contains(where: { $0 != trivial }) { add(title, .right, cells) }
    }

    /// A line of titles, then the rows; two spaces lie between columns, one if the table would
    /// be wider than `width`.
    public func lines(fitting width: Int = 140) -> [String] {
        let rows = columns.first?.cells.count ?? 0
        let widths = columns.map { column in
            max(column.title.count, column.cells.map(\.count).max() ?? 0)
        }
        let isTight = widths.reduce(0, +) + 2 * (columns.count - 1) > width
        let gap = isTight ? " " : "  "
        let title = line(widths, gap) { columns[$0].title }
        return [title] + (0..<rows).map { row in line(widths, gap) { columns[$0].cells[row] } }
    }

    private func line(_ widths: [Int], _ gap: String, _ cell: (Int) -> String) -> String {
        let cells = columns.indices.map { index in
            let text = cell(index)
            let padding = String(repeating: " ", count: widths[index] - text.count)
            return columns[index].alignment == .left ? text + padding : padding + text
        }
        var line = cells.joined(separator: gap)
        while line.last == " " { line.removeLast() }
        return line
    }
}
