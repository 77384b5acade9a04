/// Rows of text in columns as wide as they need to be.
struct TextTable {
    enum Alignment {
        case left
        case right
    }

    private var columns: [(title: String, alignment: Alignment, cells: [String])] = []

    /// Adds a column of numbers.
    mutating func add(_ title: String, _ cells: [String]) { add(title, .right, cells) }

    /// Adds a column; all columns have as many cells.
    mutating func add(_ title: String, _ alignment: Alignment, _ cells: [String]) {
        precondition(
            columns.first.map { $0.cells.count == cells.count } ?? true,
            "a table's columns are equally long")
        columns.append((title, alignment, cells))
    }

    /// Adds a column unless every cell of it is the same as `trivial`.
    mutating func add(_ title: String, unlessAll trivial: String, _ cells: [String]) {
        if cells.contains(where: { $0 != trivial }) { add(title, .right, cells) }
    }

    /// A line of titles, then the rows, each indented by two.
    func lines() -> [String] {
        let rows = columns.first?.cells.count ?? 0
        let widths = columns.map { column in
            max(column.title.count, column.cells.map(\.count).max() ?? 0)
        }
        var lines = [line(widths) { columns[$0].title }]
        for row in 0..<rows { lines.append(line(widths) { columns[$0].cells[row] }) }
        return lines
    }

    private func line(_ widths: [Int], _ cell: (Int) -> String) -> String {
        let cells = columns.indices.map { index in
            let text = cell(index)
            let padding = String(repeating: " ", count: widths[index] - text.count)
            return columns[index].alignment == .left ? text + padding : padding + text
        }
        var line = "  " + cells.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }
}
