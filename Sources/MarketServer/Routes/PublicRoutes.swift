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
            summary: "The market to look at, for people",
            answer: AnswerDescription(summary: "A page that goes on by itself", type: .html),
            react: { (_) throws(Problem) in .live { $0.pageAnswer() } }),
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
    /// How a figure changes.
    private enum Kind: String {
        case gauge, counter
    }

    static func text(_ state: ServerState) -> String {
        var lines: [String] = []
        for (name, kind, help, value) in engine(state.engine) + server(state.figures) {
            lines.append("# HELP catallaxy_\(name) \(help)")
            lines.append("# TYPE catallaxy_\(name) \(kind.rawValue)")
            lines.append("catallaxy_\(name) \(value)")
        }
        lines.append("# HELP catallaxy_http_responses_total Answers by class of status.")
        lines.append("# TYPE catallaxy_http_responses_total counter")
        for hundreds in 1...5 {
            let count = state.figures.responses(hundreds)
            lines.append("catallaxy_http_responses_total{class=\"\(hundreds)xx\"} \(count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func engine(_ engine: Engine) -> [(String, Kind, String, String)] {
        let figures = engine.figures
        func text(_ number: borrowing Atomic<Int64>) -> String {
            "\(number.load(ordering: .relaxed))"
        }
        let seconds = Double(figures.commitNanoseconds.load(ordering: .relaxed)) / 1e9
        return [
            ("tick", .gauge, "The open tick.", text(figures.tick)),
            ("events_total", .counter, "Events that are durable.", text(figures.events)),
            ("trades_total", .counter, "Trades of the run.", text(figures.trades)),
            (
                "actions_accepted_total", .counter, "Actions accepted since the start.",
                text(figures.actionsAccepted)
            ),
            (
                "actions_rejected_total", .counter, "Actions refused since the start.",
                text(figures.actionsRejected)
            ),
            (
                "idempotent_replays_total", .counter, "Answers given again.",
                text(figures.replays)
            ),
            ("commits_total", .counter, "Groups committed together.", text(figures.commits)),
            (
                "committed_requests_total", .counter, "Requests in those groups.",
                text(figures.answered)
            ),
            ("commit_seconds_total", .counter, "Time spent on those groups.", "\(seconds)"),
            ("queue_length", .gauge, "Requests that wait for the run.", "\(engine.mailbox.count)"),
        ]
    }

    private static func server(_ figures: ServerFigures) -> [(String, Kind, String, String)] {
        let refused = figures.refusedConnections.load(ordering: .relaxed)
        let connections = figures.connections.load(ordering: .relaxed)
        let messages = figures.streamMessages.load(ordering: .relaxed)
        let slow = figures.slowStreams.load(ordering: .relaxed)
        let streams = figures.streams.load(ordering: .relaxed)
        return [
            ("connections", .gauge, "Connections that are open.", "\(connections)"),
            ("connections_refused_total", .counter, "Connections over a limit.", "\(refused)"),
            ("streams", .gauge, "WebSockets that are open.", "\(streams)"),
            ("stream_messages_total", .counter, "Messages sent on them.", "\(messages)"),
            ("streams_too_slow_total", .counter, "Closed for falling behind.", "\(slow)"),
        ]
    }
}
