import Determinism
import Synchronization

/// What anybody may ask without the run being asked.
enum PublicRoutes {
    static let routes = [
        Route(
            method: "GET", path: "/healthz", access: .everybody, operation: "getHealth",
            summary: "Whether the server works",
            answer: AnswerDescription(summary: "It does", schema: .health),
            problems: [.unavailable],
            react: { (request) throws(Problem) in
                if request.state.engine.figures.hasFailed {
                    throw Problem(.unavailable, "the store has failed")
                }
                return .now(HTTPAnswer(["status": "ok"]))
            }),
        Route(
            method: "GET", path: "/readyz", access: .everybody, operation: "getReadiness",
            summary: "Whether the run can be asked",
            answer: AnswerDescription(summary: "It can", schema: .health),
            problems: [.unavailable],
            react: { (request) throws(Problem) in
                guard request.state.engine.figures.isReady else {
                    throw Problem(.unavailable, "the run cannot be asked")
                }
                return .now(HTTPAnswer(["status": "ready"]))
            }),
        Route(
            method: "GET", path: "/metrics", access: .everybody, operation: "getMetrics",
            summary: "Figures of the server, for Prometheus",
            answer: AnswerDescription(summary: "Figures", type: .metrics),
            react: { (request) throws(Problem) in
                .now(
                    HTTPAnswer(
                        status: 200, body: Array(MetricsText.text(request.state).utf8),
                        type: .metrics))
            }),
        Route(
            method: "GET", path: "/openapi.json", access: .everybody, operation: "getOpenAPI",
            summary: "This description",
            answer: AnswerDescription(summary: "OpenAPI 3.1", schema: .anything),
            react: { (request) throws(Problem) in
                .now(HTTPAnswer(status: 200, body: request.state.openAPI))
            }),
        Route(
            method: "GET", path: "/", access: .everybody, operation: "getStartPage",
            summary: "A page for people",
            answer: AnswerDescription(summary: "A page", type: .html),
            react: { (request) throws(Problem) in
                guard let file = StaticFiles.file("/") else {
                    throw Problem(.notFound, "there is no page")
                }
                return .now(file)
            }),
        Route(
            method: "GET", path: "/v1/stream", access: .everybody, operation: "openStream",
            summary: "A WebSocket with trades, books, ticks and what is yours",
            detail: """
                Only a WebSocket opens here. The first message within three seconds is \
                {"type":"auth","api_key":…}, or {"type":"auth"} for what is public; then \
                {"type":"subscribe","channels":[…],"since":…}.
                """,
            answer: AnswerDescription(status: 101, summary: "The stream"),
            problems: [.upgradeRequired],
            react: { (request) throws(Problem) in
                throw Problem(.upgradeRequired, "open a WebSocket here")
            }),
    ]
}

/// The figures in the text form of Prometheus.
enum MetricsText {
    static func text(_ state: ServerState) -> String {
        var lines: [String] = []
        func add(_ name: String, _ kind: String, _ help: String, _ value: String) {
            lines.append("# HELP catallaxy_\(name) \(help)")
            lines.append("# TYPE catallaxy_\(name) \(kind)")
            lines.append("catallaxy_\(name) \(value)")
        }
        let engine = state.engine.figures
        let server = state.figures
        add("tick", "gauge", "The open tick.", "\(engine.tick.load(ordering: .relaxed))")
        add(
            "events_total", "counter", "Events that are durable.",
            "\(engine.events.load(ordering: .relaxed))")
        add(
            "trades_total", "counter", "Trades of the run.",
            "\(engine.trades.load(ordering: .relaxed))")
        add(
            "actions_accepted_total", "counter", "Actions accepted since the start.",
            "\(engine.actionsAccepted.load(ordering: .relaxed))")
        add(
            "actions_rejected_total", "counter", "Actions refused since the start.",
            "\(engine.actionsRejected.load(ordering: .relaxed))")
        add(
            "idempotent_replays_total", "counter", "Answers given again.",
            "\(engine.replays.load(ordering: .relaxed))")
        add(
            "commits_total", "counter", "Groups of requests committed together.",
            "\(engine.commits.load(ordering: .relaxed))")
        add(
            "committed_requests_total", "counter", "Requests in those groups.",
            "\(engine.answered.load(ordering: .relaxed))")
        let seconds = Double(engine.commitNanoseconds.load(ordering: .relaxed)) / 1e9
        add("commit_seconds_total", "counter", "Time spent on those groups.", "\(seconds)")
        add(
            "queue_length", "gauge", "Requests that wait for the run.",
            "\(state.engine.mailbox.count)")
        add(
            "connections", "gauge", "Connections that are open.",
            "\(server.connections.load(ordering: .relaxed))")
        add(
            "connections_refused_total", "counter", "Connections over a limit.",
            "\(server.refusedConnections.load(ordering: .relaxed))")
        add(
            "streams", "gauge", "WebSockets that are open.",
            "\(server.streams.load(ordering: .relaxed))")
        add(
            "stream_messages_total", "counter", "Messages sent on WebSockets.",
            "\(server.streamMessages.load(ordering: .relaxed))")
        add(
            "streams_too_slow_total", "counter", "WebSockets closed for falling behind.",
            "\(server.slowStreams.load(ordering: .relaxed))")
        lines.append("# HELP catallaxy_http_responses_total Answers by class of status.")
        lines.append("# TYPE catallaxy_http_responses_total counter")
        for hundreds in 1...5 {
            lines.append(
                "catallaxy_http_responses_total{class=\"\(hundreds)xx\"} "
                    + "\(server.responses(hundreds))")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
