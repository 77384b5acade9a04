import Kernel
import MarketModel
import Primitives
import Runner

/// A batch of actions as it came, or what is wrong with it.
struct ActionBatch: Sendable {
    /// Whose.
    var agent: AgentID
    /// The key under which its answer is kept.
    var key: String
    /// The SHA-256 of the request.
    var fingerprint: [UInt8]
    /// The actions, or why there are none.
    var content: Result<[Action], Problem>
}

extension LiveRun {
    /// Takes a batch up, or answers as before when it has been taken up already.
    func take(_ batch: ActionBatch) -> HTTPAnswer {
        do {
            if let kept = try keptAnswer(to: batch) { return kept }
            let (answer, isKept) = try execute(batch)
            guard isKept else { return answer }
            let number = keeper.keep(
                KeptAnswer(
                    agent: batch.agent, key: batch.key, fingerprint: batch.fingerprint,
                    status: answer.status, body: answer.body))
            answers.insert(batch.agent, batch.key, number: number)
            return answer
        } catch {
            fault = error
            return Engine.unavailable
        }
    }

    /// The answer to a request of the same key, if there was one.
    private func keptAnswer(to batch: ActionBatch) throws -> HTTPAnswer? {
        for number in answers.candidates(batch.agent, batch.key) {
            guard let kept = try keeper.answer(number), kept.agent == batch.agent,
                kept.key == batch.key
            else { continue }
            guard kept.fingerprint == batch.fingerprint else {
                return Problem(
                    .duplicateIdempotencyKey,
                    "this key was used for another request; take a new one"
                ).answer
            }
            var answer = HTTPAnswer(
                status: kept.status, body: kept.body,
                type: kept.status == 200 ? .json : .problem)
            answer.headers.append(("Idempotent-Replay", "true"))
            counters.replays += 1
            return answer
        }
        return nil
    }

    /// - Returns: The answer, and whether a repetition gets it again.
    private func execute(_ batch: ActionBatch) throws -> (HTTPAnswer, isKept: Bool) {
        let actions: [Action]
        switch batch.content {
        case .failure(let problem): return (problem.answer, true)
        case .success(let found): actions = found
        }
        guard isActive else { return (inactive(batch.agent).answer, true) }
        guard batch.agent.index < run.agentCount else {
            var problem = Problem(
                .runNotActive, "agent \(batch.agent.index) acts from tick \(tick.index + 1) on")
            problem.retryAfter = 1
            return (problem.answer, false)
        }
        return (try execute(actions, of: batch.agent), true)
    }

    private func inactive(_ agent: AgentID) -> Problem {
        let isOver = status == .completed
        return Problem(.runNotActive, isOver ? "the run is over" : "the run is paused")
    }

    private func execute(_ actions: [Action], of agent: AgentID) throws -> HTTPAnswer {
        var json = JSONBytes()
        json.open("[")
        var excess: Int64 = 0
        for action in actions {
            if run.actionsLeft(of: agent) == 0 {
                excess += 1
                appendRateLimited(to: &json)
            } else {
                try execute(action, of: agent, into: &json)
            }
        }
        if excess > 0 {
            run.takeExcess(excess, of: agent)
            keeper.keep(RunInput(in: tick, .excess(excess, of: agent)))
        }
        json.close("]")
        var answer = JSONBytes(reserving: json.bytes.count + 96)
        answer.open("{")
        answer.key("run_id")
        answer.string(run.runID)
        answer.key("tick_id")
        answer.number(tick.index)
        answer.key("event_seq")
        answer.number(lastEvent)
        answer.key("results")
        answer.raw(json.bytes)
        answer.close("}")
        return HTTPAnswer(body: answer.bytes)
    }

    private func execute(
        _ action: Action, of agent: AgentID, into json: inout JSONBytes
    ) throws {
        var outcome = ActionOutcome()
        // Before anything changes: what the refusal would have needed.
        let funds = Funds(action, of: agent, in: run)
        keeper.keep(RunInput(in: tick, .action(action, of: agent)))
        let admission = try run.take(action, of: agent) { outcome.note($0) }
        switch admission {
        case .overLimit: appendRateLimited(to: &json)
        case .scheduled(let due):
            counters.accepted += 1
            json.open("{")
            json.key("status")
            json.string("scheduled")
            json.key("due_tick")
            json.number(due.index)
            json.close("}")
        case .executed:
            guard let rejection = outcome.rejection else {
                counters.accepted += 1
                return outcome.appendAccepted(to: &json) { run.isOpen($0) }
            }
            counters.rejected += 1
            appendRejected(
                "\(rejection.reason.code)", rejection.reason.message(funds), to: &json)
        }
    }

    private func appendRateLimited(to json: inout JSONBytes) {
        counters.rejected += 1
        let limit = run.scenario.incentives.maxActionsPerTick
        appendRejected(
            ProblemCode.rateLimited.rawValue,
            "\(limit) actions a tick are the limit; the next tick is \(tick.index + 1)", to: &json)
    }

    private func appendRejected(_ code: String, _ message: String, to json: inout JSONBytes) {
        json.open("{")
        json.key("status")
        json.string("rejected")
        json.key("reason_code")
        json.string(code)
        json.key("message")
        json.string(message)
        json.close("}")
    }
}
