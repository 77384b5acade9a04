/// Series of points in a plane, as SVG: lines, steps or dots, with levels that theory names.
package struct LinePlot {
    /// How points are shown.
    package enum Style {
        /// Joined.
        case line
        /// Joined by steps, in no colour: curves of supply and demand.
        case steps
        /// One by one.
        case dots
    }

    /// Some points.
    package struct Series {
        /// What they are of.
        var label: String
        /// Which of the page's colours.
        var colour: Int
        /// How they are shown.
        var style: Style
        /// From the left.
        var points: [(x: Double, y: Double)]

        /// Describes a series.
        package init(
            label: String, colour: Int, style: Style, points: [(x: Double, y: Double)]
        ) {
            self.label = label
            self.colour = colour
            self.style = style
            self.points = points
        }
    }

    private static let left = 60.0
    private static let width = 740.0
    private static let height = 280.0
    private static let keyHeight = 18.0

    /// What is shown, in words, for those who do not see it.
    let title: String
    /// What the axis below means.
    let axis: String
    let series: [Series]
    /// Heights that theory names, and how.
    let levels: [(label: String, y: Double)]

    /// Describes a plot.
    package init(
        title: String, axis: String, series: [Series], levels: [(label: String, y: Double)] = []
    ) {
        self.title = title
        self.axis = axis
        self.series = series
        self.levels = levels
    }

    /// The plot; nothing if there are no points.
    package func svg() -> String {
        let points = series.flatMap(\.points)
        guard let across = PlotScale(points.map(\.x), hasZero: true),
            let up = PlotScale(points.map(\.y) + levels.map(\.y), hasZero: false)
        else { return "" }
        let named = series.filter { !$0.label.isEmpty }
        let bottom = Self.height + 40 + Self.keyHeight * Double((named.count + 2) / 3)
        let size =
            "0 -10 \(PlotScale.length(Self.left + Self.width + 20)) \(PlotScale.length(bottom))"
        let label = HTMLText.escaped(title)
        var parts = ["<svg viewBox=\"\(size)\" role=\"img\" aria-label=\"\(label)\">"]
        parts += grid(across, up)
        for one in series { parts += marks(of: one, across, up) }
        for level in levels {
            let y = PlotScale.length(place(up: level.y, up))
            parts.append(
                "<line class=\"theory\" x1=\"\(Self.left)\" x2=\"\(Self.left + Self.width)\" "
                    + "y1=\"\(y)\" y2=\"\(y)\"><title>" + HTMLText.escaped(level.label)
                    + "</title></line>"
            )
        }
        for (place, one) in named.enumerated() { parts += key(of: one, at: place) }
        return (parts + ["</svg>"]).joined(separator: "\n")
    }

    private func place(across value: Double, _ scale: PlotScale) -> Double {
        Self.left + Self.width * scale.share(of: value)
    }

    private func place(up value: Double, _ scale: PlotScale) -> Double {
        Self.height * (1 - scale.share(of: value))
    }

    private func grid(_ across: PlotScale, _ up: PlotScale) -> [String] {
        let height = PlotScale.length(Self.height)
        let right = PlotScale.length(Self.left + Self.width)
        var parts = across.ticks.flatMap { tick -> [String] in
            let x = PlotScale.length(place(across: tick, across))
            return [
                "<line class=\"grid\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"\(height)\"/>",
                "<text class=\"tick\" x=\"\(x)\" y=\"\(PlotScale.length(Self.height + 16))\">"
                    + Numeral.real(tick, decimals: across.decimals) + "</text>",
            ]
        }
        for tick in up.ticks {
            let y = place(up: tick, up)
            parts += [
                "<line class=\"grid\" x1=\"\(Self.left)\" x2=\"\(right)\" "
                    + "y1=\"\(PlotScale.length(y))\" y2=\"\(PlotScale.length(y))\"/>",
                "<text class=\"side\" x=\"\(Self.left - 6)\" y=\"\(PlotScale.length(y + 4))\">"
                    + Numeral.real(tick, decimals: up.decimals) + "</text>",
            ]
        }
        parts.append(
            "<text class=\"side\" x=\"\(right)\" y=\"\(PlotScale.length(Self.height + 32))\">"
                + HTMLText.escaped(axis) + "</text>")
        return parts
    }

    private func marks(of one: Series, _ across: PlotScale, _ up: PlotScale) -> [String] {
        let places = one.points.map { (place(across: $0.x, across), place(up: $0.y, up)) }
        let colour = "c\(one.colour % PlotScale.colourCount)"
        switch one.style {
        case .dots:
            return places.map { x, y in
                "<circle class=\"\(colour)\" cx=\"\(PlotScale.length(x))\" "
                    + "cy=\"\(PlotScale.length(y))\" r=\"2.2\"/>"
            }
        case .line: return [Self.path(places, "line \(colour)")]
        case .steps:
            var corners: [(Double, Double)] = []
            for (x, y) in places {
                if let last = corners.last { corners.append((last.0, y)) }
                corners.append((x, y))
            }
            return [Self.path(corners, "plain")]
        }
    }

    private static func path(_ places: [(Double, Double)], _ kind: String) -> String {
        let text = places.map { "\(PlotScale.length($0.0)),\(PlotScale.length($0.1))" }
        return "<polyline class=\"\(kind)\" points=\"\(text.joined(separator: " "))\"/>"
    }

    private func key(of one: Series, at place: Int) -> [String] {
        let x = Self.left + Double(place % 3) * Self.width / 3
        let y = Self.height + 46 + Self.keyHeight * Double(place / 3)
        let colour = one.style == .steps ? "plain" : "c\(one.colour % PlotScale.colourCount)"
        return [
            "<rect class=\"key \(colour)\" x=\"\(PlotScale.length(x))\" "
                + "y=\"\(PlotScale.length(y - 9))\" width=\"12\" height=\"9\"/>",
            "<text x=\"\(PlotScale.length(x + 18))\" y=\"\(PlotScale.length(y))\">"
                + HTMLText.escaped(one.label) + "</text>",
        ]
    }
}
