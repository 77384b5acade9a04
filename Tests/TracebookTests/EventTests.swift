import Testing

@Suite("Tracebook: events")
struct EventTests {
    @Test("better prices first, then the older order, at the maker's price")
    func priority() {
        var host = Host(config: "")
        #expect(host.place(1, "SELL 5 @ 101") == "")
        #expect(host.place(2, "SELL 5 @ 100") == "")
        #expect(host.place(3, "SELL 5 @ 100") == "")
        #expect(
            host.place(4, "BUY 12 @ 102")
                == "4 buys 5 of 2 at 100, 4 buys 5 of 3 at 100, 4 buys 2 of 1 at 101")
        #expect(host.books() == ["TEST bids asks 1: 3@101"])
        #expect(host.place(5, "SELL 1 @ 101.5") == "")
        #expect(host.place(6, "BUY 1.25 @ 99") == "")
        #expect(host.books() == ["TEST bids 6: 1.25@99 asks 1: 3@101, 5: 1@101.5"])
    }

    @Test("a partly filled maker keeps its place")
    func partialFill() {
        var host = Host(config: "")
        for id in 1...2 as ClosedRange<Int64> { #expect(host.place(id, "BUY 5 @ 10") == "") }
        #expect(host.place(3, "SELL 2 @ 10") == "1 buys 2 of 3 at 10")
        #expect(host.place(4, "SELL 4 @ 9") == "1 buys 3 of 4 at 10, 2 buys 1 of 4 at 10")
        #expect(host.books() == ["TEST bids 2: 4@10 asks"])
    }

    @Test("market and immediate orders never rest; a fill-or-kill trades whole or not")
    func instructions() {
        var host = Host(config: "")
        #expect(host.place(1, "BUY 1", "MARKET") == "")
        #expect(host.place(2, "SELL 2 @ 100") == "")
        #expect(host.place(3, "SELL 2 @ 101") == "")
        #expect(host.place(4, "BUY 3 @ 100", "FOK") == "")
        #expect(host.place(5, "BUY 3 @ 100", "IOC") == "5 buys 2 of 2 at 100")
        #expect(host.place(6, "BUY 1 @ 101", "FOK") == "6 buys 1 of 3 at 101")
        // The price of a market order means nothing.
        #expect(host.place(7, "BUY 9 @ 0", "MARKET") == "7 buys 1 of 3 at 101")
        #expect(host.books() == ["TEST bids asks"])
    }

    @Test("cancel, reduce in place, and reduce to nothing")
    func cancelAndReduce() {
        var host = Host(config: "")
        for id in 1...3 as ClosedRange<Int64> { #expect(host.place(id, "BUY 5 @ 10") == "") }
        #expect(host.change("cancel", 2) == "")
        #expect(host.change("cancel", 2) == "ORDER_NOT_ACTIVE")
        #expect(host.change("reduce", 1, #""quantity":4.5"#) == "")
        #expect(host.change("reduce", 1, #""quantity":0.6"#) == "INVALID_ORDER")
        #expect(host.books() == ["TEST bids 1: 0.5@10, 3: 5@10 asks"])
        #expect(host.change("reduce", 1, #""quantity":0.5"#) == "")
        #expect(host.change("reduce", 1, #""quantity":1"#) == "ORDER_NOT_ACTIVE")
        #expect(host.books() == ["TEST bids 3: 5@10 asks"])
    }

    @Test("a replacement goes to the back, keeps id, owner and what is not named, and may trade")
    func replace() {
        var host = Host(config: Host.selfTrade("CANCEL_RESTING"))
        #expect(host.place(1, "BUY 5 @ 10", owner: 7) == "")
        #expect(host.place(2, "BUY 5 @ 10") == "")
        #expect(host.change("replace", 1, #""quantity":5"#) == "")
        #expect(host.books() == ["TEST bids 2: 5@10, 1: 5@10 asks"])
        #expect(host.change("replace", 1, #""price":11"#) == "")
        #expect(host.place(3, "SELL 1 @ 12", owner: 7) == "")
        #expect(host.place(4, "SELL 1 @ 12") == "")
        // Its owner is still 7: order 3 gives way.
        #expect(host.change("replace", 1, #""price":12,"quantity":3"#) == "1 buys 1 of 4 at 12")
        #expect(host.books() == ["TEST bids 1: 2@12, 2: 5@10 asks"])
        #expect(host.change("replace", 9, #""price":12"#) == "ORDER_NOT_ACTIVE")
        for wrong in [#""price":0"#, #""price":-1"#, #""quantity":0"#, #""price":0.001"#] {
            #expect(host.change("replace", 1, wrong) == "INVALID_REPLACEMENT")
        }
        #expect(host.books() == ["TEST bids 1: 2@12, 2: 5@10 asks"])
    }

    @Test("an id is free again when its order has gone")
    func ids() {
        var host = Host(config: "")
        #expect(host.place(1, "BUY 5 @ 10") == "")
        #expect(host.place(1, "BUY 5 @ 0") == "DUPLICATE_ORDER_ID")
        #expect(host.place(2, "SELL 5 @ 10") == "1 buys 5 of 2 at 10")
        #expect(host.place(1, "BUY 5 @ 10") == "")
        #expect(host.place(.max, "SELL 1 @ 10") == "1 buys 1 of 9223372036854775807 at 10")
        #expect(host.books() == ["TEST bids 1: 4@10 asks"])
    }

    @Test("symbols have books of their own, from their first new or clear on, sorted by bytes")
    func symbols() {
        var host = Host(config: "")
        #expect(host.place(1, "BUY 5 @ 10", symbol: "B") == "")
        #expect(host.place(1, "SELL 5 @ 10", symbol: "A") == "")
        #expect(host.change("cancel", 1, symbol: "C") == "ORDER_NOT_ACTIVE")
        #expect(host.place(1, "SELL 0 @ 10", symbol: "é") == "INVALID_ORDER")
        #expect(host.event(#""op":"clear","symbol":" Z ""#) == "")
        #expect(
            host.books()
                == [
                    "A bids asks 1: 5@10", "B bids 1: 5@10 asks", "Z bids asks", "é bids asks",
                ])
        #expect(host.event(#""op":"clear","symbol":"A""#) == "")
        #expect(host.change("cancel", 1, symbol: "A") == "ORDER_NOT_ACTIVE")
        #expect(host.place(2, "SELL 1 @ 10", symbol: "B") == "1 buys 1 of 2 at 10")
        // Equivalent to the other to a reader, and another symbol to the protocol.
        #expect(host.place(1, "SELL 1 @ 10", symbol: "e\u{301}") == "")
        #expect(host.books().count == 5)
    }
}

