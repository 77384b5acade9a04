extension TournamentReport {
    /// The most variants whose tables and plots a page has one by one.
    private static let mostVariants = 30

    /// The report as one page of HTML: plots as SVG, the tables below them, nothing from outside.
    public var page: String {
        let title = HTMLText.escaped(variants.first?.scenario ?? "no runs")
        var body = ["<h1>Tournament: \(title)</h1>", "<p>\(HTMLText.escaped(Self.note))</p>"]
        if variants.count > 1 { body += changeSection() }
        for variant in variants.prefix(Self.mostVariants) { body += section(variant) }
        if variants.count > Self.mostVariants {
            body.append(
                "<p>\(variants.count - Self.mostVariants) more variants are in the CSV.</p>")
        }
        if failures > 0 { body.append("<p>\(failures) runs failed and are left out.</p>") }
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Tournament: \(title)</title>
            <style>
            \(Self.style)
            </style></head><body>
            \(body.joined(separator: "\n"))
            </body></html>

            """
    }

    private static let note =
        "Dots are means over the seeds, lines their 95 % bootstrap intervals. One observation is "
        + "the mean over the agents of a kind in one run."

    private static let style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
          padding: 0 1rem; color: #222; background: #fff; }
        svg { width: 100%; height: auto; } pre { overflow-x: auto; font-size: 12px; }
        text { font-size: 13px; fill: currentColor; } .label { text-anchor: end; }
        .group { font-weight: bold; } .tick { text-anchor: middle; font-size: 11px; }
        .grid { stroke: #8884; } .zero { stroke: currentColor; } .bounds { stroke-width: 2; }
        .c0 { stroke: #0072b2; fill: #0072b2; } .c1 { stroke: #d55e00; fill: #d55e00; }
        .c2 { stroke: #009e73; fill: #009e73; } .c3 { stroke: #cc79a7; fill: #cc79a7; }
        .c4 { stroke: #e69f00; fill: #e69f00; } .c5 { stroke: #56b4e9; fill: #56b4e9; }
        @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818; } }
        """

    /// The kinds in the order in which variants name them; a kind has one colour on the page.
    private var kinds: [String] {
        var names: [String] = []
        for kind in variants.flatMap(\.kinds) where !names.contains(kind.name) {
            names.append(kind.name)
        }
        return names
    }

    private func changeSection() -> [String] {
        let groups = kinds.enumerated().map { colour, kind in
            EstimatePlot.Group(
                title: kind,
                rows: variants.compactMap { variant in
                    variant.kinds.first { $0.name == kind }.map {
                        EstimatePlot.Row(
                            label: variant.label(steps: 2), estimate: $0.mean, colour: colour)
                    }
                })
        }
        return [
            "<h2>What changes with the variants</h2>",
            EstimatePlot(title: "Mean profit of each kind by variant", groups: groups).svg(),
        ] + Self.table(changeLines())
    }

    private func section(_ variant: Variant) -> [String] {
        let colours = kinds
        func colour(_ kind: String) -> Int { colours.firstIndex(of: kind) ?? 0 }
        let profits = variant.kinds.map {
            EstimatePlot.Row(label: $0.name, estimate: $0.mean, colour: colour($0.name))
        }
        var section = [
            "<h2>\(HTMLText.escaped("Variant \(variant.number): \(variant.label())"))</h2>",
            "<h3>Who earns what</h3>",
            EstimatePlot(
                title: "Mean profit by kind", groups: [.init(title: "", rows: profits)]
            ).svg(),
        ]
        let known = variant.kinds.filter { !$0.parts.isEmpty }
        if !known.isEmpty {
            let groups = known.map { kind in
                let rows = zip(TournamentGame.parts, kind.parts)
                    .filter { $1.low != 0 || $1.high != 0 }
                return EstimatePlot.Group(
                    title: kind.name,
                    rows: rows.map {
                        EstimatePlot.Row(label: $0, estimate: $1, colour: colour(kind.name))
                    })
            }
            section.append("<h3>From what</h3>")
            section.append(EstimatePlot(title: "Parts of the profit", groups: groups).svg())
        }
        return section + Self.table(variant.lines())
    }

    private static func table(_ lines: [String]) -> [String] {
        ["<pre>" + HTMLText.escaped(lines.joined(separator: "\n")) + "</pre>"]
    }
}
