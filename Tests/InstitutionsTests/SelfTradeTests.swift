import Institutions
import MarketModel
import TestSupport
import Testing

/// How the incoming order of a self-trade example comes in.
enum Incoming: String, CaseIterable, Sendable {
    case limit, ioc, fok, market, replace
}

@Suite("Self-trade prevention")
struct SelfTradeTests {
    /// Brings a bid of agent 0 in, in each of the five ways, with the next order id but for a
    /// replacement, which is order 1 with its place lost.
    struct Example {
        let exchange: TestExchange
        let id: Int
        let line: String
        let opening: String
        let remainder: String?

        init(
            _ incoming: Incoming, _ prevention: SelfTradePrevention, _ quantity: String,
            book: [String], next: Int
        ) {
            exchange = TestExchange(prevention: prevention)
            exchange.act("0 bid 0.1 @ 1")
            exchange.operate { _ in }
            for row in book { exchange.act(row) }
            id = incoming == .replace ? 1 : next
            switch incoming {
            case .limit: line = "0 bid \(quantity) @ 101"
            case .ioc, .fok: line = "0 bid \(quantity) @ 101 \(incoming.rawValue)"
            case .market: line = "0 bid \(quantity) market"
            case .replace: line = "0 replace 1 @ 101 x \(quantity)"
            }
            if incoming == .replace {
                opening = "replaced 1 @ 101 open \(quantity) lost"
            } else {
                opening = "placed \(next) " + line
            }
            switch incoming {
            case .limit, .replace: remainder = nil
            case .ioc, .fok: remainder = "ioc_remainder"
            case .market: remainder = "market_remainder"
            }
        }

        func expect(_ lines: [String], reserves: String) {
            exchange.expect(line, [opening] + lines)
            #expect(exchange.ledgerText(0) == reserves, "\(line)")
        }

        /// The line of what cannot trade, unless it rests.
        func rest(_ open: String) -> [String] {
            remainder.map { ["cancelled \(id) \(open) \($0)"] } ?? []
        }
    }

    /// Order 1 rests far away; 0.1 @ 1 reserves 0.1001.
    static let farBid = "0.1001"

    @Test("at the front: cancel_newest cancels what comes in", arguments: Incoming.allCases)
    func newestAtFront(incoming: Incoming) {
        let book = ["0 ask 2 @ 100", "1 ask 5 @ 100"]
        let example = Example(incoming, .cancelNewest, "4", book: book, next: 4)
        if incoming == .fok {
            example.exchange.expectRefusal(example.line, "FOK_NOT_FILLABLE")
        } else {
            let reserved = incoming == .replace ? "0" : Self.farBid
            example.expect(
                ["cancelled \(example.id) 4 self_trade"], reserves: "cash \(reserved) asset 2")
        }
    }

    @Test("behind another maker: what traded before stands", arguments: Incoming.allCases)
    func newestBehindAnother(incoming: Incoming) {
        let book = ["1 ask 3 @ 100", "0 ask 2 @ 100", "2 ask 5 @ 100"]
        let example = Example(incoming, .cancelNewest, "4", book: book, next: 5)
        if incoming == .fok {
            return example.exchange.expectRefusal(example.line, "FOK_NOT_FILLABLE")
        }
        let reserved = incoming == .replace ? "0" : Self.farBid
        example.expect(
            [
                "trade 1 3 @ 100 maker 2/1 taker \(example.id)/0 fee 0/0.3",
                "cancelled \(example.id) 1 self_trade",
            ], reserves: "cash \(reserved) asset 2")
        example.exchange.expectBook(
            ["ask 100: 3/0x2 4/2x5"] + (incoming == .replace ? [] : ["bid 1: 1/0x0.1"]))
    }

    @Test("filled before it meets itself: nothing happens", arguments: Incoming.allCases)
    func filledBefore(incoming: Incoming) {
        for prevention in SelfTradePrevention.allCases {
            let book = ["1 ask 4 @ 100", "0 ask 2 @ 100"]
            let example = Example(incoming, prevention, "4", book: book, next: 4)
            let reserved = incoming == .replace ? "0" : Self.farBid
            example.expect(
                ["trade 1 4 @ 100 maker 2/1 taker \(example.id)/0 fee 0/0.4"],
                reserves: "cash \(reserved) asset 2")
        }
    }

