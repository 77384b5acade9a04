import Determinism
import Kernel
import MarketModel
import Primitives
import Runner

/// What the operator may do: agents and their keys.
enum AdminRoutes {
    /// The longest a key can be given for: a hundred years, in seconds.
    private static let longestLife: Int64 = 3_155_760_000

    static let routes = [
        Route(
            method: "POST", path: "/v1/agents", access: .admin, operation: "createAgent",
            summary: "Let a new remote agent join the run",
            detail: """
                It has its endowment and acts from the next tick on. Its key is shown once, here.
                """,
            body: .newAgent,
            answer: AnswerDescription(
                status: 201, summary: "The agent and its key", schema: .createdAgent),
            problems: [.invalidRequest, .conflict, .runNotActive],
            react: { (request) throws(Problem) in
                _ = try QueryReader(request, [])
                let agent = try newAgent(request)
                return .live { $0.createAgent(agent) }
            }),
        Route(
            method: "POST", path: "/v1/agents/{id}/keys", access: .admin,
            operation: "createKey", summary: "Give a remote agent another key",
            body: .newKey, needsBody: false,
            answer: AnswerDescription(
                status: 201, summary: "The key, shown once", schema: .createdKey),
            problems: [.notFound, .conflict, .invalidRequest],
            react: { (request) throws(Problem) in
                _ = try QueryReader(request, [])
                let agent = try agentID(request)
                let life = try lifeSeconds(request.body)
                return .live { $0.createKey(for: agent, lifeSeconds: life) }
            }),
        Route(
            method: "DELETE", path: "/v1/agents/{id}/keys/{key}", access: .admin,
            operation: "revokeKey", summary: "Revoke a key, at once and for good",
            answer: AnswerDescription(status: 204, summary: "It is revoked"),
            problems: [.notFound],
            react: { (request) throws(Problem) in
                _ = try QueryReader(request, [])
                let agent = try agentID(request)
                let key = request.pathValues.first { $0.name == "key" }?.value ?? ""
                return .live { $0.revokeKey(key, of: agent) }
            }),
    ]

    private static func agentID(_ request: RouteRequest) throws(Problem) -> AgentID {
        let text = request.pathValues.first { $0.name == "id" }?.value ?? ""
        let isPlain = text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard isPlain, let number = Int(text), number < Int(Int32.max) else {
            throw Problem(.notFound, "there is no such agent")
        }
        return AgentID(number)
    }

    /// A request that takes no body may have an empty object.
    static func checkEmpty(_ body: [UInt8]) throws(Problem) {
        if body.isEmpty { return }
        var errors = FieldErrors()
        _ = FieldReader(try document(body), at: "", known: [], &errors)
        if !errors.list.isEmpty { throw .invalid(errors.list) }
    }

    private static func document(_ body: [UInt8]) throws(Problem) -> JSONValue {
        do {
            return try JSONParser.parse(body, maximumDepth: RequestLimits.depth)
        } catch {
            throw .invalid([FieldError(path: "body", message: "\(error)")])
        }
    }

    private static func lifeSeconds(_ body: [UInt8]) throws(Problem) -> Int64? {
        if body.isEmpty { return nil }
        var errors = FieldErrors()
        let fields = FieldReader(try document(body), at: "", known: ["expires_in"], &errors)
        let life = fields?.number("expires_in", &errors, isNeeded: false)
        if let life, life < 1 || life > longestLife {
            errors.add("expires_in", "expected seconds, 1 to \(longestLife)")
        }
        if !errors.list.isEmpty { throw .invalid(errors.list) }
        return life
    }

    private static func newAgent(_ request: RouteRequest) throws(Problem) -> JoiningAgent {
        let assets = request.state.market.assets
        var errors = FieldErrors()
        let fields = FieldReader(
            try document(request.body), at: "", known: ["name", "balances"], &errors)
        let name = fields?.string("name", &errors)
        if let name, !isName(name) {
            errors.add("name", "expected 1 to 64 of a-z 0-9 . _ -, the first a letter or digit")
        }
        var balances = assets.map { _ in Amount.zero }
        if let fields {
            if let value = fields.value("balances") {
                if let entries = FieldReader(value, at: "balances", known: assets, &errors) {
                    for (index, asset) in assets.enumerated() {
                        let amount = entries.amount(asset, &errors, isNeeded: false) ?? .zero
                        if amount.units < 0 {
                            errors.add("balances.\(asset)", "expected nothing below zero")
                        }
                        balances[index] = amount
                    }
                }
            } else {
                errors.add("balances", "missing")
            }
        }
        if !errors.list.isEmpty { throw .invalid(errors.list) }
        return JoiningAgent(name: name ?? "", balances: balances)
    }

    private static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard (1...64).contains(bytes.count) else { return false }
        func isWord(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        return isWord(bytes[0]) && bytes.allSatisfy { isWord($0) || Array("._-".utf8).contains($0) }
    }
}
