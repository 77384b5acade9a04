import Determinism

/// Estimates one below the other on a common scale, as SVG: a dot for the figure, a line for its
/// bounds.
package struct EstimatePlot {
    /// One estimate.
    package struct Row {
        /// What it is of.
        var label: String
        /// The figure and its bounds.
        var estimate: Estimate
        /// Which of the page's colours.
        var colour: Int

        /// Describes a row.
        package init(label: String, estimate: Estimate, colour: Int) {
            self.label = label
            self.estimate = estimate
            self.colour = colour
        }
    }

    /// Rows under a title of their own; an empty one takes no line.
    package struct Group {
        /// Of the rows together.
        var title: String
        /// From the top.
        var rows: [Row]

        /// Puts rows together.
        package init(title: String, rows: [Row]) {
            self.title = title
            self.rows = rows
        }
    }

    private static let labelWidth = 250.0
    private static let plotWidth = 520.0
    private static let margin = 24.0
    private static let rowHeight = 22.0

    /// What is shown, in words, for those who do not see it.
    let title: String
    let groups: [Group]
    /// Whether zero is on the scale.
    let hasZero: Bool

    /// Describes a plot.
    package init(title: String, groups: [Group], hasZero: Bool = true) {
        self.title = title
        self.groups = groups
        self.hasZero = hasZero
    }

    /// The plot; nothing if there are no rows.
    package func svg() -> String {
        let rows = groups.flatMap(\.rows)
        let values = rows.flatMap { [$0.estimate.low, $0.estimate.value, $0.estimate.high] }
        guard let scale = PlotScale(values, hasZero: hasZero) else { return "" }
        let lineCount = rows.count + groups.count { !$0.title.isEmpty }
        let height = Double(lineCount) * Self.rowHeight
        let width = Self.labelWidth + Self.plotWidth + 2 * Self.margin
        let size = "0 0 \(PlotScale.length(width)) \(PlotScale.length(height + 30))"
        var parts = [
            "<svg viewBox=\"\(size)\" role=\"img\" aria-label=\"\(HTMLText.escaped(title))\">"
        ]
        for tick in scale.ticks {
            let x = PlotScale.length(place(tick, scale))
            let kind = tick == 0 ? "zero" : "grid"
            parts.append(
                "<line class=\"\(kind)\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" "
                    + "y2=\"\(PlotScale.length(height))\"/>")
            let label = Numeral.real(tick, decimals: scale.decimals)
            parts.append(
                "<text class=\"tick\" x=\"\(x)\" y=\"\(PlotScale.length(height + 18))\">"
                    + label + "</text>"
            )
        }
        var y = Self.rowHeight / 2
        for group in groups {
            if !group.title.isEmpty {
                parts.append(Self.label(group.title, "group", at: y))
                y += Self.rowHeight
            }
            for row in group.rows {
                parts += marks(of: row, at: y, scale)
                y += Self.rowHeight
            }
        }
        return (parts + ["</svg>"]).joined(separator: "\n")
    }

    private func marks(of row: Row, at y: Double, _ scale: PlotScale) -> [String] {
        let estimate = row.estimate
        let colour = "c\(row.colour % PlotScale.colourCount)"
        let (low, high) = (place(estimate.low, scale), place(estimate.high, scale))
        let height = PlotScale.length(y)
        return [
            Self.label(row.label, "label", at: y),
            "<line class=\"bounds \(colour)\" x1=\"\(PlotScale.length(low))\" "
                + "x2=\"\(PlotScale.length(high))\" y1=\"\(height)\" y2=\"\(height)\"/>",
            "<circle class=\"\(colour)\" cx=\"\(PlotScale.length(place(estimate.value, scale)))\" "
                + "cy=\"\(height)\" r=\"4\"><title>"
                + HTMLText.escaped("\(row.label): \(Figures.text(estimate, scale.decimals + 2))")
                + "</title></circle>",
        ]
    }

    private static func label(_ text: String, _ kind: String, at y: Double) -> String {
        let x = kind == "group" ? 0 : labelWidth
        return
            "<text class=\"\(kind)\" x=\"\(PlotScale.length(x))\" y=\"\(PlotScale.length(y + 4))\">"
            + HTMLText.escaped(TerminalText.shortened(text, to: 34)) + "</text>"
    }

    private func place(_ value: Double, _ scale: PlotScale) -> Double {
        Self.labelWidth + Self.margin + Self.plotWidth * scale.share(of: value)
    }
}