    @Test("cancel_oldest cancels what rests and goes on", arguments: Incoming.allCases)
    func oldest(incoming: Incoming) {
        let book = ["1 ask 3 @ 100", "0 ask 2 @ 100", "2 ask 5 @ 100", "0 ask 1 @ 101"]
        let example = Example(incoming, .cancelOldest, "4", book: book, next: 6)
        let reserved = incoming == .replace ? "0" : Self.farBid
        example.expect(
            [
                "trade 1 3 @ 100 maker 2/1 taker \(example.id)/0 fee 0/0.3",
                "cancelled 3 2 self_trade",
                "trade 2 1 @ 100 maker 4/2 taker \(example.id)/0 fee 0/0.1",
            ], reserves: "cash \(reserved) asset 1")
    }

    @Test("cancel_oldest with nothing behind leaves a remainder", arguments: Incoming.allCases)
    func oldestAlone(incoming: Incoming) {
        let book = ["0 ask 2 @ 100", "0 ask 1 @ 101"]
        let example = Example(incoming, .cancelOldest, "4", book: book, next: 4)
        if incoming == .fok {
            return example.exchange.expectRefusal(example.line, "FOK_NOT_FILLABLE")
        }
        let reserved =
            switch incoming {
            case .limit: "404.5041"  // 40 lots of 10.1 + 0.0101, and the far bid
            case .replace: "404.404"
            case .ioc, .fok, .market: Self.farBid
            }
        example.expect(
            ["cancelled 2 2 self_trade", "cancelled 3 1 self_trade"] + example.rest("4"),
            reserves: "cash \(reserved) asset 0")
    }

    @Test("cancel_both cancels what rests, then what comes in", arguments: Incoming.allCases)
    func both(incoming: Incoming) {
        let book = ["1 ask 3 @ 100", "0 ask 2 @ 100", "2 ask 5 @ 100"]
        let example = Example(incoming, .cancelBoth, "4", book: book, next: 5)
        if incoming == .fok {
            return example.exchange.expectRefusal(example.line, "FOK_NOT_FILLABLE")
        }
        let reserved = incoming == .replace ? "0" : Self.farBid
        example.expect(
            [
                "trade 1 3 @ 100 maker 2/1 taker \(example.id)/0 fee 0/0.3",
                "cancelled 3 2 self_trade",
                "cancelled \(example.id) 1 self_trade",
            ], reserves: "cash \(reserved) asset 0")
    }

    @Test("none lets them trade as strangers, both fees due", arguments: Incoming.allCases)
    func strangers(incoming: Incoming) {
        let book = ["0 ask 2 @ 100", "1 ask 5 @ 101"]
        let example = Example(incoming, .none, "3", book: book, next: 4)
        let reserved = incoming == .replace ? "0" : Self.farBid
        example.expect(
            [
                "trade 1 2 @ 100 maker 2/0 taker \(example.id)/0 fee 0/0.2",
                "trade 2 1 @ 101 maker 3/1 taker \(example.id)/0 fee 0/0.101",
            ], reserves: "cash \(reserved) asset 0")
    }

    @Test("the incoming side may as well be the ask", arguments: SelfTradePrevention.allCases)
    func sells(prevention: SelfTradePrevention) {
        let exchange = TestExchange(prevention: prevention)
        exchange.fill(["bid 100: 1/1x1 2/0x2", "bid 99: 3/1x1"])
        let tail =
            switch prevention {
            case .cancelNewest: ["cancelled 4 3 self_trade"]
            case .cancelOldest:
                [
                    "cancelled 2 2 self_trade",
                    "trade 2 1 @ 99 maker 3/1 taker 4/0 fee 0/0.099",
                ]
            case .cancelBoth: ["cancelled 2 2 self_trade", "cancelled 4 3 self_trade"]
            case .none:
                [
                    "trade 2 2 @ 100 maker 2/0 taker 4/0 fee 0/0.2",
                    "trade 3 1 @ 99 maker 3/1 taker 4/0 fee 0/0.099",
                ]
            }
        exchange.expect(
            "0 ask 4 @ 99",
            ["placed 4 0 ask 4 @ 99", "trade 1 1 @ 100 maker 1/1 taker 4/0 fee 0/0.1"] + tail)
    }
}

extension TestExchange {
    /// What an agent has reserved.
    func ledgerText(_ agent: Int) -> String {
        let parts = funds(agent).split(separator: " ").map { $0.split(separator: "+")[1] }
        return "cash \(parts[0]) asset \(parts[1])"
    }
}
