import Analytics
import Determinism
import Kernel
import MarketModel
import Primitives
import Runner

extension LiveRun {
    static let overAnswer = Problem(.runNotActive, "the run is over").answer

    /// Does what may fail with the store, and says where the run stands then.
    func changing(_ body: () throws -> Void) -> HTTPAnswer {
        guard status != .completed else { return Self.overAnswer }
        do {
            try body()
            return statusAnswer()
        } catch {
            fault = error
            return Engine.unavailable
        }
    }

    /// `GET /v1/run/status`.
    func statusAnswer() -> HTTPAnswer {
        var members = [
            JSONMember("run_id", .string(run.runID)),
            JSONMember("name", .string(run.scenario.name)),
            JSONMember("seed", .integer(Int64(settings.seed))),
            JSONMember("status", .string(status.rawValue)),
            JSONMember("tick_id", .integer(tick.index)),
            JSONMember("ticks", .integer(run.scenario.ticks)),
            JSONMember("event_seq", .integer(lastEvent)),
            JSONMember("event_hash", .string(run.headHash)),
            JSONMember(
                "max_actions_per_tick", .integer(run.scenario.incentives.maxActionsPerTick)),
        ]
        if let every = settings.tickEveryMilliseconds {
            members.append(JSONMember("tick_every_ms", .integer(every)))
        }
        return HTTPAnswer(.object(members))
    }

    /// `GET /v1/leaderboard`.
    func leaderboardAnswer(_ metric: LeaderboardMetric) -> HTTPAnswer {
        let agents = records.analyzer.summary().agents
        let ranked = agents.sorted { left, right in
            Self.precedes(left, right, by: metric) ?? (left.id < right.id)
        }
        let items = ranked.enumerated().map { place, agent in
            Self.document(of: agent, rank: place + 1)
        }
        return HTTPAnswer([
            "metric": .string(metric.rawValue), "tick_id": .integer(tick.index),
            "event_seq": .integer(lastEvent), "items": .array(items),
        ])
    }

    /// Whether one ranks before another; `nil` where they are equal.
    private static func precedes(
        _ left: AgentSummary, _ right: AgentSummary, by metric: LeaderboardMetric
    ) -> Bool? {
        func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Bool? {
            left == right ? nil : left > right
        }
        switch metric {
        case .profit: return compare(left.profit, right.profit)
        case .equity: return compare(left.equity, right.equity)
        case .trades: return compare(left.trades, right.trades)
        case .sharpe:
            // An undefined ratio comes last.
            return compare(
                left.sharpeRatio ?? -.infinity, right.sharpeRatio ?? -.infinity)
        }
    }

    private static func document(of agent: AgentSummary, rank: Int) -> JSONValue {
        func json(_ number: Double?) -> JSONValue {
            number.map { $0.isFinite ? .number($0) : .null } ?? .null
        }
        var members = [
            JSONMember("rank", .integer(Int64(rank))),
            JSONMember("agent_id", .integer(Int64(agent.id.index))),
            JSONMember("name", .string(agent.name)),
            JSONMember("kind", agent.bot == nil ? "remote" : "bot"),
            JSONMember("status", agent.bankruptAt == nil ? "active" : "bankrupt"),
            JSONMember("equity", agent.equity.json),
            JSONMember("pnl", agent.profit.json),
            JSONMember("pnl_percent", json(agent.profitPercent)),
            JSONMember("spread", agent.parts.spread.json),
            JSONMember("inventory", agent.parts.inventory.json),
            JSONMember("fees", agent.parts.fees.json),
            JSONMember("rebates", agent.parts.rebates.json),
            JSONMember("decay", agent.parts.decay.json),
            JSONMember("other", agent.parts.other.json),
            JSONMember("trade_count", .integer(agent.trades)),
            JSONMember("sharpe", json(agent.sharpeRatio)),
            JSONMember("max_drawdown", json(agent.maximumDrawdown)),
        ]
        if let bot = agent.bot { members.append(JSONMember("bot", .string(bot))) }
        return .object(members)
    }
}
