import Determinism

/// What went wrong with a request, as a word for programs.
enum ProblemCode: String, CaseIterable, Sendable {
    case badRequest = "BAD_REQUEST"
    case unauthorized = "UNAUTHORIZED"
    case forbidden = "FORBIDDEN"
    case notFound = "NOT_FOUND"
    case methodNotAllowed = "METHOD_NOT_ALLOWED"
    case requestTimeout = "REQUEST_TIMEOUT"
    case runNotActive = "RUN_NOT_ACTIVE"
    case conflict = "CONFLICT"
    case lengthRequired = "LENGTH_REQUIRED"
    case bodyTooLarge = "BODY_TOO_LARGE"
    case unsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE"
    case expectationFailed = "EXPECTATION_FAILED"
    case invalidRequest = "INVALID_REQUEST"
    case duplicateIdempotencyKey = "DUPLICATE_IDEMPOTENCY_KEY"
    case invalidIdempotencyKey = "INVALID_IDEMPOTENCY_KEY"
    case upgradeRequired = "UPGRADE_REQUIRED"
    case rateLimited = "RATE_LIMITED"
    case headersTooLarge = "HEADERS_TOO_LARGE"
    case internalError = "INTERNAL_ERROR"
    case unavailable = "UNAVAILABLE"

    /// The HTTP status that goes with it.
    var status: Int {
        switch self {
        case .badRequest, .invalidIdempotencyKey: 400
        case .unauthorized: 401
        case .forbidden: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .requestTimeout: 408
        case .runNotActive, .conflict: 409
        case .lengthRequired: 411
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .expectationFailed: 417
        case .invalidRequest, .duplicateIdempotencyKey: 422
        case .upgradeRequired: 426
        case .rateLimited: 429
        case .headersTooLarge: 431
        case .internalError: 500
        case .unavailable: 503
        }
    }

    /// A sentence without particulars.
    var title: String {
        switch self {
        case .badRequest: "The request is malformed"
        case .unauthorized: "A valid key is needed"
        case .forbidden: "This key does not open this"
        case .notFound: "There is no such thing"
        case .methodNotAllowed: "The method does not apply here"
        case .requestTimeout: "The request took too long to arrive"
        case .runNotActive: "The run takes no actions now"
        case .conflict: "This cannot be done in the present state"
        case .lengthRequired: "The length of the body is needed"
        case .bodyTooLarge: "The body is too large"
        case .unsupportedMediaType: "The body has to be application/json"
        case .expectationFailed: "The expectation cannot be met"
        case .invalidRequest: "The request is not what it has to be"
        case .duplicateIdempotencyKey: "The idempotency key was used for another request"
        case .invalidIdempotencyKey: "One idempotency key is needed"
        case .upgradeRequired: "This is a WebSocket"
        case .rateLimited: "Too many requests"
        case .headersTooLarge: "The header fields are too large"
        case .internalError: "The server has failed"
        case .unavailable: "The server takes no requests now"
        }
    }
}

/// What is wrong with one part of a request.
struct FieldError: Hashable, Sendable {
    /// Where: `actions[0].price`.
    var path: String
    /// What, for people.
    var message: String
}

/// An error as RFC 9457 has it.
struct Problem: Error, Hashable, Sendable {
    var code: ProblemCode
    /// The particulars, for people.
    var detail: String
    var errors: [FieldError] = []
    /// When to try again, in seconds.
    var retryAfter: Int?
    /// The methods that would do.
    var allowed: [String] = []

    init(_ code: ProblemCode, _ detail: String, errors: [FieldError] = []) {
        self.code = code
        self.detail = detail
        self.errors = errors
    }

    /// A request some of whose fields are wrong.
    static func invalid(_ errors: [FieldError]) -> Problem {
        let first = errors.first.map { "\($0.path): \($0.message)" } ?? "it cannot be read"
        let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
        return Problem(.invalidRequest, first + more, errors: errors)
    }

    private var document: JSONValue {
        var members = [
            JSONMember("type", "about:blank"), JSONMember("title", .string(code.title)),
            JSONMember("status", .integer(Int64(code.status))),
            JSONMember("detail", .string(detail)), JSONMember("code", .string(code.rawValue)),
        ]
        if !errors.isEmpty {
            let list = errors.map { error -> JSONValue in
                ["path": .string(error.path), "message": .string(error.message)]
            }
            members.append(JSONMember("errors", .array(list)))
        }
        return .object(members)
    }

    /// The answer that tells it.
    var answer: HTTPAnswer {
        var answer = HTTPAnswer(
            status: code.status, body: CanonicalJSON.encode(document), type: .problem)
        if let retryAfter { answer.headers.append(("Retry-After", "\(retryAfter)")) }
        if !allowed.isEmpty {
            answer.headers.append(("Allow", allowed.joined(separator: ", ")))
        }
        if code == .unauthorized { answer.headers.append(("WWW-Authenticate", "Bearer")) }
        if code == .upgradeRequired { answer.headers.append(("Upgrade", "websocket")) }
        return answer
    }
}
