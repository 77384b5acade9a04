import Determinism
import Testing

@Suite("Tracebook: numbers")
struct NumberTests {
    @Test("the hash is that of the protocol's own example")
    func publishedHash() {
        var host = Host(config: "")
        #expect(host.place(10, "BUY 2.0 @ 100.0", owner: 7) == "")
        #expect(
            host.answer["state_hash"]
                == "18de97d9cb98a7ca4dbc2215a748f7fded7607f05782a33338fcc6f6f0b91c62")
        #expect(host.answer["resting_order_count"] == 1)
    }

    @Test(
        "a price is snapped to the nearest tick as the protocol divides",
        arguments: [
            ("0.01", "1.015", "1.01"), ("0.01", "100.004", "100"), ("0.01", "100.006", "100.01"),
            ("0.01", "0.006", "0.01"), ("0.5", "1.25", "1"), ("0.5", "1.75", "2"),
            ("5", "12", "10"), ("1e-7", "1.23e-6", "0.0000012"), ("1e3", "1234567", "1235000"),
            ("0.01", "90000000000000016", "90000000000000020"),
            ("1e20", "3e20", "300000000000000000000"),
        ])
    func prices(tick: String, price: String, snapped: String) {
        var host = Host(config: #""tick_size":"\#(tick)""#)
        #expect(host.place(1, "BUY 1 @ " + price) == "")
        #expect(host.books() == ["TEST bids 1: 1@\(snapped) asks"])
    }

    @Test(
        "what lies beyond the grid is rejected",
        arguments: [
            "BUY 1 @ 0.004", "BUY 1 @ 0", "BUY 1 @ -5", "BUY 1 @ 1e17", "BUY 1 @ 1e300",
            "BUY 0 @ 1", "BUY -1 @ 1", "BUY 1e7 @ 1", "BUY 1e-13 @ 1", "BUY 1e300 @ 1",
        ])
    func rejected(terms: String) {
        var host = Host(config: "")
        #expect(host.place(1, terms) == "INVALID_ORDER")
        #expect(host.books() == ["TEST bids asks"])
    }

    @Test(
        "a quantity is rounded to its places, ties to even, and written without a zero at its end",
        arguments: [
            (12, "0.1", "0.1"), (12, "5e-13", nil), (12, "1.5e-12", "0.000000000002"),
            (2, "0.125", "0.12"), (2, "0.135", "0.14"), (2, "10", "10"), (0, "2.5", "2"),
            (0, "9e18", "9000000000000000000"), (18, "0.1", "0.1"), (18, "9.3", nil),
            (0, "0.5", nil), (0, "0.51", "1"),
        ])
    func quantities(places: Int, quantity: String, rounded: String?) {
        var host = Host(config: #""quantity_decimal_places":\#(places)"#)
        let said = host.place(1, "BUY \(quantity) @ 1")
        guard let rounded else {
            #expect(said == "INVALID_ORDER")
            return
        }
        #expect(said == "")
        #expect(host.books() == ["TEST bids 1: \(rounded)@1 asks"])
    }

    @Test("many small parts of a quantity leave nothing over")
    func parts() {
        var host = Host(config: "")
        #expect(host.place(1, "BUY 1 @ 1") == "")
        for id in 2...11 as ClosedRange<Int64> {
            #expect(host.place(id, "SELL 0.1 @ 1") == "1 buys 0.1 of \(id) at 1")
        }
        #expect(host.books() == ["TEST bids asks"])
    }
}
