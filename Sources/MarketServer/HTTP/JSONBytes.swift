import Determinism
import Primitives

/// JSON written as it comes, for answers that are many.
struct JSONBytes {
    private(set) var bytes: [UInt8] = []
    /// Whether something stands before, so that a comma is due.
    private var needsComma = false

    init(reserving count: Int = 512) { bytes.reserveCapacity(count) }

    mutating func open(_ bracket: Unicode.Scalar) {
        comma()
        bytes.append(UInt8(ascii: bracket))
        needsComma = false
    }

    mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        needsComma = true
    }

    /// - Parameter name: Without anything that has to be escaped.
    mutating func key(_ name: StaticString) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func string(_ text: String) {
        comma()
        CanonicalJSON.appendString(text, to: &bytes)
    }

    mutating func number(_ number: Int64) {
        comma()
        bytes.append(contentsOf: String(number).utf8)
    }

    /// JSON that is written already.
    mutating func raw(_ json: [UInt8]) {
        comma()
        bytes.append(contentsOf: json)
    }

    mutating func bool(_ truth: Bool) {
        comma()
        bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    }

    mutating func amount(_ amount: Amount) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: amount.description.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
