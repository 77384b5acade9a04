import Determinism
import OrderFlow
import Testing

@Suite("Tracebook: a session")
struct SessionTests {
    @Test("hello, events, snapshot, finish; then nothing more is said")
    func course() {
        var host = Host()
        host.say("  \r")
        #expect(host.reply == .silence)
        host.say(Host.hello())
        #expect(host.answer["type"] == "ready" && host.answer["protocol_version"] == 1)
        #expect(
            host.answer["engine"]
                == ["name": "catallaxy", "version": "1", "language": "Swift"])
        #expect(host.books() == [])
        #expect(host.place(1, "BUY 1 @ 1") == "")
        host.say(#"{"type":"finish","event_count":1}"#)
        #expect(host.reply == .complete(Array(#"{"type":"complete","event_count":1}"#.utf8) + [10]))
        host.say("nonsense")
        #expect(host.reply == .silence)
        host.leave()
        #expect(host.reply == .silence)
    }

    @Test(
        "a first message that is no hello, or one that asks for what is not there",
        arguments: [
            "nonsense", "[]", "null", "{}", #"{"type":5}"#, #"{"type":"hello"}"#,
            #"{"type":"snapshot","index":0}"#, #"{"type":"finish","event_count":0}"#,
            #"{"type":"hello","protocol":"other","protocol_version":1}"#,
            #"{"type":"hello","protocol":"tracebook.conformance","protocol_version":2}"#,
            #"{"type":"event","index":1,"event":{"op":"clear","symbol":"A"}}"#,
            Host.hello(#""matching_algorithm":"pro_rata""#), Host.selfTrade("NONE"),
            Host.hello(Host.selfTrade("CANCEL_BOTH")), Host.hello(#""tick_size":0"#),
            Host.hello(#""tick_size":"nan""#), Host.hello(#""tick_size":"0x1p3""#),
            Host.hello(#""tick_size":"-1""#), Host.hello(#""tick_size":"1e999""#),
            Host.hello(#""tick_size":true"#), Host.hello(#""quantity_decimal_places":19"#),
            Host.hello(#""quantity_decimal_places":1.5"#),
        ])
    func refusedHello(line: String) {
        var host = Host()
        host.say(line)
        expectFailure(host.reply, host.answer, line)
    }

    @Test(
        "a message that cannot be answered ends the session with an error",
        arguments: [
            "nonsense", #"{"type":"event"}"#, #"{"type":"sell"}"#, Host.hello(),
            #"{"type":"snapshot","index":1}"#, #"{"type":"snapshot"}"#,
            #"{"type":"snapshot","index":"0"}"#, #"{"type":"finish","event_count":1}"#,
            #"{"type":"event","index":2,"event":{"op":"clear","symbol":"A"}}"#,
            #"{"type":"event","index":0,"event":{"op":"clear","symbol":"A"}}"#,
            #"{"type":"event","index":1,"event":[]}"#,
            #"{"type":"event","index":1,"event":{"op":"clear","symbol":"A"}}}"#,
        ])
    func refused(line: String) {
        var host = Host(config: "")
        host.say(line)
        expectFailure(host.reply, host.answer, line)
        host.say(#"{"type":"finish","event_count":0}"#)
        #expect(host.reply == .silence)
    }

    @Test(
        "an event that is none ends the session with an error",
        arguments: [
            "", #""op":"clear""#, #""op":"clear","symbol":"""#, #""op":"clear","symbol":" \t""#,
            #""op":"clear","symbol":5"#, #""op":"fly","symbol":"A","order_id":1"#,
            #""symbol":"A","order_id":1"#, #""op":"cancel","symbol":"A""#,
            #""op":"cancel","symbol":"A","order_id":0"#,
            #""op":"cancel","symbol":"A","order_id":-1"#,
            #""op":"cancel","symbol":"A","order_id":1.0"#,
            #""op":"cancel","symbol":"A","order_id":9223372036854775808"#,
            #""op":"cancel","symbol":"A","order_id":1,"price":"x""#,
            #""op":"cancel","symbol":"A","order_id":1,"timestamp_ns":-1"#,
            #""op":"cancel","symbol":"A","order_id":1,"side":"LONG""#,
            #""op":"cancel","symbol":"A","order_id":1,"order_type":"STOP""#,
            #""op":"cancel","symbol":"A","order_id":1,"owner":true"#,
            #""op":"reduce","symbol":"A","order_id":1"#,
            #""op":"reduce","symbol":"A","order_id":1,"quantity":0"#,
            #""op":"replace","symbol":"A","order_id":1,"price":null"#,
            #""op":"new","symbol":"A","order_id":1,"price":1,"quantity":1"#,
            #""op":"new","symbol":"A","order_id":1,"side":"BUY","quantity":1"#,
            #""op":"new","symbol":"A","order_id":1,"side":"BUY","price":1"#,
            #""op":"new","symbol":"A","order_id":1,"side":"BUY","price":1,"quantity":1e999"#,
            #""op":"clear","op":"clear","symbol":"A""#, #""op":"clear","symbol":"\ud800""#,
        ])
    func refusedEvent(fields: String) {
        var host = Host(config: "")
        #expect(host.event(fields).hasPrefix("failed: "), "\(fields)")
        expectFailure(host.reply, host.answer, fields)
    }

    @Test("pro-rata is told apart from a message that is wrong")
    func unsupported() {
        var host = Host(config: #""matching_algorithm":"pro_rata""#)
        #expect(host.answer["code"] == "UNSUPPORTED")
        host = Host(config: #""matching_algorithm":5"#)
        #expect(host.answer["code"] == "PROTOCOL_ERROR")
    }

    @Test("an input that ends early is an error, and so is a line without an end")
    func endings() {
        var host = Host()
        host.leave()
        #expect(host.answer["message"] == "the input ended before hello")
        host = Host(config: "")
        host.leave()
        #expect(host.answer["message"] == "the input ended before finish")
        host = Host(config: "")
        host.say([UInt8](repeating: 0x5B, count: TracebookSession.greatestLine + 1))
        #expect(host.answer["message"] == "a line is longer than 1048576 bytes")
    }

    private func expectFailure(_ reply: TracebookReply, _ answer: JSONValue, _ line: String) {
        guard case .failure(let bytes, let reason) = reply else {
            Issue.record("\(line): \(reply)")
            return
        }
        #expect(answer["type"] == "error" && answer["message"]?.stringValue == reason)
        #expect(!reason.isEmpty && reason.count <= 200, "\(line)")
        #expect(bytes.last == 10 && bytes.filter { $0 == 10 }.count == 1, "\(line)")
    }
}

@Suite("Tracebook: lines")
struct LineTests {
    @Test("lines are the same whatever the pieces they come in", arguments: 1...12)
    func pieces(size: Int) {
        let bytes = Array("one\n\r\n\nfour\r\nlast".utf8)
        var lines = TracebookLines()
        var found: [String] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            let goesOn = bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { piece in
                lines.split(piece) {
                    found.append(String(decoding: $0, as: UTF8.self))
                    return true
                }
            }
            #expect(goesOn)
        }
        _ = lines.finish {
            found.append(String(decoding: $0, as: UTF8.self))
            return true
        }
        #expect(found == ["one", "\r", "", "four\r", "last"])
    }

    @Test("no line is handed on after the one that ends the session")
    func stop() {
        var lines = TracebookLines()
        var count = 0
        let goesOn = Array("1\n2\n3\n".utf8).withUnsafeBytes { piece in
            lines.split(piece) { _ in
                count += 1
                return count < 2
            }
        }
        #expect(!goesOn && count == 2)
    }

    @Test("of a line without end no more is kept than shows that it is too long")
    func endless() {
        var lines = TracebookLines()
        let piece = [UInt8](repeating: 0x20, count: 300_000)
        for _ in 0..<10 {
            _ = piece.withUnsafeBytes { lines.split($0) { _ in true } }
        }
        var length = 0
        _ = lines.finish {
            length = $0.count
            return true
        }
        #expect(length == TracebookSession.greatestLine + 1)
    }
}
