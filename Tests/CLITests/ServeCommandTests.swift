import Determinism
import Foundation
import FoundationNetworking
import Testing

/// `catallaxy serve` while it runs, asked over a loopback port.
private final class ServedProcess {
    let process: Process
    let address: String
    let adminKey: String

    /// Starts a server on a free port and reads where it listens.
    init(_ arguments: [String], in folder: Folder) throws {
        let output = Pipe()
        process = Command.process(
            ["serve"] + arguments + ["--port", "0", "--manual"], in: folder.url)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var text = ""
        while text.split(separator: "\n", omittingEmptySubsequences: false).count < 4 {
            let piece = output.fileHandleForReading.availableData
            if piece.isEmpty { break }
            text += String(decoding: piece, as: UTF8.self)
        }
        let lines = text.split(separator: "\n")
        try #require(lines.count >= 2 && lines[0].hasPrefix("listening on http://"))
        address = String(lines[0].dropFirst("listening on ".count))
        adminKey = String(lines[1].dropFirst("admin key ".count))
    }

    struct Answer {
        let status: Int
        let document: JSONValue
        let isReplay: Bool
        let bytes: [UInt8]
    }

    func ask(
        _ method: String, _ path: String, key: String? = nil, body: String? = nil,
        idempotencyKey: String? = nil
    ) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: address + path)))
        request.httpMethod = method
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.httpBody = Data(body.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        if let idempotencyKey {
            request.setValue(idempotencyKey, forHTTPHeaderField: "Idempotency-Key")
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        return Answer(
            status: http.statusCode,
            document: data.isEmpty ? .null : try JSONParser.parse(Array(data)),
            isReplay: http.value(forHTTPHeaderField: "Idempotent-Replay") == "true",
            bytes: Array(data))
    }

    /// Ends it by a signal.
    ///
    /// - Returns: Its exit status.
    @discardableResult
    func end(_ signal: Int32) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationStatus
    }
}

@Suite("catallaxy serve", .serialized)
struct ServeCommandTests {
    private let order = """
        {"actions":[{"type":"place_limit_order","side":"bid","price":"90.5","quantity":"1"}]}
        """

    @Test("what is acknowledged outlasts a kill, is given again, and replays without the client")
    func killAndResume() async throws {
        let folder = try Folder()
        let scenario = Command.scenario("market-maker-vs-trend")
        var server = try ServedProcess([scenario, "--seed", "3"], in: folder)
        let created = try await server.ask(
            "POST", "/v1/agents", key: server.adminKey,
            body: #"{"name":"alice","balances":{"CASH":"1000"}}"#)
        let key = try #require(created.document["api_key"]?.stringValue)
        #expect(created.status == 201)
        #expect(try await server.ask("POST", "/v1/run/tick", key: server.adminKey).status == 200)
        let answer = try await server.ask(
            "POST", "/v1/actions", key: key, body: order, idempotencyKey: "one")
        #expect(answer.status == 200 && !answer.isReplay)
        let before = try await server.ask("GET", "/v1/agent", key: key)
        server.end(SIGKILL)

        server = try ServedProcess(["--resume", "last"], in: folder)
        let again = try await server.ask(
            "POST", "/v1/actions", key: key, body: order, idempotencyKey: "one")
        #expect(again.isReplay && again.bytes == answer.bytes)
        #expect(try await server.ask("GET", "/v1/agent", key: key).bytes == before.bytes)
        _ = try await server.ask("POST", "/v1/run/tick", key: server.adminKey)
        #expect(server.end(SIGTERM) == 0)

        for command in ["verify", "replay"] {
            let run = try Command(command, "last", in: folder)
            #expect(run.status == 0, "\(run.errors)")
        }
        let going = try Command("runs", "stop", "last", "--final", in: folder)
        #expect(going.status == 0, "\(going.errors)")
        #expect(try Command("replay", "last", in: folder).status == 0)
        let store = try Data(contentsOf: folder.url.appending(path: "catallaxy.db"))
        for secret in [key, server.adminKey].map({ $0.split(separator: ".")[1] }) {
            #expect(store.range(of: Data(secret.utf8)) == nil)
        }
    }

    @Test("whoever is not let in learns nothing, and every error is a problem")
    func refusals() async throws {
        let folder = try Folder()
        let server = try ServedProcess([Command.scenario("fee-ladder")], in: folder)
        defer { server.end(SIGTERM) }
        let wrong = [
            "x", "x.y", server.adminKey + "0", "a." + String(repeating: "0", count: 64),
        ]
        var bodies: Set<[UInt8]> = []
        for key in wrong {
            let answer = try await server.ask("GET", "/v1/agent", key: key)
            #expect(answer.status == 401)
            bodies.insert(answer.bytes)
        }
        #expect(bodies.count == 1)
        let cases: [(String, String, String?, Int, String)] = [
            ("GET", "/v1/agent", nil, 401, "UNAUTHORIZED"),
            ("GET", "/v1/agent", server.adminKey, 403, "FORBIDDEN"),
            ("GET", "/nothing", nil, 404, "NOT_FOUND"),
            ("DELETE", "/v1/run/status", nil, 405, "METHOD_NOT_ALLOWED"),
            ("GET", "/v1/market/book?depth=51", nil, 422, "INVALID_REQUEST"),
            ("GET", "/v1/stream", nil, 426, "UPGRADE_REQUIRED"),
        ]
        for (method, path, key, status, code) in cases {
            let answer = try await server.ask(method, path, key: key)
            #expect(answer.status == status && answer.document["code"]?.stringValue == code)
        }
    }

    @Test("what cannot be served is refused before anything is made")
    func wrongUsage() throws {
        let folder = try Folder()
        let economy = Command.root.appending(
            path: "Scenarios/economy/foundational-barter.yaml"
        ).path
        let attempts = [
            ["serve"], ["serve", economy, "--port", "0"], ["serve", "--resume", "last"],
            ["serve", economy, "--tick-every", "0ms"], ["serve", economy, "--store", "none"],
        ]
        for arguments in attempts {
            let run = try Command(list: arguments, in: folder.url)
            #expect(run.status == 2 && !run.errors.isEmpty, "\(arguments)")
        }
    }
}
