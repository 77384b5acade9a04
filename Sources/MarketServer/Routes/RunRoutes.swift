import Determinism
import MarketModel
import Primitives

/// Where the run stands, and who is how good in it.
enum RunRoutes {
    private static let metric = Parameter(
        name: "metric", type: .choice(LeaderboardMetric.allCases.map(\.rawValue)),
        summary: "What agents are ranked by.")

    static let routes = [
        Route(
            method: "GET", path: "/v1/run/status", access: .everybody, operation: "getRunStatus",
            summary: "Where the run stands",
            answer: AnswerDescription(summary: "The run", schema: .runStatus),
            react: { (request) throws(Problem) in
                _ = try QueryReader(request, [])
                return .live { $0.statusAnswer() }
            }),
        Route(
            method: "GET", path: "/v1/leaderboard", access: .everybody,
            operation: "getLeaderboard", summary: "All agents, ranked",
            parameters: [metric],
            answer: AnswerDescription(summary: "Agents", schema: .leaderboard),
            problems: [.invalidRequest],
            react: { (request) throws(Problem) in
                var query = try QueryReader(request, [metric])
                let word = query.choice(metric)
                try query.check()
                guard let metric = word.flatMap(LeaderboardMetric.init(rawValue:)) else {
                    throw .invalid([])
                }
                return .live { $0.leaderboardAnswer(metric) }
            }),
        control(
            "start", "startRun", "Let the clock of a paused run go on",
            "Ticks go on closing by themselves, unless they are closed by hand"
        ) { live in
            guard live.status != .completed else { return LiveRun.overAnswer }
            live.start()
            return live.statusAnswer()
        },
        control(
            "pause", "pauseRun", "Stop the clock; actions are refused until it goes on",
            "The open tick stays open"
        ) { live in
            guard live.status != .completed else { return LiveRun.overAnswer }
            live.pause()
            return live.statusAnswer()
        },
        control(
            "stop", "stopRun", "End the run for good",
            "The open tick closes first, and the bots act in it once more"
        ) { live in live.changing { try live.stop() } },
        control(
            "tick", "closeTick", "Close the open tick now",
            "The bots act, the tick closes, and the next one opens; also while paused"
        ) { live in
            guard live.status != .completed else { return LiveRun.overAnswer }
            return live.changing { try live.endTick() }
        },
    ]

    private static func control(
        _ word: String, _ operation: String, _ summary: String, _ detail: String,
        _ body: @escaping @Sendable (LiveRun) -> HTTPAnswer
    ) -> Route {
        Route(
            method: "POST", path: "/v1/run/\(word)", access: .admin, operation: operation,
            summary: summary, detail: detail + ".",
            answer: AnswerDescription(summary: "The run", schema: .runStatus),
            problems: [.runNotActive],
            react: { (request) throws(Problem) in
                _ = try QueryReader(request, [])
                try AdminRoutes.checkEmpty(request.body)
                return .live(body)
            })
    }
}

/// What agents are ranked by.
enum LeaderboardMetric: String, CaseIterable, Sendable {
    case profit = "pnl"
    case equity
    case trades = "trade_count"
    case sharpe
}
