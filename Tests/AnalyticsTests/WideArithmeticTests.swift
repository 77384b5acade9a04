import Testing

@testable import Analytics

@Suite("Products beyond 128 bits")
struct WideArithmeticTests {
    private let large = Int128(1) << 120

    @Test("a product may be wide as long as its quotient is not")
    func quotient() {
        #expect(WideArithmetic.quotient(7, times: 3, over: 2) == 10)
        #expect(WideArithmetic.quotient(large + 1, times: large, over: large) == large + 1)
        #expect(WideArithmetic.quotient(large - 1, times: 3, over: large) == 2)
    }

    @Test("rounding down holds below zero, and the rest makes it whole")
    func floor() {
        for left in -7...7 as ClosedRange<Int128> {
            let (quotient, rest) = WideArithmetic.flooredQuotientAndRest(left, times: 3, over: 4)
            #expect(quotient * 4 + rest == left * 3)
            #expect(rest >= 0 && rest < 4)
        }
        let wide = WideArithmetic.flooredQuotientAndRest(-large, times: large, over: large)
        #expect(wide == (-large, 0))
    }

    @Test("products are compared whole")
    func comparison() {
        #expect(WideArithmetic.exceeds(large + 1, times: large, large, times: large))
        #expect(!WideArithmetic.exceeds(large, times: large, large, times: large))
        #expect(!WideArithmetic.exceeds(3, times: 5, 4, times: 4))
        #expect(WideArithmetic.exceeds(4, times: 4, 3, times: 5))
    }
}
