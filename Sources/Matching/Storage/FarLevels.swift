import CMemoryHints

/// The levels worse than the ring: a sorted set of keys in chunks, with the first keys above.
///
/// Ordered from the worst key up, so that what the ring hands over or fetches back is at the
/// end. Searching costs two binary searches, inserting a move within one chunk.
struct FarLevels: ~Copyable {
    /// A place in the set; one past the last key of a chunk when a key is to be appended there.
    struct Position {
        var chunk: Int
        var index: Int
    }

    /// Up to `room` keys, ascending, and their levels.
    private struct Chunk {
        static let room = 128
        let keys: UnsafeMutablePointer<Int64>

        /// The levels lie behind the keys, two in the room of a key.
        @inline(__always)
        var levels: UnsafeMutablePointer<UInt32> {
            UnsafeMutableRawPointer(keys + Self.room).assumingMemoryBound(to: UInt32.self)
        }

        init() {
            let bytes = Self.room * 12
            let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
            keys = raw.bindMemory(to: Int64.self, capacity: Self.room)
            (raw + Self.room * 8).bindMemory(to: UInt32.self, capacity: Self.room)
        }

        func deallocate() { keys.deallocate() }
    }

    /// No key of a chunk is less than its separator; the first chunk takes all lesser keys.
    private var separators: UnsafeMutablePointer<Int64>
    private var counts: UnsafeMutablePointer<Int>
    /// The chunks in order, and behind them those that are kept for later use.
    private var chunks: UnsafeMutablePointer<Chunk>
    private var chunkCount = 0
    private var spareCount = 0
    private var capacity = 16

    /// With more chunks than this, about 100 KB of keys, the next one is probably in no cache.
    private static let cachedChunks = 96

    init() {
        separators = Block.allocate(Int64.self, count: capacity)
        counts = Block.allocate(Int.self, count: capacity)
        chunks = Block.allocate(Chunk.self, count: capacity)
    }

    deinit {
        for place in 0..<chunkCount + spareCount { chunks[place].deallocate() }
        separators.deallocate()
        counts.deallocate()
        chunks.deallocate()
    }

    var memoryBytes: Int {
        (chunkCount + spareCount) * Chunk.room * 12 + capacity * (16 + MemoryLayout<Chunk>.stride)
    }

    var isEmpty: Bool { chunkCount == 0 }

    /// Where the last key is, which is the best one.
    ///
    /// - Precondition: The set is not empty.
    var last: Position {
        Position(chunk: chunkCount - 1, index: counts[chunkCount - 1] - 1)
    }

    func key(at position: Position) -> Int64 { chunks[position.chunk].keys[position.index] }

    func level(at position: Position) -> UInt32 { chunks[position.chunk].levels[position.index] }

    /// The place before `position`, of the next worse key; `nil` at the worst.
    func position(before position: Position) -> Position? {
        if position.index > 0 {
            return Position(chunk: position.chunk, index: position.index - 1)
        }
        if position.chunk == 0 { return nil }
        return Position(chunk: position.chunk - 1, index: counts[position.chunk - 1] - 1)
    }

    /// Where the key is, or where it would have to be inserted.
    ///
    /// - Complexity: O(log n).
    func find(_ key: Int64) -> (position: Position, isPresent: Bool) {
        if chunkCount == 0 { return (Position(chunk: 0, index: 0), false) }
        let chunk = Self.lastIndex(of: key, in: separators, chunkCount)
        let keys = chunks[chunk].keys
        let count = counts[chunk]
        if chunkCount > Self.cachedChunks {
            // The lines of a chunk that is in no cache come at once, not one after the other.
            for line in 0..<Chunk.room / 8 { hint_will_write(keys + line &* 8) }
        }
        var index = Self.lastIndex(of: key, in: keys, count)
        if keys[index] < key { index += 1 }
        let isPresent = index < count && keys[index] == key
        return (Position(chunk: chunk, index: index), isPresent)
    }

    /// The last place whose key is at most `key`; 0 when there is none.
    ///
    /// Without branches that depend on the keys: half of them would be predicted wrongly.
    @inline(__always)
    private static func lastIndex(
        of key: Int64, in keys: UnsafeMutablePointer<Int64>, _ count: Int
    ) -> Int {
        var index = 0
        var span = count
        while span > 1 {
            let half = span >> 1
            // The sign, −1 when the key lies below, shifts the step away.
            index &+= half &>> Int((key &- keys[index &+ half]) &>> 63)
            span &-= half
        }
        return index
    }

