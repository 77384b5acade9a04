/// Numbers of names, found by the bytes of a name.
///
/// Strings would be compared by canonical equivalence, and be made for every look.
struct NameTable: Sendable {
    /// All names, one behind the other; `starts` has one place more than there are names.
    private var text: [UInt8] = []
    private var starts: [Int] = [0]
    /// An open hash table at most half full; -1 is empty.
    private var slots: [Int32]

    /// Numbers the names in their order; of two that are the same the first one counts.
    init(_ names: [String]) {
        var size = 4
        while size < 2 * names.count { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        for (number, name) in names.enumerated() {
            var name = name
            name.withUTF8 { add(UnsafeRawBufferPointer($0), Int32(number)) }
        }
    }

    private mutating func add(_ name: UnsafeRawBufferPointer, _ number: Int32) {
        let slot = slot(of: name)
        text.append(contentsOf: name)
        starts.append(text.count)
        if slots[slot] < 0 { slots[slot] = number }
    }

    /// The number of a name; `nil` if nothing is called so.
    @inline(__always)
    func number(of name: UnsafeRawBufferPointer) -> Int? {
        let number = slots[slot(of: name)]
        return number < 0 ? nil : Int(number)
    }

    /// The number of a name; `nil` if nothing is called so.
    func number(of name: String) -> Int? {
        var name = name
        return name.withUTF8 { number(of: UnsafeRawBufferPointer($0)) }
    }

    /// Where a name stands, or would have to.
    private func slot(of name: UnsafeRawBufferPointer) -> Int {
        // FNV-1a; what is looked for must only be spread, not hidden.
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0, !isName(Int(slots[slot]), name) {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private func isName(_ number: Int, _ name: UnsafeRawBufferPointer) -> Bool {
        let start = starts[number]
        guard starts[number + 1] - start == name.count else { return false }
        return text.withUnsafeBytes { all in
            guard let own = all.baseAddress, let other = name.baseAddress else { return true }
            return ByteReader.areSame(own + start, other, name.count)
        }
    }
}
