import Determinism

/// A unit that two members of a market, or a member and the pool, are about to exchange.
public struct UnitTrade: Hashable, Sendable {
    /// Who buys; `nil` for the pool.
    public var buyer: Int?
    /// Who sells; `nil` for the pool.
    public var seller: Int?
    /// In whole minor units of money.
    public var price: Int64
}

/// The luck of one market, good and tick.
struct MarketChance {
    private var state: UInt32

    init(state: UInt32) { self.state = state }

    mutating func draw<Result>(_ body: (inout RandomStream) -> Result) -> Result {
        var stream = RandomStream(state: state)
        defer { state = stream.state }
        return body(&stream)
    }

    /// A price of a range that may hold more than 2³² of them.
    mutating func price(in range: ClosedRange<Int64>) -> Int64 {
        let (span, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
        precondition(!overflow && span >= 0, "a range of prices, got \(range)")
        let count = UInt64(span) + 1
        return draw { stream in
            if count <= UInt64(UInt32.max) {
                return range.lowerBound + Int64(stream.below(Int(count)))
            }
            // Two draws of 32 bits, again while the result would favour small values.
            while true {
                let bits = UInt64(stream.next()) << 32 | UInt64(stream.next())
                let (quotient, rest) = bits.quotientAndRemainder(dividingBy: count)
                if quotient < UInt64.max / count { return range.lowerBound + Int64(rest) }
            }
        }
    }
}
