import Determinism
import History
import OrderFlow

/// The other end of a session: says lines, counts events, and puts the answers in few words.
struct Host: ~Copyable {
    private var session = TracebookSession(version: "1") { Digest.hex(of: $0) }
    private var events = 0
    /// The last reply.
    private(set) var reply = TracebookReply.silence

    /// A host that has said nothing yet.
    init() {}

    /// A host whose `hello` has been answered.
    init(config: String) { say(Self.hello(config)) }

    static func hello(_ config: String = "") -> String {
        #"{"type":"hello","protocol":"tracebook.conformance","protocol_version":1,"config":{"#
            + config + "}}"
    }

    static func selfTrade(_ policy: String) -> String { #""self_trade_policy":"\#(policy)""# }

    mutating func say(_ line: String) { say(Array(line.utf8)) }

    mutating func say(_ line: [UInt8]) {
        reply = line.withUnsafeBytes { session.reply(to: $0) }
    }

    mutating func leave() { reply = session.replyToEnd() }

    /// The last answer as JSON; `null` if it was none.
    var answer: JSONValue {
        switch reply {
        case .silence: .null
        case .answer(let line), .complete(let line), .failure(let line, _):
            (try? JSONParser.parse(line)) ?? .string("no JSON")
        }
    }

    /// Says an event in the protocol's words and returns what happened, such as
    /// `2 buys 5 of 1 at 100` or `INVALID_ORDER`; nothing if nobody traded.
    mutating func event(_ fields: String) -> String {
        events += 1
        say(#"{"type":"event","index":\#(events),"event":{\#(fields)}}"#)
        let outcome = answer["outcome"]
        if outcome?["status"] == "rejected" { return outcome?["reason"]?.stringValue ?? "?" }
        guard outcome?["status"] == "applied", let trades = answer["trades"]?.arrayValue else {
            return "failed: \(answer["message"]?.stringValue ?? "?")"
        }
        return trades.map { trade in
            "\(trade.number("buy_order_id")) buys \(trade.text("quantity")) of "
                + "\(trade.number("sell_order_id")) at \(trade.text("price"))"
        }.joined(separator: ", ")
    }

    /// A new order: `place(1, "SELL 5 @ 100")`, `place(2, "BUY 5", "MARKET")`.
    mutating func place(
        _ id: Int64, _ terms: String, _ type: String = "LIMIT", owner: Int64 = -1,
        symbol: String = "TEST"
    ) -> String {
        let words = terms.split(separator: " ")
        let price = words.count > 3 ? #","price":\#(words[3])"# : ""
        return event(
            #""op":"new","symbol":"\#(symbol)","order_id":\#(id),"side":"\#(words[0])","#
                + #""quantity":\#(words[1])\#(price),"order_type":"\#(type)","owner":\#(owner)"#)
    }

    /// `change("cancel", 1)`, `change("replace", 1, #""price":5"#)`.
    mutating func change(
        _ operation: String, _ id: Int64, _ fields: String = "", symbol: String = "TEST"
    ) -> String {
        let rest = fields.isEmpty ? "" : "," + fields
        return event(#""op":"\#(operation)","symbol":"\#(symbol)","order_id":\#(id)\#(rest)"#)
    }

    /// The books: `TEST bids 1: 5@100, 2: 1@99 asks 3: 2@101`.
    mutating func books() -> [String] {
        say(#"{"type":"snapshot","index":\#(events)}"#)
        let books = answer["state"]?["books"]?.arrayValue ?? []
        return books.map { book in
            let sides = ["bids", "asks"].map { side in
                let orders = (book[side]?.arrayValue ?? []).map { order in
                    " \(order.number("order_id")): "
                        + order.text("remaining_quantity") + "@" + order.text("price")
                }
                return " " + side + orders.joined(separator: ",")
            }
            return book.text("symbol") + sides.joined()
        }
    }
}

extension JSONValue {
    fileprivate func number(_ key: String) -> Int64 { self[key]?.integerValue ?? -1 }
    fileprivate func text(_ key: String) -> String { self[key]?.stringValue ?? "?" }
}
