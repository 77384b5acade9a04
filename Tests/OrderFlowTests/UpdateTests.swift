import Testing

@Suite("Order files: U")
struct UpdateTests {
    /// Order 1 has traded 4 of 10 as maker and stands before order 2.
    private let opening = """
        L,1,B,100,10
        L,2,B,100,1
        I,3,S,100,4

        """

    private let opened = "3,1,100,4"

    @Test(
        "a total up to what has traded cancels the rest, whatever the price",
        arguments: ["1", "3", "4"], ["1", "99", "100", "101", "9223372036854775807"])
    func totalReached(total: String, price: String) throws {
        try check(
            opening + "U,1,-,\(price),\(total)", executions: opened, book: "B,100,2,1")
    }

    @Test("the same price and a lower total keep the place")
    func lowerTotal() throws {
        for (total, open) in [(9, 5), (5, 1)] {
            try check(
                opening + "U,1,-,100,\(total)", executions: opened,
                book: """
                    B,100,1,\(open)
                    B,100,2,1
                    """)
        }
    }

    @Test("the same values, or a higher total, lose the place")
    func sameOrHigherTotal() throws {
        for (total, open) in [(10, 6), (11, 7)] {
            try check(
                opening + "U,1,-,100,\(total)", executions: opened,
                book: """
                    B,100,2,1
                    B,100,1,\(open)
                    """)
        }
    }

    @Test("another price loses the place, whatever the total")
    func otherPrice() throws {
        for total in [5, 10, 12] {
            try check(
                opening + "U,1,-,101,\(total)\nU,1,-,100,\(total)", executions: opened,
                book: """
                    B,100,2,1
                    B,100,1,\(total - 4)
                    """)
        }
    }

    @Test("the side is the order's own, and what it trades then counts as filled")
    func trades() throws {
        try check(
            opening + """
                L,4,S,105,2
                U,1,S,105,10
                U,1,-,1,6
                """,
            executions: """
                3,1,100,4
                1,4,105,2
                """,
            book: "B,100,2,1")
    }

    @Test("an update may be filled whole")
    func tradesWhole() throws {
        try check(
            opening + """
                L,4,S,105,6
                U,1,-,106,9
                U,1,-,106,9
                """,
            executions: """
                3,1,100,4
                1,4,105,5
                """,
            book: """
                B,100,2,1
                S,105,4,1
                """,
            rejects: "6,unknown_id")
    }

    @Test("fills as taker count")
    func filledAsTaker() throws {
        try check(
            """
            L,1,S,100,3
            L,2,B,100,5
            U,2,-,100,3
            """,
            executions: "2,1,100,3")
        try check(
            """
            L,1,S,100,3
            L,2,B,100,5
            I,3,S,100,1
            U,2,-,90,5
            """,
            executions: """
                2,1,100,3
                3,2,100,1
                """,
            book: "B,90,2,1")
    }

    @Test("P starts counting from 0 again, with what it trades itself")
    func replaceForgetsFills() throws {
        try check(
            opening + "P,1,B,90,10\nU,1,-,90,4", executions: opened,
            book: """
                B,100,2,1
                B,90,1,4
                """)
        try check(
            opening + """
                L,4,S,101,2
                P,1,B,101,10
                U,1,-,101,3
                """,
            executions: """
                3,1,100,4
                1,4,101,2
                """,
            book: """
                B,101,1,1
                B,100,2,1
                """)
    }

    @Test("R takes from the total, not from what has traded")
    func afterReduce() throws {
        try check(
            opening + "R,1,-,0,3\nU,1,-,100,7", executions: opened,
            book: """
                B,100,2,1
                B,100,1,3
                """)
        try check(
            opening + "R,1,-,0,3\nU,1,-,100,6", executions: opened,
            book: """
                B,100,1,2
                B,100,2,1
                """)
    }

    @Test("post-only holds when placed, not when changed")
    func postOnly() throws {
        try check(
            """
            A,1,B,100,5
            L,2,S,105,1
            L,3,S,106,1
            U,1,-,105,5
            P,1,B,106,5
            """,
            executions: """
                1,2,105,1
                1,3,106,1
                """,
            book: "B,106,1,4")
    }

    @Test("an order that has gone leaves no count to one that comes later")
    func countsAreForgotten() throws {
        try check(
            opening + """
                C,1,-,0,0
                L,5,B,100,9
                U,5,-,100,4
                """,
            executions: opened,
            book: """
                B,100,2,1
                B,100,5,4
                """)
        try check(
            opening + """
                M,5,S,0,7
                L,6,B,100,9
                U,6,-,100,8
                """,
            executions: """
                3,1,100,4
                5,1,100,6
                5,2,100,1
                """,
            book: "B,100,6,8")
    }

    @Test("totals up to 2^63 - 1, with almost all of it traded")
    func greatest() throws {
        try check(
            """
            L,1,B,5,9223372036854775807
            I,2,S,5,9223372036854775806
            U,1,-,6,9223372036854775807
            U,1,-,6,9223372036854775806
            """,
            executions: "2,1,5,9223372036854775806")
    }
}
