import Determinism
import MarketModel

/// The OpenAPI 3.1 document, made from the routes that requests are matched with.
enum OpenAPIDocument {
    /// The document in JSON: of this run, so that it can say what is traded.
    static func bytes(
        of routes: [Route], in market: MarketDescription, version: String
    ) -> [UInt8] {
        CanonicalJSON.encode(document(of: routes, in: market, version: version))
    }

    static func document(
        of routes: [Route], in market: MarketDescription, version: String
    ) -> JSONValue {
        var paths: [JSONMember] = []
        for route in routes where !paths.contains(where: { $0.key == route.path }) {
            let operations = routes.filter { $0.path == route.path }.map {
                JSONMember($0.method.lowercased(), operation($0, market))
            }
            paths.append(JSONMember(route.path, .object(operations)))
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Catallaxy",
                "version": .string(version),
                "description": """
                Programs of any language trade with the bots of a run. Amounts are decimal \
                strings, ticks and sequence numbers integers.
                """,
                "license": ["name": "MIT", "identifier": "MIT"],
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(
                    SchemaName.allCases.map { JSONMember($0.rawValue, $0.schema(in: market)) }),
                "securitySchemes": [
                    "agentKey": scheme("An agent's key, KEYID.SECRET."),
                    "adminKey": scheme("The operator's key, KEYID.SECRET."),
                ],
            ],
        ]
    }

    private static func scheme(_ text: String) -> JSONValue {
        ["type": "http", "scheme": "bearer", "description": .string(text)]
    }

    private static func operation(_ route: Route, _ market: MarketDescription) -> JSONValue {
        var members = [
            JSONMember("operationId", .string(route.operation)),
            JSONMember("summary", .string(route.summary)),
            JSONMember("responses", .object(responses(of: route))),
        ]
        if !route.detail.isEmpty {
            members.append(JSONMember("description", .string(route.detail)))
        }
        let parameters = parameters(of: route, market)
        if !parameters.isEmpty {
            members.append(JSONMember("parameters", .array(parameters)))
        }
        if let body = route.body {
            members.append(
                JSONMember(
                    "requestBody",
                    [
                        "required": .bool(route.needsBody),
                        "content": ["application/json": ["schema": body.reference]],
                    ]))
        }
        switch route.access {
        case .everybody: members.append(JSONMember("security", [[:]]))
        case .agent: members.append(JSONMember("security", [["agentKey": []]]))
        case .admin: members.append(JSONMember("security", [["adminKey": []]]))
        }
        return .object(members)
    }

    private static func parameters(
        of route: Route, _ market: MarketDescription
    ) -> [JSONValue] {
        let places = route.segments.filter { $0.first == "{" }.map { place -> JSONValue in
            let name = String(place.dropFirst().dropLast())
            let schema: JSONValue =
                name == "id" ? Schema.count : ["type": "string", "minLength": 1]
            return ["name": .string(name), "in": "path", "required": true, "schema": schema]
        }
        let queries = route.parameters.map { parameter -> JSONValue in
            [
                "name": .string(parameter.name), "in": "query",
                "required": .bool(isNeeded(parameter.type, market)),
                "description": .string(parameter.summary),
                "schema": schema(of: parameter.type, market),
            ]
        }
        guard route.operation == "submitActions" else { return places + queries }
        return places + queries + [idempotencyKey]
    }

    private static let idempotencyKey: JSONValue = [
        "name": "Idempotency-Key", "in": "header", "required": true,
        "description": "A new one for every request; the same when a request is repeated.",
        "schema": ["type": "string", "pattern": "^[!-~]{1,255}$"],
    ]

    /// An instrument has to be named where there are several.
    private static func isNeeded(_ type: ParameterType, _ market: MarketDescription) -> Bool {
        if case .instrument = type { return market.instruments.count > 1 }
        return false
    }

    private static func schema(
        of type: ParameterType, _ market: MarketDescription
    ) -> JSONValue {
        switch type {
        case .integer(let range, let standard):
            var members = [
                JSONMember("type", "integer"), JSONMember("minimum", .integer(range.lowerBound)),
                JSONMember("maximum", .integer(range.upperBound)),
            ]
            if let standard { members.append(JSONMember("default", .integer(standard))) }
            return .object(members)
        case .choice(let words): return Schema.words(words)
        case .instrument: return Schema.symbol(in: market)
        case .cursor(let list):
            // 36^12 is less than the greatest number there may be.
            let pattern = "^\(list.rawValue)(0|[1-9a-z][0-9a-z]{0,11})$"
            return ["type": "string", "pattern": .string(pattern)]
        case .name: return Schema.text
        }
    }

    private static func responses(of route: Route) -> [JSONMember] {
        var codes = route.problems + [.badRequest, .rateLimited, .internalError, .unavailable]
        if !route.parameters.isEmpty || route.body != nil { codes.append(.invalidRequest) }
        if route.body != nil { codes += [.bodyTooLarge, .unsupportedMediaType] }
        // A key that is shown has to be right, also where none is needed.
        codes.append(.unauthorized)
        if case .everybody = route.access {} else { codes.append(.forbidden) }
        if route.path.contains("{") { codes.append(.notFound) }
        if route.method == "GET" || route.method == "POST" { codes.append(.invalidRequest) }
        let statuses = Set(codes.map(\.status)).sorted()
        let problems = statuses.map { status -> JSONMember in
            let titles = ProblemCode.allCases.filter {
                $0.status == status && codes.contains($0)
            }.map(\.title)
            return JSONMember(
                "\(status)",
                [
                    "description": .string(titles.joined(separator: "; or ")),
                    "content": [
                        "application/problem+json": ["schema": SchemaName.problem.reference]
                    ],
                ])
        }
        return [JSONMember("\(route.answer.status)", success(route.answer))] + problems
    }

    private static func success(_ answer: AnswerDescription) -> JSONValue {
        var members = [JSONMember("description", .string(answer.summary))]
        if answer.status == 204 || answer.status == 101 { return .object(members) }
        let type = answer.type.rawValue.split(separator: ";").first.map(String.init) ?? ""
        let schema = answer.schema?.reference ?? Schema.text
        members.append(
            JSONMember("content", .object([JSONMember(type, ["schema": schema])])))
        return .object(members)
    }
}
