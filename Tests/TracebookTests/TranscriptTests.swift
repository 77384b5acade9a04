import OrderFlow
import TestSupport
import Testing

/// Whole sessions, byte for byte. `Tests/Outside/tracebook_transcripts.py` has Tracebook's own
/// engine answer the same requests.
@Suite("Tracebook: transcripts")
struct TranscriptTests {
    struct Session: Sendable, CustomTestStringConvertible {
        let name: String
        let config: String
        let events: [String]
        var testDescription: String { name }
    }

    @Test("a session gives the recorded answers", arguments: sessions)
    func transcript(session: Session) {
        var host = Host()
        var text = ""
        for line in Self.lines(of: session) {
            host.say(line)
            text += "> \(line)\n"
            switch host.reply {
            case .silence: break
            case .answer(let answer), .complete(let answer), .failure(let answer, _):
                text += "< " + String(decoding: answer, as: UTF8.self)
            }
        }
        expectGolden(text, "Tracebook/\(session.name)")
    }

    private static func lines(of session: Session) -> [String] {
        let events = session.events.enumerated().map { index, event in
            #"{"type":"event","index":\#(index + 1),"event":{\#(event)}}"#
        }
        let count = events.count
        let end = [
            #"{"type":"snapshot","index":\#(count)}"#,
            #"{"type":"finish","event_count":\#(count)}"#,
        ]
        return [Host.hello(session.config)] + events + end
    }

    private static func new(
        _ id: Int, _ side: String, _ quantity: String, at price: String?, _ type: String = "LIMIT",
        owner: Int = -1, symbol: String = "TEST"
    ) -> String {
        let price = price.map { #","price":\#($0)"# } ?? ""
        return #""op":"new","symbol":"\#(symbol)","order_id":\#(id),"side":"\#(side)","#
            + #""order_type":"\#(type)"\#(price),"quantity":\#(quantity),"owner":\#(owner)"#
    }

    private static func change(
        _ operation: String, _ id: Int, _ fields: String = "", symbol: String = "TEST"
    ) -> String {
        #""op":"\#(operation)","symbol":"\#(symbol)","order_id":\#(id)"# + fields
    }

    static let sessions = [
        Session(
            name: "every-command", config: "",
            events: [
                new(1, "SELL", "5", at: "100", owner: 1), new(2, "SELL", "5", at: "100", owner: 2),
                new(3, "BUY", "2.5", at: "100", owner: 3), change("reduce", 1, #","quantity":1"#),
                change("replace", 1, #","price":100"#), new(4, "BUY", "1", at: "99.995"),
                new(5, "BUY", "9", at: "100", "FOK"), new(6, "BUY", "6", at: "100", "IOC"),
                new(7, "BUY", "1", at: nil, "MARKET"), change("cancel", 4),
                new(8, "SELL", "3", at: "100.5"), #""op":"clear","symbol":"TEST""#,
                new(8, "SELL", "3", at: "100.5"),
            ]),
        Session(
            name: "rejections", config: "",
            events: [
                change("cancel", 1), change("reduce", 1, #","quantity":1"#),
                change("replace", 1, #","quantity":1"#), new(1, "BUY", "5", at: "0"),
                new(1, "BUY", "0", at: "5"), new(1, "BUY", "5", at: "0.004"),
                new(1, "BUY", "5", at: "5"), new(1, "SELL", "5", at: "5"),
                change("reduce", 1, #","quantity":6"#), change("replace", 1, #","quantity":0"#),
                change("replace", 1, #","price":-1"#), change("cancel", 2),
            ]),
        Session(
            name: "several-symbols", config: "",
            events: [
                new(1, "BUY", "2", at: "10", symbol: "ALPHA"),
                new(1, "SELL", "3", at: "20", symbol: "BETA"),
                new(2, "SELL", "1", at: "10", symbol: "ALPHA"),
                change("cancel", 1, symbol: "GAMMA"), #""op":"clear","symbol":"DELTA""#,
                new(2, "BUY", "1", at: nil, "MARKET", symbol: "BETA"),
                new(1, "BUY", "1", at: "0", symbol: "\\u00e9\\\"\\n\u{1F600}"),
                #""op":"clear","symbol":"ALPHA""#,
            ]),
        Session(
            name: "cancel-resting", config: Host.selfTrade("CANCEL_RESTING"), events: selfTrades),
        Session(
            name: "cancel-incoming", config: Host.selfTrade("CANCEL_INCOMING"),
            events: selfTrades),
        Session(
            name: "coarse-grids", config: #""tick_size":"0.25","quantity_decimal_places":3"#,
            events: [
                new(1, "SELL", "1.125", at: "10.1"), new(2, "SELL", "0.001", at: "10.375"),
                new(3, "BUY", "1.1", at: "10.12"), new(4, "BUY", "250", at: "1e9"),
            ]),
    ]

    private static let selfTrades = [
        new(1, "SELL", "1", at: "99", owner: 8), new(2, "SELL", "2", at: "100", owner: 7),
        new(3, "SELL", "2", at: "100", owner: 9), new(4, "SELL", "2", at: "101", owner: 7),
        new(5, "BUY", "5", at: "101", "FOK", owner: 7), new(6, "BUY", "3", at: "100", owner: 7),
        new(7, "BUY", "3", at: "101", owner: 7), new(8, "SELL", "1", at: "90", owner: 7),
        new(9, "SELL", "2", at: "100", owner: -1), new(10, "BUY", "2", at: nil, "MARKET"),
    ]
}
