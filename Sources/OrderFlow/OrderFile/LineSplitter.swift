/// Cuts a stream of bytes into lines, whatever the pieces it comes in.
///
/// Lines end in `\n` or `\r\n`; the last may lack its end. A line is handed on in place where
/// a piece holds it whole. Of a longer one than `greatestLine` only its commas and the start
/// of each field are kept, which is enough to tell what is wrong with it.
struct LineSplitter: ~Copyable {
    static let greatestLine = 1 << 16
    /// No used field is longer than 19 bytes, so a field cut here is as wrong as it was.
    private static let keptOfField = 32

    private var carried: [UInt8] = []
    private var isCut = false
    private var fieldLength = 0

    /// Hands on every line that ends within these bytes.
    mutating func split(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let piece = UnsafeRawBufferPointer(rebasing: rest[rest.startIndex..<end])
            if carried.isEmpty && !isCut {
                try body(Self.withoutReturn(piece))
            } else {
                carry(piece)
                try handOnCarried(body)
            }
            rest = rest[(end + 1)...]
        }
        carry(UnsafeRawBufferPointer(rebasing: rest))
    }

    /// Hands on the last line if it lacked its end.
    mutating func finish(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        if !carried.isEmpty || isCut { try handOnCarried(body) }
    }

    private mutating func handOnCarried(
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        try carried.withUnsafeBytes { try body(Self.withoutReturn($0)) }
        carried.removeAll(keepingCapacity: true)
        isCut = false
        fieldLength = 0
    }

    private mutating func carry(_ piece: UnsafeRawBufferPointer) {
        if !isCut, carried.count + piece.count <= Self.greatestLine {
            carried.append(contentsOf: piece)
            return
        }
        if !isCut { cut() }
        for byte in piece { carryCut(byte) }
    }

    /// Goes over to keeping only the start of each field.
    private mutating func cut() {
        let whole = carried
        carried.removeAll(keepingCapacity: true)
        isCut = true
        for byte in whole { carryCut(byte) }
    }

    private mutating func carryCut(_ byte: UInt8) {
        if byte == UInt8(ascii: ",") {
            fieldLength = 0
            // More commas than this are too many whatever follows.
            if carried.count < Self.greatestLine { carried.append(byte) }
        } else if fieldLength < Self.keptOfField {
            fieldLength += 1
            if carried.count < Self.greatestLine { carried.append(byte) }
        }
    }

    private static func withoutReturn(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard line.last == UInt8(ascii: "\r") else { return line }
        return UnsafeRawBufferPointer(rebasing: line.dropLast())
    }
}
