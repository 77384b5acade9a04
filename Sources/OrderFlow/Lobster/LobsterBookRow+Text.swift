import Primitives

extension LobsterBookRow {
    /// No order of a level is larger than a message allows; more than this is no size.
    private static let greatestShares: Int64 = 1_000_000_000_000_000

    /// Reads a row of `levels` times ask price, ask size, bid price, bid size; `nil` if it is
    /// none: another number of fields, a price or size out of range, levels out of order, or an
    /// empty level before an occupied one.
    init?(line: UnsafeRawBufferPointer, levels: Int) {
        guard LobsterField.count(in: line) == 4 * levels else { return nil }
        var fields = LobsterField.Cursor(line: line)
        for level in 0..<levels {
            for side in [Side.ask, .bid] {
                guard let price = LobsterField.integer(fields.next()),
                    let shares = LobsterField.integer(fields.next()),
                    append(price, shares, side, level: level)
                else { return nil }
            }
        }
    }

    /// Appends a level as it stands in a file; returns whether it may stand there.
    private mutating func append(
        _ price: Int64, _ shares: Int64, _ side: Side, level: Int
    ) -> Bool {
        let empty = LobsterMessage.emptyAskPrice
        if price == (side == .ask ? empty : -empty) { return shares == 0 }
        guard (1..<empty).contains(price), (1...Self.greatestShares).contains(shares),
            self[side].count == level
        else { return false }
        if let last = self[side].last, !Self.isBetter(last.price, than: price, side) {
            return false
        }
        self[side].append(LobsterLevel(price: price, shares: shares))
        return true
    }

    /// Writes the row with its line end, `levels` levels of it, empty ones as LOBSTER has them.
    func write(to output: inout TextOutput, levels: Int) {
        for level in 0..<levels {
            if level > 0 { output.append(UInt8(ascii: ",")) }
            Self.write(asks, level, empty: "9999999999,0", to: &output)
            output.append(UInt8(ascii: ","))
            Self.write(bids, level, empty: "-9999999999,0", to: &output)
        }
        output.append(UInt8(ascii: "\n"))
    }

    private static func write(
        _ side: [LobsterLevel], _ level: Int, empty: StaticString, to output: inout TextOutput
    ) {
        if level >= side.count { return output.append(empty) }
        output.append(UInt64(side[level].price))
        output.append(UInt8(ascii: ","))
        output.append(UInt64(side[level].shares))
    }
}
