public import MarketModel

// The rows of a store, which keep the parts of an event and not its line.
extension RecordVerifier {
    /// Checks the next row of a store. Its run is the one given at the beginning, or the one
    /// that its `RUN_CREATED` describes.
    ///
    /// - Returns: What the row tells; `nil` for a type that this version does not know.
    /// - Throws: The first thing that is wrong; the same again for whatever follows it.
    @discardableResult
    public mutating func check(row: RecordedRow) throws(RecordFinding) -> Event? {
        if let finding { throw finding }
        do throws(RecordFinding) {
            if runID.isEmpty { runID = Array(RunIdentity.runID(of: try origin(of: row)).utf8) }
            writer.removeAll()
            // A name that needs no escape; what it names is looked at later.
            guard row.type.allSatisfy({ $0 == UInt8(ascii: "_") || (65...90).contains($0) })
            else { throw wrong(.malformed, "a type of events", Excerpt.of(row.type)) }
            row.writeHashed(runID: runID, into: &writer)
            hasher.hash("", writer.buffer, hexInto: hashes + SHA256Hasher.hexCount)
            return try follow(row)
        } catch {
            finding = error
            throw error
        }
    }

    /// Checks the next row of a store that keeps hashes as their 32 bytes, and nothing before
    /// the first event.
    ///
    /// - Returns: What the row tells; `nil` for a type that this version does not know.
    /// - Throws: The first thing that is wrong; the same again for whatever follows it.
    @discardableResult
    public mutating func check(binaryRow row: RecordedRow) throws(RecordFinding) -> Event? {
        if let finding { throw finding }
        let size = SHA256Hasher.hexCount
        let isFirst = count == 0 && row.previous.isEmpty
        guard row.hash.count == size / 2, isFirst || row.previous.count == size / 2 else {
            let finding = wrong(.malformed, "hashes of 32 bytes", "\(row.hash.count)")
            self.finding = finding
            throw finding
        }
        hasher.writeHex(row.previous, to: rowHashes)
        hasher.writeHex(row.hash, to: rowHashes + size)
        var row = row
        row.previous =
            isFirst
            ? UnsafeRawBufferPointer(start: Self.genesis.utf8Start, count: 7)
            : UnsafeRawBufferPointer(start: rowHashes, count: size)
        row.hash = UnsafeRawBufferPointer(start: rowHashes + size, count: size)
        return try check(row: row)
    }

    private static let genesis: StaticString = "GENESIS"
}
