/// Finds the route of a request.
struct Router: Sendable {
    /// What a path and a method lead to.
    enum Match: Sendable {
        case found(Route, values: [(name: String, value: String)])
        /// The path exists, for other methods.
        case otherMethods([String])
        case nothing
    }

    let routes: [Route]
    /// Where routes without named places lie, by path.
    private let plain: [String: [Int]]
    private let patterns: [(segments: [Substring], index: Int)]

    init(_ routes: [Route]) {
        self.routes = routes
        var plain: [String: [Int]] = [:]
        var patterns: [(segments: [Substring], index: Int)] = []
        for (index, route) in routes.enumerated() {
            if route.path.contains("{") {
                patterns.append((route.segments, index))
            } else {
                plain[route.path, default: []].append(index)
            }
        }
        self.plain = plain
        self.patterns = patterns
    }

    func match(_ method: String, _ target: RequestTarget) -> Match {
        // What a GET gives, a HEAD gives without its body.
        let wanted = method == "HEAD" ? "GET" : method
        var others: [String] = []
        for index in plain[target.path] ?? [] {
            if routes[index].method == wanted { return .found(routes[index], values: []) }
            others.append(routes[index].method)
        }
        for (segments, index) in patterns {
            guard let values = Self.values(segments, target.segments) else { continue }
            if routes[index].method == wanted { return .found(routes[index], values: values) }
            others.append(routes[index].method)
        }
        if others.contains("GET") { others.append("HEAD") }
        return others.isEmpty ? .nothing : .otherMethods(others.sorted())
    }

    private static func values(
        _ pattern: [Substring], _ segments: [String]
    ) -> [(name: String, value: String)]? {
        guard pattern.count == segments.count else { return nil }
        var values: [(name: String, value: String)] = []
        for (part, segment) in zip(pattern, segments) {
            if part.first == "{" {
                if segment.isEmpty { return nil }
                values.append((String(part.dropFirst().dropLast()), segment))
            } else if part != segment[...] {
                return nil
            }
        }
        return values
    }
}
