extension TournamentReport {
    /// The most variants whose tables and plots a page has one by one.
    private static let mostVariants = 30

    /// The report as one page of HTML: plots as SVG, the tables below them, nothing from outside.
    public var page: String {
        let name = variants.first?.scenario ?? "no runs"
        var body = [
            "<h1>\(HTMLText.escaped("Tournament: \(name)"))</h1>",
            "<p>\(HTMLText.escaped(Self.note))</p>",
        ]
        if variants.count > 1 { body += changeSection() }
        for variant in variants.prefix(Self.mostVariants) { body += section(variant) }
        if variants.count > Self.mostVariants {
            body.append(
                "<p>\(variants.count - Self.mostVariants) more variants are in the CSV.</p>")
        }
        if failures > 0 { body.append("<p>\(failures) runs failed and are left out.</p>") }
        return HTMLPage(title: "Tournament: \(name)", body: body).text
    }

    private static let note =
        "Dots are means over the seeds, lines their 95 % bootstrap intervals. One observation is "
        + "the mean over the agents of a kind in one run."

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
        ] + [HTMLPage.verbatim(changeLines())]
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
        return section + [HTMLPage.verbatim(variant.lines())]
    }
}
