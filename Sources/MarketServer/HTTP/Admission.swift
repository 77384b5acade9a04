import NIOHTTP1

/// A request that may go on, as far as its head tells.
struct AdmittedRequest {
    var route: Route
    var pathValues: [(name: String, value: String)]
    var target: RequestTarget
    var caller: Caller
    var idempotencyKeys: [String]
    var allowance: Allowance?
    var isHead: Bool
}

/// What the head of a request comes to.
struct HeadVerdict {
    var outcome: Result<AdmittedRequest, Problem>
    /// What is left of the limit, whatever the outcome.
    var allowance: Allowance?
}

/// The door: checks the head of a request before any of its body is read.
struct Doorkeeper {
    let state: ServerState
    /// Where the client calls from.
    let address: String

    /// Paths that are looked at by machines which have no key and must not be refused.
    private static let unlimited = ["/healthz", "/readyz", "/metrics"]

    func judge(_ head: HTTPRequestHead) -> HeadVerdict {
        var allowance: Allowance?
        do throws(Problem) {
            let request = try admit(head, &allowance)
            return HeadVerdict(outcome: .success(request), allowance: allowance)
        } catch {
            return HeadVerdict(outcome: .failure(error), allowance: allowance)
        }
    }

    private func admit(
        _ head: HTTPRequestHead, _ allowance: inout Allowance?
    ) throws(Problem) -> AdmittedRequest {
        guard let target = RequestTarget(head.uri) else {
            throw Problem(.badRequest, "the path or query is encoded wrongly")
        }
        try check(head)
        let caller = try caller(head, &allowance)
        if !Self.unlimited.contains(target.path) {
            let (left, retryAfter) = state.limits.requests.take(caller.key ?? address)
            allowance = left
            if let retryAfter { throw Self.tooMany(retryAfter) }
        }
        let route: Route
        let values: [(name: String, value: String)]
        switch state.router.match(head.method.rawValue, target) {
        case .found(let found, let named): (route, values) = (found, named)
        case .otherMethods(let methods):
            var problem = Problem(
                .methodNotAllowed, "expected \(methods.joined(separator: " or "))")
            problem.allowed = methods
            throw problem
        case .nothing: throw Problem(.notFound, "there is nothing at this path")
        }
        try check(caller, route.access)
        try check(head, route)
        return AdmittedRequest(
            route: route, pathValues: values, target: target, caller: caller,
            idempotencyKeys: head.headers["idempotency-key"], allowance: allowance,
            isHead: head.method == .HEAD)
    }

    /// What every request has to be, whatever it wants: nobody may read it in two ways.
    private func check(_ head: HTTPRequestHead) throws(Problem) {
        if head.version == .http1_1 && head.headers["host"].count != 1 {
            throw Problem(.badRequest, "one Host is needed")
        }
        let codings = head.headers["transfer-encoding"]
        guard codings.isEmpty || codings.map({ $0.lowercased() }) == ["chunked"] else {
            throw Problem(.badRequest, "only the transfer coding chunked is read")
        }
    }

    private static func tooMany(_ retryAfter: Int) -> Problem {
        var problem = Problem(.rateLimited, "try again in \(retryAfter) s")
        problem.retryAfter = retryAfter
        return problem
    }

    /// Who calls; the answer to a wrong key does not say what is wrong with it.
    private func caller(
        _ head: HTTPRequestHead, _ allowance: inout Allowance?
    ) throws(Problem) -> Caller {
        let values = head.headers["authorization"]
        guard let value = values.first else { return .anonymous }
        let parts = value.split(separator: " ", maxSplits: 1)
        if values.count == 1, parts.count == 2, parts[0].lowercased() == "bearer",
            let caller = state.keys.caller(showing: String(parts[1]))
        {
            return caller
        }
        let (left, retryAfter) = state.limits.failures.take(address)
        if let retryAfter {
            allowance = left
            throw Self.tooMany(retryAfter)
        }
        throw Self.unauthorized
    }

    private static let unauthorized = Problem(
        .unauthorized, "send Authorization: Bearer KEYID.SECRET with a key that is in force")

    private func check(_ caller: Caller, _ access: Access) throws(Problem) {
        switch (access, caller) {
        case (.everybody, _), (.agent, .agent), (.admin, .admin): return
        case (_, .anonymous): throw Self.unauthorized
        case (.agent, .admin): throw Problem(.forbidden, "this is an agent's")
        case (.admin, .agent): throw Problem(.forbidden, "this is the operator's")
        }
    }

    /// Checks what the head tells of the body.
    private func check(_ head: HTTPRequestHead, _ route: Route) throws(Problem) {
        let length = head.headers.first(name: "content-length").flatMap { Int($0) }
        let isChunked = head.headers.contains(name: "transfer-encoding")
        if let length, length > RequestLimits.bodyBytes { throw Self.tooLarge }
        let expectations = head.headers["expect"]
        if let expectation = expectations.first, expectation.lowercased() != "100-continue" {
            throw Problem(.expectationFailed, "only 100-continue is expected here")
        }
        let hasBody = isChunked || (length ?? 0) > 0
        if route.body == nil && !hasBody { return }
        if route.body != nil && route.needsBody && !hasBody {
            throw Problem(
                .invalidRequest, "a body is needed",
                errors: [
                    FieldError(path: "body", message: "missing")
                ])
        }
        if hasBody && route.method != "GET" { try checkMediaType(head.headers) }
    }

    static let tooLarge = Problem(
        .bodyTooLarge, "at most \(RequestLimits.bodyBytes) bytes are read")

    private func checkMediaType(_ headers: HTTPHeaders) throws(Problem) {
        if let encoding = headers.first(name: "content-encoding"),
            encoding.lowercased() != "identity"
        {
            throw Problem(.unsupportedMediaType, "send the body as it is, without an encoding")
        }
        let types = headers["content-type"]
        let parts = (types.first ?? "").lowercased().split(separator: ";").map { part in
            String(part.filter { $0 != " " && $0 != "\"" && $0 != "\t" })
        }
        let isJSON = types.count == 1 && parts.first == "application/json"
        let isUTF8 = parts.dropFirst().allSatisfy { $0 == "charset=utf-8" }
        guard isJSON, isUTF8 else {
            throw Problem(.unsupportedMediaType, "send Content-Type: application/json")
        }
    }
}
