import Testing

@Suite("Order files: rows that are rejected")
struct RejectTests {
    /// Order 1 bids, order 2 asks, 3 has come and gone.
    private let opening = """
        L,1,B,100,5
        L,2,S,110,5
        M,3,B,0,1

        """

    private func expect(
        _ reason: String, _ rows: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for row in rows {
            try check(
                opening + row + "\nC,2,-,0,0", executions: "3,2,110,1", book: "B,100,1,5",
                rejects: "4,\(reason)", sourceLocation: sourceLocation)
        }
    }

    @Test("a wrong number of fields, before anything else")
    func malformed() throws {
        try expect(
            "malformed",
            [
                "", ",", "L", "x,x,x,x", "L,4,B,100", "L,4,B,100,5,", "L,4,B,100,5,0", "C,1",
                "C,1,-,0", "C,1,-,0,0,0,0", "L;4;B;100;5", String(repeating: ",", count: 999),
            ])
    }

    @Test("an unknown letter, before the other fields")
    func badOp() throws {
        try expect(
            "bad_op",
            ["l", "", "X", "LL", " L", "L ", "\"L\"", "c", "u", "-", "0", "Ĺ", "L\u{0}"].map {
                "\($0),x,x,x,x"
            })
    }

    /// Whatever is not a number from 1 to 2⁶³−1 in plain digits.
    static let notNumbers = [
        "", "0", "-", "-1", "+1", "01", "00", "007", "1.0", "1.", ".5", "1e3", "1E3", " 1", "1 ",
        "\t1", "0x10", "1_000", "1'000", "१", "５", "1\u{0}", "NaN", "inf",
        "9223372036854775808", "9999999999999999999", "10000000000000000000",
        "18446744073709551616", "18446744073709551617", "09223372036854775807",
        String(repeating: "9", count: 400), "\"1\"", "\u{FEFF}1",
    ]

    @Test("an id outside the rules, before side, price and quantity", arguments: notNumbers)
    func badID(id: String) throws {
        try expect("bad_id", "LIFAMCRPU".map { "\($0),\(id),x,x,x" })
    }

    @Test(
        "a side that is neither B nor S, before price and quantity",
        arguments: ["", "b", "s", "BS", "B ", " S", "-", "0", "1", "\"B\"", "В"])
    func badSide(side: String) throws {
        // 4 is new, 1 rests, 3 is used and 9 unknown: all that comes later.
        try expect("bad_side", "LIFAMP".flatMap { ["\($0),4,\(side),x,x", "\($0),3,\(side),x,x"] })
    }

    @Test("a price outside the rules, before the quantity", arguments: notNumbers)
    func badPrice(price: String) throws {
        try expect("bad_price", "LIFAP".map { "\($0),1,B,\(price),x" } + ["U,1,x,\(price),x"])
    }

    @Test("a quantity outside the rules, before the id is looked up", arguments: notNumbers)
    func badQuantity(quantity: String) throws {
        try expect("bad_qty", "LIFAMRPU".map { "\($0),3,B,1,\(quantity)" })
    }

    @Test("a new order under an id that was used, whatever became of that order")
    func duplicateID() throws {
        try expect("duplicate_id", "LIFAM".flatMap { ["\($0),1,B,1,1", "\($0),3,S,999,1"] })
    }

    @Test("a change of what does not rest")
    func unknownID() throws {
        try expect("unknown_id", "CRPU".flatMap { ["\($0),3,B,1,1", "\($0),9,B,1,1"] })
        try expect("unknown_id", ["C,9223372036854775807,-,0,0", "U,4294967296,-,1,1"])
    }

    @Test("a post-only order that would trade, and a fill-or-kill that cannot be filled")
    func refusedByTheBook() throws {
        try expect("would_cross", ["A,4,S,100,1", "A,4,S,1,1"])
        try expect("not_fillable", ["F,4,S,100,6", "F,4,S,101,1", "F,4,S,9,9223372036854775807"])
    }

    @Test("refused orders use up their ids, rows that cannot be read do not")
    func usedUp() throws {
        try check(
            """
            L,1,B,100,5
            A,2,S,100,5
            F,3,S,100,6
            I,4,S,101,1
            L,5,S,0,1
            l,6,S,200,1
            L,2,S,200,1
            L,3,S,200,1
            L,4,S,200,1
            L,5,S,200,1
            L,6,S,201,1
            """,
            book: """
                B,100,1,5
                S,200,5,1
                S,201,6,1
                """,
            rejects: """
                2,would_cross
                3,not_fillable
                5,bad_price
                6,bad_op
                7,duplicate_id
                8,duplicate_id
                9,duplicate_id
                """)
    }

    @Test("fields that are not used may hold anything")
    func ignoredFields() throws {
        let junk = ["", "-", "0", "-7", "x y", "\u{0}", "\"", "é", "\r", "99999999999999999999"]
        let long = [String(repeating: "z", count: 5_000), String(repeating: "z", count: 100_000)]
        for field in junk + long {
            try check(
                """
                L,1,B,100,5
                L,2,S,110,5
                R,1,\(field),\(field),1
                U,2,\(field),111,4
                M,3,S,\(field),1
                C,2,\(field),\(field),\(field)
                """,
                executions: "3,1,100,1", book: "B,100,1,3")
        }
    }
}
