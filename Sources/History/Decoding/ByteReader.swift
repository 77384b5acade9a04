import Primitives

/// Reads the canonical text of frequent events piece by piece, without `String` or allocation.
///
/// It knows one spelling of everything and goes past nothing else. A piece that is not as it
/// has to be breaks the reader for good; what it gives from then on means nothing, so whoever
/// reads asks ``isDone`` at the end, once. It never reads beyond its bytes.
struct ByteReader {
    private let start: UnsafeRawPointer
    private let count: Int
    /// The number of bytes read.
    private(set) var offset = 0
    private var isBroken = false

    /// Starts at the first byte; `nil` if there is none.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return nil }
        start = base
        count = bytes.count
    }

    /// Whether all was as it had to be, and nothing is left.
    var isDone: Bool { !isBroken && offset == count }

    /// Whether all was as it had to be so far.
    var isIntact: Bool { !isBroken }

    /// Goes past a text, which has to be next.
    @inline(__always)
    mutating func skip(_ text: StaticString) {
        if !accept(text) { isBroken = true }
    }

    /// Goes past a text if it is next, and says whether it was.
    @inline(__always)
    mutating func accept(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count - offset >= length,
            Self.areSame(start + offset, UnsafeRawPointer(text.utf8Start), length)
        else { return false }
        offset += length
        return true
    }

    /// Goes past so many bytes, which have to be there.
    @inline(__always)
    mutating func take(_ length: Int) -> UnsafeRawBufferPointer {
        guard count - offset >= length else {
            isBroken = true
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        defer { offset += length }
        return UnsafeRawBufferPointer(start: start + offset, count: length)
    }

    /// Whether two runs of bytes are the same.
    @inline(__always)
    static func areSame(
        _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int
    ) -> Bool {
        var place = 0
        while place + 8 <= count {
            let one = left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if one != right.loadUnaligned(fromByteOffset: place, as: UInt64.self) { return false }
            place += 8
        }
        while place < count {
            if left.load(fromByteOffset: place, as: UInt8.self)
                != right.load(fromByteOffset: place, as: UInt8.self)
            {
                return false
            }
            place += 1
        }
        return true
    }
}

// Numbers and words, in the one spelling that canonical JSON has for each.
extension ByteReader {
    /// An integer of at most 15 digits; longer ones are for the general decoder.
    @inline(__always)
    mutating func integer() -> Int64 {
        let isNegative = accept("-")
        let magnitude = digits(atMost: 15)
        if isNegative && magnitude == 0 { isBroken = true }
        return isNegative ? -magnitude : magnitude
    }

    /// An amount with its eight decimals, of at most ten digits before the point.
    @inline(__always)
    mutating func amount() -> Amount {
        let isNegative = accept("-")
        let whole = digits(atMost: 10)
        guard accept("."), let decimals = eightDigits() else {
            isBroken = true
            return .zero
        }
        let units = whole &* Amount.unitsPerWhole &+ decimals
        if isNegative && units == 0 { isBroken = true }
        return Amount(units: Int128(isNegative ? -units : units))
    }

    /// Digits without a zero that means nothing in front.
    @inline(__always)
    private mutating func digits(atMost most: Int) -> Int64 {
        let first = offset
        var value: Int64 = 0
        while offset < count {
            let digit = start.load(fromByteOffset: offset, as: UInt8.self) &- UInt8(ascii: "0")
            if digit > 9 { break }
            // Wraps only where there are too many digits, and then is not given.
            value = value &* 10 &+ Int64(digit)
            offset += 1
        }
        let length = offset - first
        if length == 0 || length > most {
            isBroken = true
            return 0
        }
        if length > 1, start.load(fromByteOffset: first, as: UInt8.self) == UInt8(ascii: "0") {
            isBroken = true
        }
        return value
    }

    /// Eight digits at once: pairs, then fours, then all of them, in one register.
    @inline(__always)
    private mutating func eightDigits() -> Int64? {
        guard count - offset >= 8 else { return nil }
        let raw = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        var value = UInt64(littleEndian: raw)
        let zeros: UInt64 = 0x3030_3030_3030_3030
        let upper: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
        // The second sum carries a digit beyond 9 into the upper half of its byte.
        guard value & upper == zeros, (value &+ 0x0606_0606_0606_0606) & upper == zeros else {
            return nil
        }
        value = ((value & 0x0F0F_0F0F_0F0F_0F0F) &* 2_561) >> 8
        value = ((value & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
        value = ((value & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32
        offset += 8
        return Int64(value)
    }

    /// The bytes up to a quote, which stays next; none of them needs an escape.
    @inline(__always)
    mutating func word() -> UnsafeRawBufferPointer {
        let first = offset
        while offset < count {
            let byte = start.load(fromByteOffset: offset, as: UInt8.self)
            if byte == UInt8(ascii: "\"") {
                return UnsafeRawBufferPointer(start: start + first, count: offset - first)
            }
            if byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            offset += 1
        }
        isBroken = true
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// A word of ASCII as a string.
    mutating func asciiText() -> String {
        let bytes = word()
        if !bytes.allSatisfy({ $0 < 0x80 }) { isBroken = true }
        return isBroken ? "" : String(decoding: bytes, as: UTF8.self)
    }

    /// The side an order is on.
    @inline(__always)
    mutating func side() -> Side {
        if accept("bid") { return .bid }
        skip("ask")
        return .ask
    }

    /// Breaks the reader: what it read is not what it has to be.
    mutating func fail() { isBroken = true }
}