    /// Inserts a key that is not in the set, where ``find(_:)`` said.
    ///
    /// - Complexity: a move within one chunk; now and then one within the directory.
    mutating func insert(_ key: Int64, level: UInt32, at position: Position) {
        var position = position
        if chunkCount == 0 { insertChunk(at: 0, separator: key) }
        if counts[position.chunk] == Chunk.room {
            split(position.chunk, appending: position.index == Chunk.room)
            let half = counts[position.chunk]
            if position.index >= half {
                position = Position(chunk: position.chunk + 1, index: position.index - half)
            }
        }
        let chunk = chunks[position.chunk]
        let after = counts[position.chunk] - position.index
        (chunk.keys + position.index + 1).update(from: chunk.keys + position.index, count: after)
        (chunk.levels + position.index + 1)
            .update(from: chunk.levels + position.index, count: after)
        chunk.keys[position.index] = key
        chunk.levels[position.index] = level
        counts[position.chunk] += 1
    }

    /// Adds a key better than all others.
    mutating func append(_ key: Int64, level: UInt32) {
        if isEmpty { return insert(key, level: level, at: Position(chunk: 0, index: 0)) }
        let end = last
        insert(key, level: level, at: Position(chunk: end.chunk, index: end.index + 1))
    }

    /// Takes the key at a place out.
    mutating func remove(at position: Position) {
        let place = position.chunk
        let chunk = chunks[place]
        let count = counts[place] - 1
        let after = count - position.index
        (chunk.keys + position.index).update(from: chunk.keys + position.index + 1, count: after)
        (chunk.levels + position.index)
            .update(from: chunk.levels + position.index + 1, count: after)
        counts[place] = count
        if count == 0 { return removeChunk(at: place) }
        // Chunks that have become sparse are joined, or many of them could hold one key each.
        if count >= Chunk.room / 4 { return }
        if place + 1 < chunkCount, count + counts[place + 1] <= Chunk.room * 3 / 4 {
            join(place)
        } else if place > 0, count + counts[place - 1] <= Chunk.room * 3 / 4 {
            join(place - 1)
        }
    }

    /// Halves a full chunk; when keys arrive in rising order leaves it full and opens another.
    private mutating func split(_ place: Int, appending: Bool) {
        let kept = appending ? Chunk.room : Chunk.room / 2
        let moved = Chunk.room - kept
        insertChunk(at: place + 1, separator: 0)
        let (left, right) = (chunks[place], chunks[place + 1])
        right.keys.update(from: left.keys + kept, count: moved)
        right.levels.update(from: left.levels + kept, count: moved)
        counts[place] = kept
        counts[place + 1] = moved
        // Between the greatest key kept and the least one moved, or to come.
        separators[place + 1] = left.keys[kept - 1] + 1
    }

    private mutating func join(_ place: Int) {
        let (left, right) = (chunks[place], chunks[place + 1])
        let moved = counts[place + 1]
        (left.keys + counts[place]).update(from: right.keys, count: moved)
        (left.levels + counts[place]).update(from: right.levels, count: moved)
        counts[place] += moved
        removeChunk(at: place + 1)
    }

    private mutating func insertChunk(at place: Int, separator: Int64) {
        if chunkCount == capacity { grow() }
        let chunk = spareCount > 0 ? chunks[chunkCount] : Chunk()
        spareCount = max(0, spareCount - 1)
        let after = chunkCount - place
        (separators + place + 1).update(from: separators + place, count: after)
        (counts + place + 1).update(from: counts + place, count: after)
        (chunks + place + 1).update(from: chunks + place, count: after)
        separators[place] = separator
        counts[place] = 0
        chunks[place] = chunk
        chunkCount += 1
    }

    private mutating func removeChunk(at place: Int) {
        let chunk = chunks[place]
        let after = chunkCount - place - 1
        (separators + place).update(from: separators + place + 1, count: after)
        (counts + place).update(from: counts + place + 1, count: after)
        (chunks + place).update(from: chunks + place + 1, count: after)
        chunkCount -= 1
        spareCount += 1
        chunks[chunkCount] = chunk
    }

    private mutating func grow() {
        Block.grow(&separators, used: chunkCount, to: capacity * 2)
        Block.grow(&counts, used: chunkCount, to: capacity * 2)
        Block.grow(&chunks, used: chunkCount, to: capacity * 2)
        capacity *= 2
    }

    /// Checks that keys rise, within chunks and from one to the next.
    func checkInvariants() {
        for place in 0..<chunkCount {
            let count = counts[place]
            let keys = chunks[place].keys
            precondition(count > 0 && count <= Chunk.room, "chunk \(place) holds \(count)")
            precondition(place == 0 || keys[0] >= separators[place], "chunk \(place) too low")
            precondition(
                place + 1 == chunkCount || keys[count - 1] < separators[place + 1],
                "chunk \(place) too high")
            for index in 1..<count { precondition(keys[index - 1] < keys[index], "unsorted") }
        }
    }
}
