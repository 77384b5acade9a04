import Determinism
import History
import MarketModel

/// `POST /v1/actions`.
enum ActionRoutes {
    static let routes = [
        Route(
            method: "POST", path: "/v1/actions", access: .agent, operation: "submitActions",
            summary: "Submit a batch of actions",
            detail: """
                The actions are taken up in order, without another agent's between them. The \
                answer is 200, also when every action was refused, and leaves after what \
                happened is on the disk. The same idempotency key with the same body gets the \
                same answer again, with Idempotent-Replay: true. In the place of the header the \
                body may have the key, as idempotency_key.
                """,
            body: .actionBatch,
            answer: AnswerDescription(
                summary: "What became of every action, in order", schema: .actionAnswer),
            problems: [
                .invalidIdempotencyKey, .runNotActive, .duplicateIdempotencyKey, .invalidRequest,
            ],
            react: { (request) throws(Problem) in try react(request) })
    ]

    private static func react(_ request: RouteRequest) throws(Problem) -> Reaction {
        guard case .agent(let agent, _) = request.caller else {
            throw Problem(.forbidden, "actions are an agent's")
        }
        let document = Result { () throws(JSONError) in
            try JSONParser.parse(request.body, maximumDepth: RequestLimits.depth)
        }
        let key = try key(of: request, document)
        let content = Result { () throws(Problem) -> [Action] in
            try actions(document, request.state.market)
        }
        let batch = ActionBatch(
            agent: agent, key: key, fingerprint: fingerprint(of: request), content: content)
        return .live { $0.take(batch) }
    }

    private static func actions(
        _ document: Result<JSONValue, JSONError>, _ market: MarketDescription
    ) throws(Problem) -> [Action] {
        switch document {
        case .success(let document):
            var reader = ActionsReader(market)
            return try reader.read(document)
        case .failure(let error): throw .invalid([FieldError(path: "body", message: "\(error)")])
        }
    }

    /// The key in the header or the body, one and the same if it is in both.
    private static func key(
        of request: RouteRequest, _ document: Result<JSONValue, JSONError>
    ) throws(Problem) -> String {
        let inBody = ActionsReader.key(in: try? document.get())
        var keys = request.idempotencyKeys
        if let inBody, keys != [inBody] { keys.append(inBody) }
        guard let key = keys.first else {
            throw Problem(.invalidIdempotencyKey, "send Idempotency-Key, a new one per request")
        }
        guard keys.count == 1 else {
            throw Problem(.invalidIdempotencyKey, "send one key, not \(keys.count)")
        }
        let isVisible = key.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isVisible, (1...255).contains(key.utf8.count) else {
            throw Problem(
                .invalidIdempotencyKey, "a key is 1 to 255 visible ASCII characters")
        }
        return key
    }

    private static func fingerprint(of request: RouteRequest) -> [UInt8] {
        Digest.bytes(of: Array("POST \(request.target.path)\n".utf8) + request.body)
    }
}
