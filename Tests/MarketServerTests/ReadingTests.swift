import Determinism
import Kernel
import MarketModel
import Primitives
import Testing

@testable import MarketServer

@Suite("What requests may say, and what is described")
struct ReadingTests {
    private static func errors(_ body: String) -> [String] {
        var reader = ActionsReader(ExchangeScenario.served().market)
        do {
            _ = try reader.read(try JSONParser.parse(Array(body.utf8)))
            return []
        } catch let problem as Problem {
            return problem.errors.map(\.path)
        } catch {
            return ["\(error)"]
        }
    }

    @Test(
        "bodies that are not what they have to be are refused where they are wrong",
        arguments: [
            ("[]", ["body"]), ("{}", ["actions"]), (#"{"actions":[]}"#, ["actions"]),
            (#"{"actions":[{"type":"fly"}]}"#, ["actions[0].type"]),
            (#"{"actions":[{"type":"cancel_order"}]}"#, ["actions[0].order_id"]),
            (#"{"actions":[{"type":"cancel_order","order_id":1.5}]}"#, ["actions[0].order_id"]),
            (#"{"actions":[{"type":"cancel_order","order_id":-1}]}"#, ["actions[0].order_id"]),
            (#"{"actions":[{"type":"cancel_all"}],"more":1}"#, ["more"]),
            (
                #"{"actions":[{"type":"cancel_all"},{"type":"replace_order","order_id":1}]}"#,
                ["actions[1].price"]
            ),
            (
                #"{"actions":[{"type":"place_limit_order","side":"up","price":1.5,"#
                    + #""quantity":"1e3","client_order_id":"ä","time_in_force":"day"}]}"#,
                [
                    "actions[0].side", "actions[0].price", "actions[0].quantity",
                    "actions[0].time_in_force", "actions[0].client_order_id",
                ]
            ),
        ])
    func refusals(body: String, paths: [String]) { #expect(Self.errors(body) == paths) }

    @Test(
        "an amount is a decimal in a string and nothing else",
        arguments: [
            "1e3", "NaN", "+1", " 1", "1.", ".5", "0x1", "1.123456789", "५", "",
            String(repeating: "9", count: 400),
        ])
    func amounts(text: String) {
        let body =
            #"{"actions":[{"type":"reduce_order","order_id":1,"quantity":"\#(text)"}]}"#
        #expect(Self.errors(body) == ["actions[0].quantity"])
    }

    @Test("messages of a stream are auth or subscribe")
    func stream() throws {
        func read(_ text: String) throws -> StreamRequest { try StreamRequest(Array(text.utf8)) }
        #expect(try read(#"{"type":"auth","api_key":"a.b"}"#) == .auth("a.b"))
        #expect(try read(#"{"type":"auth"}"#) == .auth(nil))
        #expect(
            try read(#"{"type":"subscribe","channels":["book","book","agent"],"since":4}"#)
                == .subscribe([.book, .agent], since: 4))
        let bad = [
            "{}", "[", #"{"type":"subscribe"}"#, #"{"type":"subscribe","channels":[]}"#,
            #"{"type":"subscribe","channels":["x"]}"#, #"{"type":"auth","x":1}"#,
            #"{"type":"subscribe","channels":["book"],"since":-1}"#,
        ]
        for text in bad { #expect(throws: StreamFault.self) { try read(text) } }
    }

    @Test("every route is in the OpenAPI document, and every reference leads somewhere")
    func openAPI() throws {
        let document = try JSONParser.parse(
            OpenAPIDocument.bytes(
                of: Routes.all, in: ExchangeScenario.served().market, version: "1"),
            maximumDepth: 32)
        var operations: Set<String> = []
        for route in Routes.all {
            let operation = document["paths"]?[route.path]?[route.method.lowercased()]
            #expect(operation?["responses"]?["\(route.answer.status)"] != nil, "\(route.path)")
            #expect(operations.insert(route.operation).inserted)
            // A route finds itself.
            let path = route.path.replacing(/\{\w+\}/, with: "7")
            guard let target = RequestTarget(path),
                case .found(let found, _) = Router(Routes.all).match(route.method, target)
            else {
                Issue.record("\(route.path) leads nowhere")
                continue
            }
            #expect(found.operation == route.operation)
        }
        let text = CanonicalJSON.text(document)
        for match in text.matches(of: /#\/components\/schemas\/(\w+)/) {
            let name = String(match.1)
            #expect(document["components"]?["schemas"]?[name] != nil, "\(name)")
        }
    }

    @Test("paths lead to routes, other methods are named, and the rest is nothing")
    func router() throws {
        let router = Router(Routes.all)
        func match(_ method: String, _ path: String) throws -> Router.Match {
            router.match(method, try #require(RequestTarget(path)))
        }
        guard case .found(let route, let values) = try match("DELETE", "/v1/agents/3/keys/abc")
        else { throw Problem(.notFound, "") }
        #expect(route.operation == "revokeKey" && values.map(\.value) == ["3", "abc"])
        guard case .otherMethods(let methods) = try match("PUT", "/v1/agent") else {
            throw Problem(.notFound, "")
        }
        #expect(methods == ["GET", "HEAD"])
        for path in ["/v1", "/v1/agents/3/keys/abc/d", "/v1/agent/", "//v1/agent"] {
            guard case .nothing = try match("GET", path) else {
                Issue.record("\(path) leads somewhere")
                continue
            }
        }
    }

    @Test("candles cover so many ticks each, and repeat the last close where nothing traded")
    func candles() {
        let record = CandleRecord(instruments: 1)
        for (tick, price) in [(0, 10), (0, 12), (1, 9), (7, 11)] as [(Int64, Int64)] {
            let trade = TradeExecuted(
                trade: TradeID(1), instrument: InstrumentID(0), price: Amount(whole: price),
                quantity: Amount(whole: 2), aggressorSide: .bid, makerOrder: OrderID(1),
                takerOrder: OrderID(2), makerAgent: AgentID(0), takerAgent: AgentID(1),
                makerFee: .zero, takerFee: .zero)
            record.consume(.tradeExecuted(trade), in: Tick(tick))
        }
        record.consume(.tickStarted, in: Tick(8))
        let found = record.candles(
            of: InstrumentID(0), every: 3, before: .max, from: 0, reference: Amount(whole: 1),
            limit: 9)
        func whole(_ amount: Amount) -> Int64 { Int64(amount.units / 100_000_000) }
        let rows = found.map {
            [$0.tick, whole($0.open), whole($0.high), whole($0.low), whole($0.close), $0.trades]
        }
        #expect(rows == [[6, 11, 11, 11, 11, 1], [3, 9, 9, 9, 9, 0], [0, 10, 12, 9, 9, 3]])
        #expect(found[1].volume == .zero && found[2].volume == Amount(whole: 6))
    }
}