@Suite("Tracebook: self-trade prevention")
struct OwnerTests {
    @Test("NONE, and orders of nobody, trade with their own")
    func noPolicy() {
        var host = Host(config: "")
        #expect(host.place(1, "SELL 5 @ 100", owner: 7) == "")
        #expect(host.place(2, "BUY 5 @ 100", owner: 7) == "2 buys 5 of 1 at 100")
        for policy in ["CANCEL_RESTING", "CANCEL_INCOMING"] {
            var nobody = Host(config: Host.selfTrade(policy))
            #expect(nobody.place(1, "SELL 5 @ 100") == "")
            #expect(nobody.place(2, "BUY 5 @ 100") == "2 buys 5 of 1 at 100")
        }
    }

    @Test("CANCEL_RESTING takes own orders away when they are met, and no earlier")
    func cancelResting() {
        var host = Host(config: Host.selfTrade("CANCEL_RESTING"))
        #expect(host.place(1, "SELL 5 @ 100", owner: 7) == "")
        #expect(host.place(2, "SELL 5 @ 100", owner: 8) == "")
        #expect(host.place(3, "SELL 5 @ 100", owner: 7) == "")
        #expect(host.place(4, "BUY 5 @ 100", owner: 7) == "4 buys 5 of 2 at 100")
        #expect(host.books() == ["TEST bids asks 3: 5@100"])
        #expect(host.place(5, "BUY 5 @ 100", "FOK", owner: 7) == "")
        #expect(host.books() == ["TEST bids asks 3: 5@100"])
        #expect(host.place(6, "SELL 2 @ 101", owner: 9) == "")
        #expect(host.place(7, "BUY 2 @ 101", "FOK", owner: 7) == "7 buys 2 of 6 at 101")
        #expect(host.books() == ["TEST bids asks"])
        #expect(host.change("cancel", 3) == "ORDER_NOT_ACTIVE")
    }

    @Test("CANCEL_INCOMING drops what is left at the first own order")
    func cancelIncoming() {
        var host = Host(config: Host.selfTrade("CANCEL_INCOMING"))
        #expect(host.place(1, "SELL 1 @ 99", owner: 8) == "")
        #expect(host.place(2, "SELL 2 @ 100", owner: 7) == "")
        #expect(host.place(3, "SELL 2 @ 101", owner: 9) == "")
        #expect(host.place(4, "BUY 2 @ 101", "FOK", owner: 7) == "")
        #expect(host.place(5, "BUY 4 @ 101", owner: 7) == "5 buys 1 of 1 at 99")
        #expect(host.books() == ["TEST bids asks 2: 2@100, 3: 2@101"])
        #expect(host.place(6, "BUY 9", "MARKET", owner: 9) == "6 buys 2 of 2 at 100")
        #expect(host.books() == ["TEST bids asks 3: 2@101"])
    }
}
