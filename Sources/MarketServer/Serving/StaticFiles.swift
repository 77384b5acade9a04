/// The files that the server gives to browsers, all of them in the program itself.
///
/// The one place where such files come from: a path, its bytes, and what they are.
enum StaticFiles {
    /// The answer for a path, if there is a file.
    static func file(_ path: String) -> HTTPAnswer? {
        guard path == "/" else { return nil }
        var answer = HTTPAnswer(status: 200, body: Array(startPage.utf8), type: .html)
        answer.headers = securityHeaders
        return answer
    }

    /// What a page may load: nothing from elsewhere.
    static let securityHeaders = [
        (
            "Content-Security-Policy",
            "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ]

    private static let startPage = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Catallaxy</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
               padding: 0 1rem; }
        td { padding: 0 1rem 0 0; vertical-align: top; }
        </style>
        <h1>Catallaxy</h1>
        <p>A market that programs trade in. What can be asked is described in
        <a href="/openapi.json">openapi.json</a>.</p>
        <table>\(rows)</table>
        </html>

        """

    private static var rows: String {
        Routes.all.map { route in
            let path =
                route.method == "GET" && !route.path.contains("{")
                ? "<a href=\"\(route.path)\">\(route.path)</a>" : route.path
            return "<tr><td>\(route.method)</td><td>\(path)</td><td>\(route.summary)</td></tr>"
        }.joined(separator: "\n")
    }
}

/// All that can be asked.
enum Routes {
    static let all =
        ActionRoutes.routes + AgentRoutes.routes + MarketRoutes.routes + RunRoutes.routes
        + AdminRoutes.routes + PublicRoutes.routes
}
