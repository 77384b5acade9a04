import Testing

@Suite("Order files: what each operation does")
struct OperationTests {
    @Test("better prices first, at one price the oldest, and the maker's price is paid")
    func priority() throws {
        try check(
            """
            L,30,S,102,1
            L,10,S,101,2
            L,20,S,101,3
            L,40,B,99,1
            L,50,B,102,5
            """,
            executions: """
                50,10,101,2
                50,20,101,3
                """,
            book: """
                B,99,40,1
                S,102,30,1
                """)
    }

    @Test("the book is written from the highest bid down and the lowest ask up, oldest first")
    func bookOrder() throws {
        try check(
            """
            L,9,B,10,1
            L,8,S,21,1
            L,7,B,11,2
            L,6,S,20,2
            L,5,B,11,3
            L,4,S,20,3
            """,
            book: """
                B,11,7,2
                B,11,5,3
                B,10,9,1
                S,20,6,2
                S,20,4,3
                S,21,8,1
                """)
    }

    @Test("L: an equal price trades, what is left rests, and a partial fill keeps the place")
    func limit() throws {
        try check(
            """
            L,1,B,100,10
            L,2,B,100,10
            L,3,S,100,4
            L,4,S,100,7
            L,5,S,99,20
            """,
            executions: """
                3,1,100,4
                4,1,100,6
                4,2,100,1
                5,2,100,9
                """,
            book: "S,99,5,11")
    }

    @Test("I: trades within its limit, and what is left is dropped")
    func immediate() throws {
        try check(
            """
            L,1,S,100,3
            L,2,S,101,3
            I,3,B,100,5
            I,4,B,100,5
            I,5,S,102,1
            """,
            executions: "3,1,100,3", book: "S,101,2,3")
    }

    @Test("F: trades whole, also when there is exactly enough, or not at all")
    func fillOrKill() throws {
        try check(
            """
            L,1,S,100,3
            L,2,S,101,3
            L,3,S,102,9
            F,4,B,101,7
            F,5,B,99,1
            F,6,B,101,6
            F,7,S,1,1
            """,
            executions: """
                6,1,100,3
                6,2,101,3
                """,
            book: "S,102,3,9",
            rejects: """
                4,not_fillable
                5,not_fillable
                7,not_fillable
                """)
    }

    @Test("A: rests, or is rejected if it would trade, at an equal price too")
    func addOnly() throws {
        try check(
            """
            A,1,B,100,5
            A,2,S,100,5
            A,3,S,99,5
            A,4,S,101,5
            A,5,B,102,5
            """,
            book: """
                B,100,1,5
                S,101,4,5
                """,
            rejects: """
                2,would_cross
                3,would_cross
                5,would_cross
                """)
    }

    @Test("M: trades at any price, and what is left is dropped")
    func market() throws {
        try check(
            """
            L,1,S,9223372036854775807,2
            L,2,S,1,2
            M,3,B,anything,5
            M,4,B,0,1
            L,5,B,1,1
            M,6,S,-,3
            """,
            executions: """
                3,2,1,2
                3,1,9223372036854775807,2
                6,5,1,1
                """)
    }

    @Test("C: what is open goes, and nothing else of it can be cancelled")
    func cancel() throws {
        try check(
            """
            L,1,B,100,5
            L,2,S,100,2
            C,1,-,0,0
            C,1,-,0,0
            C,2,-,0,0
            C,3,-,0,0
            L,4,S,100,1
            """,
            executions: "2,1,100,2", book: "S,100,4,1",
            rejects: """
                4,unknown_id
                5,unknown_id
                6,unknown_id
                """)
    }

    @Test("R: the open quantity shrinks in its place; at or beyond it the order is gone")
    func reduce() throws {
        try check(
            """
            L,1,B,100,5
            L,2,B,100,5
            L,3,B,100,5
            R,1,-,0,4
            R,2,-,0,5
            R,3,-,0,9223372036854775807
            R,3,-,0,1
            L,4,B,100,1
            L,5,S,100,2
            """,
            executions: """
                5,1,100,1
                5,4,100,1
                """,
            rejects: "7,unknown_id")
    }

    @Test("P: the place is lost, the quantity is open in full, the side may change, it may trade")
    func replace() throws {
        try check(
            """
            L,1,B,100,5
            L,2,B,100,5
            L,3,S,105,5
            P,1,B,100,5
            L,4,S,100,6
            P,1,B,105,7
            P,3,S,110,1
            P,1,S,101,4
            P,2,B,1,1
            """,
            executions: """
                4,2,100,5
                4,1,100,1
                1,3,105,5
                """,
            book: "S,101,1,4",
            rejects: """
                7,unknown_id
                9,unknown_id
                """)
    }

    @Test("a whole file of rows that all change nothing")
    func nothing() throws {
        try check(
            """
            M,1,B,0,1
            I,2,S,1,1
            C,1,-,0,0
            U,2,-,1,1
            """,
            rejects: """
                3,unknown_id
                4,unknown_id
                """)
        try check("")
    }
}
