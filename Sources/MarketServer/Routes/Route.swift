import NIOCore

/// Who may use a route.
enum Access: Sendable {
    /// Everybody, with or without a key.
    case everybody
    /// An agent, for itself.
    case agent
    /// The operator.
    case admin
}

/// What a parameter in a path or query may be.
enum ParameterType: Sendable {
    /// A whole number, and what it is when it is left out.
    case integer(ClosedRange<Int64>, standard: Int64?)
    /// One of these words, the first when it is left out.
    case choice([String])
    /// `BASE/QUOTE`; needed unless there is one instrument.
    case instrument
    /// What a list has given as `next_cursor`.
    case cursor(Cursor.List)
    /// A name.
    case name
}

/// A parameter of a route.
struct Parameter: Sendable {
    var name: String
    var type: ParameterType
    var summary: String
}

/// What a request comes to: with the run, or without asking it.
enum Reaction: Sendable {
    /// An answer there and then.
    case now(HTTPAnswer)
    /// What the thread of the run does, and answers after its commit.
    case live(@Sendable (LiveRun) -> HTTPAnswer)
}

/// A request that has passed the door: the right method, key and size.
struct RouteRequest: Sendable {
    var target: RequestTarget
    var caller: Caller
    var body: [UInt8]
    /// The values of `Idempotency-Key`.
    var idempotencyKeys: [String]
    /// What stands in the places of the path that are named.
    var pathValues: [(name: String, value: String)]
    var state: ServerState
}

/// One thing that can be asked: described once, for routing and for the OpenAPI document.
struct Route: Sendable {
    var method: String
    /// With places in braces: `/v1/agents/{id}/keys`.
    var path: String
    var access: Access
    /// The name of the operation in clients.
    var operation: String
    var summary: String
    var detail = ""
    var parameters: [Parameter] = []
    /// The schema of the body, if there is one.
    var body: SchemaName?
    /// Whether a request without a body means the same as one of defaults.
    var needsBody = true
    var answer: AnswerDescription
    /// What can go wrong, beside what can go wrong anywhere.
    var problems: [ProblemCode] = []
    var react: @Sendable (RouteRequest) throws(Problem) -> Reaction

    /// The segments of the path.
    var segments: [Substring] { path.split(separator: "/") }
}

/// What a route answers when all is well.
struct AnswerDescription: Sendable {
    var status = 200
    var summary: String
    var type = ContentType.json
    /// The schema, of JSON.
    var schema: SchemaName?
}
