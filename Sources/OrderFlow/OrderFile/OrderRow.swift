import Primitives

/// Why a row of an order file was rejected; in the order in which they are looked for.
public enum RowRejection: UInt8, Hashable, Sendable, CaseIterable {
    case malformed
    case badOp
    case badID
    case badSide
    case badPrice
    case badQuantity
    case duplicateID
    case unknownID
    case wouldCross
    case notFillable

    /// The name in the list of rejects.
    public var name: StaticString {
        switch self {
        case .malformed: "malformed"
        case .badOp: "bad_op"
        case .badID: "bad_id"
        case .badSide: "bad_side"
        case .badPrice: "bad_price"
        case .badQuantity: "bad_qty"
        case .duplicateID: "duplicate_id"
        case .unknownID: "unknown_id"
        case .wouldCross: "would_cross"
        case .notFillable: "not_fillable"
        }
    }
}

/// A row of an order file: what is to be done with which order.
struct OrderRow {
    /// The letters of an order file.
    enum Operation: UInt8 {
        case limit = 0x4C  // L
        case immediate = 0x49  // I
        case fillOrKill = 0x46  // F
        case addOnly = 0x41  // A
        case market = 0x4D  // M
        case cancel = 0x43  // C
        case reduce = 0x52  // R
        case replace = 0x50  // P
        case update = 0x55  // U

        var usesSide: Bool {
            switch self {
            case .limit, .immediate, .fillOrKill, .addOnly, .market, .replace: true
            case .cancel, .reduce, .update: false
            }
        }

        var usesPrice: Bool {
            switch self {
            case .limit, .immediate, .fillOrKill, .addOnly, .replace, .update: true
            case .market, .cancel, .reduce: false
            }
        }

        var usesQuantity: Bool { self != .cancel }

        var isNewOrder: Bool {
            switch self {
            case .limit, .immediate, .fillOrKill, .addOnly, .market: true
            case .cancel, .reduce, .replace, .update: false
            }
        }
    }

    var operation: Operation
    var id: UInt64
    /// Where the operation uses none of these, they mean nothing.
    var side = Side.bid
    var price: Int64 = 1
    var quantity: Int64 = 1
}

/// The outcome of reading a row.
enum RowReading {
    case row(OrderRow)
    case rejected(RowRejection)
}

extension RowReading {
    /// Reads the fields of a row; what an operation does not use is not looked at.
    init(_ fields: RowFields) {
        guard fields.count == 5 else {
            self = .rejected(.malformed)
            return
        }
        guard fields[0].count == 1, let operation = OrderRow.Operation(rawValue: fields[0][0])
        else {
            self = .rejected(.badOp)
            return
        }
        guard let id = RowReading.number(fields[1]) else {
            self = .rejected(.badID)
            return
        }
        var row = OrderRow(operation: operation, id: UInt64(id))
        if let wrong = row.readRest(fields) {
            self = .rejected(wrong)
        } else {
            self = .row(row)
        }
    }

    /// 1…2⁶³−1 in decimal digits without sign, point, exponent or leading zero.
    static func number(_ field: UnsafeRawBufferPointer) -> Int64? {
        guard (1...19).contains(field.count), field[0] != UInt8(ascii: "0") else { return nil }
        var value: UInt64 = 0
        for byte in field {
            let digit = byte &- UInt8(ascii: "0")
            if digit > 9 { return nil }
            // Nineteen digits always fit 64 bits.
            value = value &* 10 &+ UInt64(digit)
        }
        return Int64(exactly: value)
    }
}

extension OrderRow {
    /// Reads side, price and quantity as far as they are used; returns what is wrong first.
    fileprivate mutating func readRest(_ fields: RowFields) -> RowRejection? {
        if operation.usesSide {
            guard fields[2].count == 1 else { return .badSide }
            switch fields[2][0] {
            case UInt8(ascii: "B"): side = .bid
            case UInt8(ascii: "S"): side = .ask
            default: return .badSide
            }
        }
        if operation.usesPrice {
            guard let value = RowReading.number(fields[3]) else { return .badPrice }
            price = value
        }
        if operation.usesQuantity {
            guard let value = RowReading.number(fields[4]) else { return .badQuantity }
            quantity = value
        }
        return nil
    }
}
