import Testing

@Suite("Order files: the largest and the smallest numbers")
struct BorderTests {
    private let max = "9223372036854775807"

    @Test("1 and 2^63 - 1 are an id, a price and a quantity like any other")
    func extremes() throws {
        try check(
            """
            L,\(max),S,\(max),\(max)
            L,1,B,1,1
            L,9223372036854775806,B,9223372036854775806,9223372036854775806
            I,2,B,\(max),9223372036854775806
            U,\(max),-,\(max),\(max)
            R,9223372036854775806,-,0,9223372036854775805
            """,
            executions: "2,\(max),\(max),9223372036854775806",
            book: """
                B,9223372036854775806,9223372036854775806,1
                B,1,1,1
                S,\(max),\(max),1
                """)
    }

    @Test("the sum of a level beyond 2^63 and 2^64 neither wraps nor traps")
    func levelSum() throws {
        try check(
            """
            L,1,B,7,\(max)
            L,2,B,7,\(max)
            L,3,B,7,\(max)
            L,4,S,7,\(max)
            M,5,S,0,\(max)
            L,6,S,8,1
            I,7,S,7,1
            """,
            executions: """
                4,1,7,\(max)
                5,2,7,\(max)
                7,3,7,1
                """,
            book: """
                B,7,3,9223372036854775806
                S,8,6,1
                """)
    }

    @Test("so does the sum on offer to a fill-or-kill")
    func fillOrKillSum() throws {
        let halves = "L,1,S,5,4611686018427387904\nL,2,S,6,4611686018427387904\n"
        try check(
            halves + "F,3,B,6,\(max)",
            executions: """
                3,1,5,4611686018427387904
                3,2,6,4611686018427387903
                """,
            book: "S,6,2,1")
        try check(
            halves + "C,1,-,0,0\nF,3,B,6,4611686018427387905",
            book: "S,6,2,4611686018427387904", rejects: "4,not_fillable")
        try check(
            "L,1,S,5,\(max)\nL,2,S,5,\(max)\nL,3,S,6,\(max)\nF,4,B,\(max),\(max)",
            executions: "4,1,5,\(max)",
            book: """
                S,5,2,\(max)
                S,6,3,\(max)
                """)
    }

    @Test("quantities on both sides of 2^32 keep their places when reduced")
    func aroundTwoTo32() throws {
        try check(
            """
            L,1,B,5,4294967296
            L,2,B,5,4294967295
            L,3,B,5,8589934592
            R,1,-,0,1
            R,3,-,0,4294967296
            U,3,-,5,4294967295
            I,4,S,5,4294967296
            """,
            executions: """
                4,1,5,4294967295
                4,2,5,1
                """,
            book: """
                B,5,2,4294967294
                B,5,3,4294967295
                """)
    }
}
