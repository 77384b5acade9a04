import Determinism

/// Estimates one below the other on a common scale, as SVG: a dot for the figure, a line for its
/// bounds.
struct EstimatePlot {
    /// One estimate.
    struct Row {
        var label: String
        var estimate: Estimate
        /// Which of the page's colours.
        var colour: Int
    }

    /// Rows under a title of their own; an empty one takes no line.
    struct Group {
        var title: String
        var rows: [Row]
    }

    private static let labelWidth = 250.0
    private static let plotWidth = 520.0
    private static let margin = 24.0
    private static let rowHeight = 22.0

    /// What is shown, in words, for those who do not see it.
    let title: String
    let groups: [Group]

    /// The plot; nothing if there are no rows.
    func svg() -> String {
        let rows = groups.flatMap(\.rows)
        guard let scale = PlotScale(rows.map(\.estimate)) else { return "" }
        let lineCount = rows.count + groups.count { !$0.title.isEmpty }
        let height = Double(lineCount) * Self.rowHeight
        let width = Self.labelWidth + Self.plotWidth + 2 * Self.margin
        let size = "0 0 \(Self.text(width)) \(Self.text(height + 30))"
        var parts = [
            "<svg viewBox=\"\(size)\" role=\"img\" aria-label=\"\(HTMLText.escaped(title))\">"
        ]
        for tick in scale.ticks {
            let x = Self.text(place(tick, scale))
            let kind = tick == 0 ? "zero" : "grid"
            parts.append(
                "<line class=\"\(kind)\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" "
                    + "y2=\"\(Self.text(height))\"/>")
            let label = Numeral.real(tick, decimals: scale.decimals)
            parts.append(
                "<text class=\"tick\" x=\"\(x)\" y=\"\(Self.text(height + 18))\">\(label)</text>")
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
        let height = Self.text(y)
        return [
            Self.label(row.label, "label", at: y),
            "<line class=\"bounds \(colour)\" x1=\"\(Self.text(low))\" x2=\"\(Self.text(high))\" "
                + "y1=\"\(height)\" y2=\"\(height)\"/>",
            "<circle class=\"\(colour)\" cx=\"\(Self.text(place(estimate.value, scale)))\" "
                + "cy=\"\(height)\" r=\"4\"><title>"
                + HTMLText.escaped("\(row.label): \(Figures.text(estimate, scale.decimals + 2))")
                + "</title></circle>",
        ]
    }

    private static func label(_ text: String, _ kind: String, at y: Double) -> String {
        let x = kind == "group" ? 0 : labelWidth
        return "<text class=\"\(kind)\" x=\"\(self.text(x))\" y=\"\(self.text(y + 4))\">"
            + HTMLText.escaped(TerminalText.shortened(text, to: 34)) + "</text>"
    }

    private func place(_ value: Double, _ scale: PlotScale) -> Double {
        Self.labelWidth + Self.margin + Self.plotWidth * scale.share(of: value)
    }

    /// A length in pixels.
    private static func text(_ length: Double) -> String {
        let tenths = Int((length * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

/// The scale of a plot: zero is on it, and so are all bounds.
struct PlotScale {
    /// How many colours a page has.
    static let colourCount = 6
    /// How many steps a scale has at most.
    private static let mostSteps = 7.0

    /// At the ends and between them, evenly spaced.
    let ticks: [Double]
    /// As many as tell the ticks apart.
    let decimals: Int

    /// - Returns: `nil` of nothing.
    init?(_ estimates: [Estimate]) {
        if estimates.isEmpty { return nil }
        let low = estimates.reduce(0) { min($0, $1.low, $1.value) }
        let high = estimates.reduce(0) { max($0, $1.high, $1.value) }
        let step = Self.step(for: high > low ? high - low : 1)
        let first = (low / step).rounded(.down)
        let last = max(first + 1, (high / step).rounded(.up))
        ticks = stride(from: first, through: last, by: 1).map { $0 * step }
        var (places, size) = (0, step)
        while size < 0.999, places < 8 {
            size *= 10
            places += 1
        }
        decimals = places
    }

    /// Where a value lies, from 0 at the left end to 1 at the right one.
    func share(of value: Double) -> Double {
        let (first, last) = (ticks[0], ticks[ticks.count - 1])
        return (value - first) / (last - first)
    }

    /// The least of 1, 2 and 5 times a power of ten that does with few enough steps.
    private static func step(for span: Double) -> Double {
        var power = 1.0
        while power * mostSteps < span { power *= 10 }
        while power / 10 * mostSteps >= span, power > 1e-300 { power /= 10 }
        for factor in [0.2, 0.5] where power * factor * mostSteps >= span {
            return power * factor
        }
        return power
    }
}

/// Text for a page.
enum HTMLText {
    /// The text with what a browser would take for more than text spelt out.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
