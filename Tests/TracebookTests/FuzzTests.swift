import Determinism
import OrderFlow
import Testing

@Suite("Tracebook: hostile lines")
struct FuzzTests {
    @Test(
        "damaged lines are answered or refused, in one line, never trapped on",
        arguments: 0..<40 as Range<UInt32>)
    func mutations(seed: UInt32) {
        var random = RandomStream(seed: seed, name: "test/tracebook")
        for round in 0..<25 {
            let script = Script(random: &random).lines
            var session = TracebookSession(version: "1") { _ in String(repeating: "0", count: 64) }
            let damagedLine = random.below(script.count)
            for (place, line) in script.enumerated() {
                var bytes = Array(line.utf8)
                if place == damagedLine || random.below(40) == 0 { damage(&bytes, &random) }
                let reply = bytes.withUnsafeBytes { session.reply(to: $0) }
                check(reply, "seed \(seed), round \(round), line \(bytes)")
            }
            check(session.replyToEnd(), "seed \(seed), round \(round), end")
        }
    }

    @Test("sessions without damage run to their end", arguments: 0..<20 as Range<UInt32>)
    func undamaged(seed: UInt32) {
        var random = RandomStream(seed: seed, name: "test/tracebook-whole")
        var host = Host()
        for line in Script(random: &random).lines {
            host.say(line)
            #expect(host.answer["type"] != "error", "seed \(seed), \(line): \(host.answer)")
        }
        #expect(host.answer["type"] == "complete", "seed \(seed)")
    }

    /// Whatever was said, the answer is one line of JSON.
    private func check(_ reply: TracebookReply, _ comment: @autoclosure () -> String) {
        switch reply {
        case .silence:
            break
        case .answer(let line), .complete(let line), .failure(let line, _):
            let isLine = line.last == 10 && !line.dropLast().contains(10)
            let isObject = (try? JSONParser.parse(line))?.objectValue != nil
            #expect(isLine && isObject, "\(comment())")
        }
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout RandomStream) {
        for _ in 0...random.below(3) where !bytes.isEmpty {
            let place = random.below(bytes.count)
            switch random.below(6) {
            case 0: bytes[place] ^= 1 << UInt8(random.below(8))
            case 1: bytes[place] = UInt8(random.below(256))
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(contentsOf: Array("9e99-0.\"\u{1F4A5}".utf8), at: place)
            case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 9)], at: place)
            default: bytes.removeLast(bytes.count - place)
            }
        }
    }
}

/// What a host might say: every command, with numbers from the edges of what there is.
private struct Script {
    let lines: [String]

    init(random: inout RandomStream) {
        let policies = ["NONE", "CANCEL_RESTING", "CANCEL_INCOMING"]
        let ticks = ["0.01", "1", "1e-9", "1e300", "5e-324", "0.3"]
        var lines = [
            Host.hello(
                Host.selfTrade(random.pick(policies))
                    + #","tick_size":"\#(random.pick(ticks))","#
                    + #""quantity_decimal_places":\#(random.below(19))"#)
        ]
        let count = 1 + random.below(60)
        for index in 1...count {
            lines.append(
                #"{"type":"event","index":\#(index),"event":{\#(Self.event(&random))}}"#)
            if random.below(10) == 0 { lines.append(#"{"type":"snapshot","index":\#(index)}"#) }
        }
        lines.append(#"{"type":"finish","event_count":\#(count)}"#)
        self.lines = lines
    }

    private static func event(_ random: inout RandomStream) -> String {
        let operation = random.pick(["new", "new", "new", "cancel", "reduce", "replace", "clear"])
        let isNew = operation == "new" || random.below(4) == 0
        var fields =
            #""op":"\#(operation)","symbol":"\#(random.pick(["A", "B", "\u{1F600}"]))","#
            + #""order_id":\#(random.pick(["1", "2", "3", "4", "9223372036854775807"])),"#
            + #""price":\#(number(&random)),"quantity":\#(random.below(4) + 1)"#
        if isNew {
            fields +=
                #","side":"\#(random.pick(["BUY", "SELL"]))","quantity_":\#(number(&random)),"#
                + #""order_type":"\#(random.pick(["LIMIT", "LIMIT", "MARKET", "IOC", "FOK"]))","#
                + #""owner":\#(random.pick(["-1", "1", "2", "-9223372036854775808"]))"#
        }
        return fields
    }

    private static func number(_ random: inout RandomStream) -> String {
        random.pick([
            "1", "2", "3", "100", "0", "-1", "0.5", "1e-12", "1e300", "9223372036854775807",
            "5e-324",
            "1.7976931348623157e308", "0.1", "9.2e18", "92233720368547758.07",
        ])
    }
}

extension RandomStream {
    fileprivate mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }
}
