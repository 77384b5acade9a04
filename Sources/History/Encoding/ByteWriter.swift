import Determinism
import Primitives

/// A growing run of bytes to write text into without `String`, `Array` or allocation.
struct ByteWriter: ~Copyable {
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int
    /// The four digits of 0…9999, each group as it lies in memory.
    private let digitGroups: UnsafeMutablePointer<UInt32>

    init(capacity: Int = 4_096) {
        self.capacity = capacity
        bytes = .allocate(capacity: capacity)
        digitGroups = .allocate(capacity: 10_000)
        for number in 0..<10_000 {
            let upper = UInt32(number / 1_000) | UInt32(number / 100 % 10) << 8
            let lower = UInt32(number / 10 % 10) | UInt32(number % 10) << 8
            let group = upper | lower << 16 | 0x3030_3030
            (digitGroups + number).initialize(to: group.littleEndian)
        }
    }

    deinit {
        bytes.deallocate()
        digitGroups.deallocate()
    }

    var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: count) }

    mutating func removeAll() { count = 0 }

    /// Makes room for so many more bytes; the writes below that take less rely on it.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = max(2 * capacity, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.moveInitialize(from: bytes, count: count)
        bytes.deallocate()
        bytes = moved
        capacity = larger
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        reserve(text.utf8CodeUnitCount)
        (bytes + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        count += text.utf8CodeUnitCount
    }

    mutating func append(_ other: UnsafeRawBufferPointer) {
        reserve(other.count)
        UnsafeMutableRawBufferPointer(start: bytes + count, count: other.count)
            .copyMemory(from: other)
        count += other.count
    }

    /// Adds `added` bytes that `fill` writes.
    @inline(__always)
    mutating func append(count added: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        reserve(added)
        fill(bytes + count)
        count += added
    }

    mutating func append(_ other: [UInt8]) {
        other.withUnsafeBytes { append($0) }
    }

    /// An integer as RFC 8785 prints it.
    @inline(__always)
    mutating func append(_ number: Int64) {
        if number.magnitude > 1 << 53 { return appendRounded(number) }
        reserve(20)
        if number < 0 {
            bytes[count] = UInt8(ascii: "-")
            count += 1
        }
        appendDigits(number.magnitude)
    }

    /// JSON numbers are doubles to the RFC; only a senseless action names one so large.
    @inline(never)
    private mutating func appendRounded(_ number: Int64) {
        append(CanonicalJSON.encode(.integer(number)))
    }

    /// The decimal digits of a number, without leading zeros.
    @inline(__always)
    private mutating func appendDigits(_ number: UInt64) {
        if number < 10_000 {
            appendHead(Int(number))
        } else if number < 100_000_000 {
            let (high, low) = number.quotientAndRemainder(dividingBy: 10_000)
            appendHead(Int(high))
            appendGroup(Int(low))
        } else {
            let (high, low) = number.quotientAndRemainder(dividingBy: 100_000_000)
            appendDigitsOfLarge(high)
            appendEight(low)
        }
    }

    /// Breaks the recursion of ``appendDigits(_:)``, so that its usual part can be inlined.
    @inline(never)
    private mutating func appendDigitsOfLarge(_ number: UInt64) {
        if number < 100_000_000 {
            let (high, low) = number.quotientAndRemainder(dividingBy: 10_000)
            if high > 0 {
                appendHead(Int(high))
                appendGroup(Int(low))
            } else {
                appendHead(Int(low))
            }
        } else {
            let (high, low) = number.quotientAndRemainder(dividingBy: 100_000_000)
            appendHead(Int(high))
            appendEight(low)
        }
    }

    /// Up to four digits without leading zeros.
    @inline(__always)
    private mutating func appendHead(_ number: Int) {
        let group = UInt32(littleEndian: digitGroups[number])
        let zeros = number < 10 ? 3 : number < 100 ? 2 : number < 1_000 ? 1 : 0
        UnsafeMutableRawPointer(bytes + count).storeBytes(
            of: (group >> UInt32(8 * zeros)).littleEndian, as: UInt32.self)
        count += 4 - zeros
    }

    @inline(__always)
    private mutating func appendGroup(_ number: Int) {
        UnsafeMutableRawPointer(bytes + count)
            .storeBytes(of: digitGroups[number], as: UInt32.self)
        count += 4
    }

    @inline(__always)
    private mutating func appendEight(_ number: UInt64) {
        appendGroup(Int(number / 10_000))
        appendGroup(Int(number % 10_000))
    }

    /// An amount with its eight decimals, without quotes.
    @inline(__always)
    mutating func append(_ amount: Amount) {
        guard let units = Int64(exactly: amount.units) else { return appendLarge(amount) }
        reserve(32)
        if units < 0 {
            bytes[count] = UInt8(ascii: "-")
            count += 1
        }
        let scale = UInt64(Amount.unitsPerWhole)
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: scale)
        appendDigits(whole)
        bytes[count] = UInt8(ascii: ".")
        count += 1
        appendEight(rest)
    }

    @inline(never)
    private mutating func appendLarge(_ amount: Amount) {
        append(Array(amount.description.utf8))
    }
}
