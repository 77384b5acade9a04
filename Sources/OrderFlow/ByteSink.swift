/// Where the bytes of an output go.
public protocol ByteSink: AnyObject {
    /// Takes the next bytes of the output.
    ///
    /// - Throws: Whatever the outside failed with.
    func write(_ bytes: UnsafeRawBufferPointer) throws
}

/// Gathers the text of an output and hands it on in large pieces.
struct TextOutput: ~Copyable {
    private static let pieceSize = 1 << 16

    private let sink: (any ByteSink)?
    private var bytes: [UInt8] = []

    /// Without a sink the text is dropped.
    init(_ sink: (any ByteSink)?) {
        self.sink = sink
        bytes.reserveCapacity(Self.pieceSize + 256)
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// The decimal digits of a number.
    mutating func append(_ number: UInt64) {
        if number < 10 { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
        var rest = number
        let start = bytes.count
        while rest > 0 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes.append(UInt8(ascii: "0") + UInt8(digit))
            rest = quotient
        }
        bytes[start...].reverse()
    }

    /// The decimal digits of a number, and an ASCII character behind them.
    mutating func append(_ number: UInt64, then end: Unicode.Scalar) {
        append(number)
        bytes.append(UInt8(ascii: end))
    }

    /// Hands on what has gathered, if it is a piece.
    mutating func flushIfFull() throws {
        if bytes.count >= Self.pieceSize { try flush() }
    }

    /// Hands on what has gathered.
    mutating func flush() throws {
        defer { bytes.removeAll(keepingCapacity: true) }
        guard let sink, !bytes.isEmpty else { return }
        try bytes.withUnsafeBytes { try sink.write($0) }
    }
}
