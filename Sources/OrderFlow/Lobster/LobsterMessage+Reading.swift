import Primitives

extension LobsterMessage {
    /// Reads a row: time, type, id, size, price, direction.
    init(line: UnsafeRawBufferPointer) throws(LobsterRejection) {
        guard LobsterField.count(in: line) == 6 else { throw .malformed }
        var fields = LobsterField.Cursor(line: line)
        guard let time = LobsterField.nanoseconds(fields.next()) else { throw .badTime }
        let type = fields.next()
        guard type.count == 1, let kind = Kind(rawValue: type[0] &- UInt8(ascii: "0")) else {
            throw .badType
        }
        guard let id = LobsterField.integer(fields.next()), id >= kind.leastID else {
            throw .badID
        }
        guard let shares = LobsterField.integer(fields.next()),
            (kind.leastShares...Self.greatestShares).contains(shares)
        else { throw .badSize }
        guard let price = LobsterField.integer(fields.next()), kind.allows(price: price) else {
            throw .badPrice
        }
        guard let direction = LobsterField.integer(fields.next()), abs(direction) == 1 else {
            throw .badDirection
        }
        self.init(
            nanoseconds: time, kind: kind, id: UInt64(id), shares: shares, price: price,
            side: direction == 1 ? .bid : .ask)
    }
}

extension LobsterMessage.Kind {
    private var namesAnOrder: Bool { self == .submission || takesShares }

    fileprivate var leastID: Int64 { namesAnOrder ? 1 : 0 }

    fileprivate var leastShares: Int64 { namesAnOrder || self == .hiddenExecution ? 1 : 0 }

    /// A halt has a code where others have a price.
    fileprivate func allows(price: Int64) -> Bool {
        switch self {
        case .submission, .partialCancel, .deletion, .execution, .hiddenExecution:
            (1..<LobsterMessage.emptyAskPrice).contains(price)
        case .crossTrade, .halt: true
        }
    }
}

/// The fields of LOBSTER rows.
enum LobsterField {
    private static let comma = UInt8(ascii: ",")
    private static let secondsOfDay: Int64 = 86_400

    /// Takes fields off a line from the left; empty ones for ever at its end.
    struct Cursor {
        private var rest: UnsafeRawBufferPointer

        init(line: UnsafeRawBufferPointer) { rest = line }

        mutating func next() -> UnsafeRawBufferPointer {
            let end = rest.firstIndex(of: comma) ?? rest.count
            let field = UnsafeRawBufferPointer(rebasing: rest[..<end])
            rest = UnsafeRawBufferPointer(rebasing: rest[min(end + 1, rest.count)...])
            return field
        }
    }

    static func count(in line: UnsafeRawBufferPointer) -> Int {
        line.reduce(1) { $0 + ($1 == comma ? 1 : 0) }
    }

    /// A whole number in decimal digits, with a minus sign or none, without leading zeros.
    static func integer(_ field: UnsafeRawBufferPointer) -> Int64? {
        if field.first == UInt8(ascii: "-") {
            return RowReading.number(UnsafeRawBufferPointer(rebasing: field[1...])).map { -$0 }
        }
        if field.count == 1 && field[0] == UInt8(ascii: "0") { return 0 }
        return RowReading.number(field)
    }

    /// Seconds after midnight with decimals, as whole nanoseconds, exactly.
    ///
    /// A few rows of published files went through floating point, and have times such as
    /// `35821.088778456004`: what lies beyond the ninth decimal is rounded away.
    static func nanoseconds(_ field: UnsafeRawBufferPointer) -> Int64? {
        let point = field.firstIndex(of: UInt8(ascii: ".")) ?? field.count
        guard let seconds = integer(UnsafeRawBufferPointer(rebasing: field[..<point])),
            (0...secondsOfDay).contains(seconds)
        else { return nil }
        if point == field.count { return seconds * 1_000_000_000 }
        if point + 1 == field.count { return nil }
        var fraction: Int64 = 0
        var unit: Int64 = 100_000_000
        for byte in field[(point + 1)...] {
            let digit = byte &- UInt8(ascii: "0")
            if digit > 9 { return nil }
            fraction += unit > 0 ? Int64(digit) * unit : 0
            unit /= 10
        }
        let tenth = point + 10
        if tenth < field.count, field[tenth] >= UInt8(ascii: "5") { fraction += 1 }
        return seconds * 1_000_000_000 + fraction
    }
}
