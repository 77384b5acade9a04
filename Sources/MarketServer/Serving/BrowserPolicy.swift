import Reports

/// What a server gives to browsers, all of it in the program itself.
enum BrowserPolicy {
    /// What a page may load: its own server's stream, and nothing from elsewhere.
    static let headers = [
        (
            "Content-Security-Policy",
            ReportPage.contentSecurityPolicy(isLive: true) + "; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ]
}

/// All that can be asked.
enum Routes {
    static let all =
        ActionRoutes.routes + AgentRoutes.routes + MarketRoutes.routes + RunRoutes.routes
        + AdminRoutes.routes + PublicRoutes.routes
}
