/// The files of the page, which the build has put into the program.
enum PageFiles {
    /// The page with slots for everything else.
    static let frame = PackageResources.page_html

    /// What a slot of that name takes; nothing where there is no such part.
    static func part(_ name: String) -> [UInt8] {
        switch name {
        case "style": PackageResources.page_css
        case "script": Array(scripts.joined(separator: [UInt8(ascii: "\n")]))
        default: []
        }
    }

    /// In the order in which each needs those before it.
    private static var scripts: [[UInt8]] {
        [
            PackageResources.numbers_js, PackageResources.live_js, PackageResources.source_js,
            PackageResources.timeline_js, PackageResources.canvas_js, PackageResources.panel_js,
            PackageResources.plot_js, PackageResources.controls_js,
            PackageResources.exchange_market_js, PackageResources.exchange_heat_js,
            PackageResources.exchange_book_js, PackageResources.exchange_agents_js,
            PackageResources.exchange_leaderboard_js, PackageResources.exchange_js,
            PackageResources.utility_js, PackageResources.edgeworth_js,
            PackageResources.economy_state_js, PackageResources.economy_drawing_js,
            PackageResources.economy_grid_js, PackageResources.economy_panels_js,
            PackageResources.economy_agent_js, PackageResources.economy_js,
            PackageResources.laboratory_periods_js, PackageResources.laboratory_js,
            PackageResources.main_js,
        ]
    }
}
