/// The fields of one line, in place: up to five of them, and how many there are.
struct RowFields {
    private(set) var count = 0
    private var first = UnsafeRawBufferPointer(start: nil, count: 0)
    private var second = UnsafeRawBufferPointer(start: nil, count: 0)
    private var third = UnsafeRawBufferPointer(start: nil, count: 0)
    private var fourth = UnsafeRawBufferPointer(start: nil, count: 0)
    private var fifth = UnsafeRawBufferPointer(start: nil, count: 0)

    /// Splits a line, without its end, at its commas.
    init(line: UnsafeRawBufferPointer) {
        var start = 0
        for place in 0..<line.count where line[place] == UInt8(ascii: ",") {
            append(UnsafeRawBufferPointer(rebasing: line[start..<place]))
            start = place + 1
        }
        append(UnsafeRawBufferPointer(rebasing: line[start...]))
    }

    private mutating func append(_ field: UnsafeRawBufferPointer) {
        switch count {
        case 0: first = field
        case 1: second = field
        case 2: third = field
        case 3: fourth = field
        case 4: fifth = field
        default: break
        }
        count += 1
    }

    /// A field; only the first five are kept.
    subscript(index: Int) -> UnsafeRawBufferPointer {
        switch index {
        case 0: first
        case 1: second
        case 2: third
        case 3: fourth
        default: fifth
        }
    }
}
