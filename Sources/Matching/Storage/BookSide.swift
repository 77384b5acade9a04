/// The levels of one side: a ring of those around the best, and all worse ones apart.
///
/// The ring holds the numbers of levels, indexed by the low bits of their keys, so moving it
/// along the prices moves numbers and touches no order. A level that has become empty keeps
/// its record until the ring moves past it: the usual order finds one ready.
struct BookSide {
    /// The key of the best order, ``PriceKey/none`` when the side is empty.
    var best = PriceKey.none
    /// The lowest key of the ring; a multiple of 64, so that a word of bits never mixes both
    /// ends.
    private(set) var base: Int64 = 0
    /// The number of each level, 0 where there is none.
    let ring: UnsafeMutablePointer<UInt32>
    /// The number of slots less one.
    let ringMask: Int64
    /// The slots whose levels hold orders.
    let occupied: TwoStepBitmap
    /// The slots that have a level, empty ones included.
    private let recorded: TwoStepBitmap
    /// The levels below the ring.
    let far: UnsafeMutablePointer<FarLevels>
    private let side: Int

    init(side: Int, ringSize: Int) {
        // Under 256 slots three quarters of a ring and a word would not fit into it.
        precondition(ringSize >= 256 && ringSize & (ringSize - 1) == 0, "ring of \(ringSize)")
        self.side = side
        ringMask = Int64(ringSize - 1)
        ring = Block.allocate(repeating: Node.none, count: ringSize)
        occupied = TwoStepBitmap(bitCount: ringSize)
        recorded = TwoStepBitmap(bitCount: ringSize)
        far = .allocate(capacity: 1)
        far.initialize(to: FarLevels())
    }

    func deallocate() {
        ring.deallocate()
        occupied.deallocate()
        recorded.deallocate()
        far.deinitialize(count: 1)
        far.deallocate()
    }

    var memoryBytes: Int {
        Int(ringMask + 1) * 4 + occupied.memoryBytes + recorded.memoryBytes
            + far.pointee.memoryBytes
    }

    @inline(__always)
    func slot(_ key: Int64) -> Int { Int(key & ringMask) }

    /// Whether the ring reaches over the key.
    @inline(__always)
    func holds(_ key: Int64) -> Bool {
        UInt64(bitPattern: key &- base) <= UInt64(bitPattern: ringMask)
    }

    /// The level of a key inside the ring, 0 when it has none.
    @inline(__always)
    func ringLevel(_ key: Int64) -> UInt32 { ring[slot(key)] }

    /// Notes that the level of a key inside the ring holds an order.
    @inline(__always)
    mutating func mark(_ key: Int64) {
        occupied.insert(slot(key))
        best = max(best, key)
    }

    /// The number of the best level.
    ///
    /// - Precondition: The side is not empty.
    @inline(__always)
    var bestLevel: UInt32 { ring[slot(best)] }

    /// The word of bits that holds the lowest keys.
    private var baseWord: Int { slot(base) >> 6 }

    /// How far a word of bits is from the lowest one.
    private func distance(_ word: Int) -> Int { (word - baseWord) & (Int(ringMask) >> 6) }

    /// The lowest key of a word of bits.
    private func firstKey(ofWord word: Int) -> Int64 { base + Int64(distance(word)) << 6 }

    // MARK: Searching

    /// The greatest occupied key of the ring that is less than `key`, itself in the ring.
    func ringKey(below key: Int64) -> Int64? {
        let bit = slot(key)
        let word = bit >> 6
        let lower = occupied.words[word] & ((1 &<< UInt64(bit & 63)) &- 1)
        if lower != 0 { return key & ~63 | Int64(63 - lower.leadingZeroBitCount) }
        guard let found = occupied.wordBelow(word), distance(found) < distance(word) else {
            return nil
        }
        return firstKey(ofWord: found) + Int64(63 - occupied.words[found].leadingZeroBitCount)
    }

    // MARK: Levels come and go

    /// The level for an order of a key at any distance; makes one where there is none.
    ///
    /// Afterwards a key inside the ring can be marked.
    @inline(never)
    mutating func level(for key: Int64, in pool: inout NodePool) -> UInt32 {
        moveRing(toSuit: key, in: &pool)
        if holds(key) {
            let bit = slot(key)
            if ring[bit] == Node.none {
                ring[bit] = pool.takeLevel(side: side, key: key)
                recorded.insert(bit)
            }
            return ring[bit]
        }
        let (position, isPresent) = far.pointee.find(key)
        if isPresent { return far.pointee.level(at: position) }
        let level = pool.takeLevel(side: side, key: key)
        far.pointee.insert(key, level: level, at: position)
        return level
    }

    /// Forgets a level that has lost its last order, and finds the next best one.
    @inline(never)
    mutating func levelEmptied(_ level: UInt32, key: Int64, in pool: inout NodePool) {
        guard holds(key) else {
            let (position, isPresent) = far.pointee.find(key)
            precondition(isPresent, "no level at key \(key)")
            far.pointee.remove(at: position)
            pool.releaseLevel(level)
            return
        }
        occupied.remove(slot(key))
        if best != key { return }
        if let next = ringKey(below: key) {
            best = next
            if next - base < (ringMask + 1) / 8, !far.pointee.isEmpty {
                moveRing(to: next, in: &pool)
            }
        } else if far.pointee.isEmpty {
            best = PriceKey.none
        } else {
            best = far.pointee.key(at: far.pointee.last)
            moveRing(to: best, in: &pool)
        }
    }

    // MARK: Moving the ring

    private mutating func moveRing(toSuit key: Int64, in pool: inout NodePool) {
        if holds(key) { return }
        if best == PriceKey.none || key > best {
            moveRing(to: key, in: &pool)
        } else if best - base < (ringMask + 1) / 8 {
            // The best has sunk to the bottom, and orders come in below it.
            moveRing(to: best, in: &pool)
        }
    }

    /// Moves the ring so that `key` comes to lie at three quarters of its height.
    private mutating func moveRing(to key: Int64, in pool: inout NodePool) {
        let target = max(0, key - (ringMask + 1) / 4 * 3) & ~63
        if target > base { raiseBase(to: target, in: &pool) }
        if target < base { lowerBase(to: target, in: &pool) }
        while !far.pointee.isEmpty {
            let last = far.pointee.last
            let nearest = far.pointee.key(at: last)
            if nearest < base { break }
            let bit = slot(nearest)
            ring[bit] = far.pointee.level(at: last)
            recorded.insert(bit)
            occupied.insert(bit)
            far.pointee.remove(at: last)
        }
    }

    /// Hands the lowest levels over to the far set.
    private mutating func raiseBase(to target: Int64, in pool: inout NodePool) {
        while let word = recorded.wordAtOrAbove(baseWord) {
            let first = firstKey(ofWord: word)
            if first >= target { break }
            while let bit = recorded.removeLowest(inWord: word) {
                let level = ring[bit]
                ring[bit] = Node.none
                if occupied.contains(bit) {
                    occupied.remove(bit)
                    far.pointee.append(first + Int64(bit & 63), level: level)
                } else {
                    pool.releaseLevel(level)
                }
            }
        }
        base = target
    }

    /// Gives up the highest levels, which hold no orders.
    private mutating func lowerBase(to target: Int64, in pool: inout NodePool) {
        while let word = recorded.wordBelow(baseWord) {
            if firstKey(ofWord: word) - target <= ringMask { break }
            while let bit = recorded.removeLowest(inWord: word) {
                precondition(!occupied.contains(bit), "an order above the best one")
                pool.releaseLevel(ring[bit])
                ring[bit] = Node.none
            }
        }
        base = target
    }
}
