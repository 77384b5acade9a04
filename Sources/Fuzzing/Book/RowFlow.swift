import Determinism
import Primitives

/// Draws the rows of an order file, the wrong ones among them.
package struct RowFlow: ~Copyable {
    private var flow: BookFlow
    private let ids: IDShape
    private var nextID: UInt64

    /// How new ids follow one another.
    private enum IDShape: CaseIterable { case rising, risingFromAfar, sparse, mixed }

    init(_ shape: BookFlowShape, seed: UInt32) {
        flow = BookFlow(shape, seed: seed)
        ids = flow.random.pick(IDShape.allCases)
        nextID = ids == .risingFromAfar ? 1 << 40 : 1
    }

    /// The stream of a seed, with prices of the shape that goes with it.
    package init(seed: UInt32) {
        let shapes = BookFlowShape.allCases
        self.init(shapes[Int(seed) % shapes.count], seed: seed)
    }

    /// A row without its `\n`, for a file that has come so far.
    package mutating func next(after file: NaiveOrderFile) -> [UInt8] {
        let kind = flow.kind(resting: file.book.count)
        let old = file.book.count == 0 ? nil : file.book[flow.random.below(file.book.count)]
        let side = flow.side()
        var fields = [kind.rawValue, "", side == .bid ? "B" : "S", "", ""]
        switch kind {
        case .limit, .immediate, .fillOrKill, .addOnly, .market:
            fields[1] = "\(newID(file))"
        case .cancel, .reduce, .replace, .update:
            fields[1] = "\(changedID(file, old))"
        }
        fields[3] = "\(flow.price(side))"
        fields[4] = "\(flow.quantity())"
        if kind == .update, let old {
            if flow.random.below(3) > 0 { fields[3] = "\(old.price)" }
            fields[4] = "\(total(old))"
        }
        blot(&fields, kind)
        if flow.random.below(25) == 0 { return spoil(&fields) }
        return row(fields)
    }

    private mutating func row(_ fields: [String]) -> [UInt8] {
        let end = flow.random.below(10) == 0 ? "\r" : ""
        return Array((fields.joined(separator: ",") + end).utf8)
    }

    private mutating func newID(_ file: NaiveOrderFile) -> UInt64 {
        if !file.usedIDs.isEmpty && flow.random.below(60) == 0 {
            return flow.random.pick(file.usedIDs)
        }
        let isSparse = ids == .sparse || (ids == .mixed && flow.random.below(3) == 0)
        if isSparse { return UInt64(flow.random.next()) << 31 | 1 << 10 }
        defer { nextID += 1 }
        return nextID
    }

    private mutating func changedID(
        _ file: NaiveOrderFile, _ old: NaiveOrder?
    ) -> UInt64 {
        guard let old, flow.random.below(30) > 0 else {
            return UInt64(1 + flow.random.below(100_000))
        }
        return flow.random.below(30) == 0 ? flow.random.pick(file.usedIDs) : old.id
    }

    /// A new total for an order, most often near the old one.
    private mutating func total(_ order: NaiveOrder) -> Int64 {
        let old = order.open + order.filled
        switch flow.random.below(5) {
        case 0: return old
        case 1: return max(1, order.filled - flow.random.whole(-1...1))
        case 2: return flow.quantity()
        case 3: return old == .max ? old : old + 1
        default: return max(1, old - flow.random.whole(1...10))
        }
    }

    /// Writes anything into fields the operation does not use.
    private mutating func blot(_ fields: inout [String], _ kind: BookFlowKind) {
        let unused: [Int] =
            switch kind {
            case .limit, .immediate, .fillOrKill, .addOnly, .replace: []
            case .market: [3]
            case .cancel: [2, 3, 4]
            case .reduce: [2, 3]
            case .update: [2]
            }
        for field in unused {
            fields[field] = flow.random.pick(["-", "0", "", "x \u{0}y", "\r", "\"", "é", "-5"])
        }
    }

    private static let wrongFields = [
        "", "0", "-1", "+1", "01", "1.0", "1e3", " 1", "1 ", "9223372036854775808",
        "9223372036854775807", "18446744073709551617", "99999999999999999999", "५", "B",
        "b", "S\u{0}", "-", "L", "l", "LL", "1_000", "0x10", "\"1\"",
    ]

    /// A row that is most often wrong.
    private mutating func spoil(_ fields: inout [String]) -> [UInt8] {
        switch flow.random.below(8) {
        case 0: return []
        case 1: fields.removeLast()
        case 2: fields.append("0")
        case 3: fields[0] = fields[0].lowercased()
        case 4:
            // Bytes of every kind but the end of a line.
            return (0..<flow.random.below(60)).map { _ in
                let byte = UInt8(flow.random.below(256))
                return byte == UInt8(ascii: "\n") ? UInt8(ascii: ",") : byte
            }
        case 5 where flow.random.below(20) == 0:
            let place = flow.random.below(5)
            fields[place] += String(repeating: "7", count: 60_000 + flow.random.below(20_000))
        default:
            fields[flow.random.below(5)] = flow.random.pick(Self.wrongFields)
        }
        return row(fields)
    }
}
