import Determinism
import NIOHTTP1

/// What a body is.
enum ContentType: String, Sendable {
    case json = "application/json"
    case problem = "application/problem+json"
    case html = "text/html; charset=utf-8"
    case css = "text/css; charset=utf-8"
    case script = "text/javascript; charset=utf-8"
    case image = "image/svg+xml"
    /// The text format of Prometheus.
    case metrics = "text/plain; version=0.0.4; charset=utf-8"
    case text = "text/plain; charset=utf-8"
}

/// An answer to a request, before it is written.
struct HTTPAnswer: Sendable {
    var status: Int
    var body: [UInt8]
    var type: ContentType
    var headers: [(String, String)] = []
    /// What makes the answer from the archive, where the run does not have all of it at hand.
    var finish: (@Sendable (any RunArchive) -> HTTPAnswer)?

    init(status: Int = 200, body: [UInt8], type: ContentType = .json) {
        self.status = status
        self.body = body
        self.type = type
    }

    /// A JSON document.
    init(_ document: JSONValue, status: Int = 200) {
        self.init(status: status, body: CanonicalJSON.encode(document))
    }

    /// The answer with its head, for where no request is known that it answers; the connection
    /// ends with it.
    var wholeText: [UInt8] {
        let phrase = HTTPResponseStatus(statusCode: status).reasonPhrase
        var head = "HTTP/1.1 \(status) \(phrase)\r\nContent-Type: \(type.rawValue)\r\n"
        head += "Content-Length: \(body.count)\r\nCache-Control: no-store\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        return Array((head + "Connection: close\r\n\r\n").utf8) + body
    }

    /// Nothing, and that is fine.
    static let noContent = HTTPAnswer(status: 204, body: [])
}
