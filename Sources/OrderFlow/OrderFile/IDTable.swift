/// The ids an order file has used, each with a small number of its own from 1.
///
/// Ids that come as 1, 2, 3, … are their own numbers and take no memory here. All others are
/// kept in open-addressing tables of 4-byte numbers, at most three quarters full, beside an
/// array of the ids themselves: 8 + 4 ÷ (0.375…0.75) bytes an id. There are 256 tables, so
/// that growing one copies little at a time.
struct IDTable: ~Copyable {
    private static let partitionBits = 8

    private struct Partition {
        var slots: UnsafeMutablePointer<UInt32>
        var mask: Int
        var used = 0
    }

    private var partitions: UnsafeMutablePointer<Partition>
    /// Ids 1…risingCount are their own numbers.
    private var risingCount: UInt64 = 0
    /// The ids of the numbers above `risingCount`, in order.
    private var others = IDList()
    private var otherCount: Int { others.count }

    init() {
        let count = 1 << Self.partitionBits
        partitions = .allocate(capacity: count)
        for index in 0..<count {
            (partitions + index).initialize(to: Self.emptyPartition(capacity: 8))
        }
    }

    deinit {
        for index in 0..<(1 << Self.partitionBits) { partitions[index].slots.deallocate() }
        partitions.deallocate()
    }

    /// The number of ids.
    var count: Int { Int(risingCount) + otherCount }

    /// The number of an id, if it has been used.
    func number(of id: UInt64) -> UInt32? {
        if id <= risingCount { return UInt32(id) }
        if otherCount == 0 { return nil }
        let partition = partitions[Self.partition(of: id)]
        var place = Self.place(of: id) & partition.mask
        while partition.slots[place] != 0 {
            let number = partition.slots[place]
            if others[Int(number) - Int(risingCount) - 1] == id { return number }
            place = (place + 1) & partition.mask
        }
        return nil
    }

    /// The id that has a number.
    ///
    /// - Precondition: The number was given out.
    func id(of number: UInt32) -> UInt64 {
        UInt64(number) <= risingCount
            ? UInt64(number) : others[Int(number) - Int(risingCount) - 1]
    }

    /// Gives an id the next number.
    ///
    /// - Precondition: The id is new; fewer than 2³² − 1 ids have been used.
    mutating func insert(_ id: UInt64) -> UInt32 {
        precondition(count < Int(UInt32.max) - 1, "an order file may use 2^32 - 2 ids")
        if otherCount == 0 && id == risingCount + 1 {
            risingCount = id
            return UInt32(id)
        }
        others.append(id)
        let number = UInt32(count)
        let index = Self.partition(of: id)
        if 4 * (partitions[index].used + 1) > 3 * (partitions[index].mask + 1) {
            growPartition(index)
        }
        put(number, of: id, into: &partitions[index])
        return number
    }

    private func put(_ number: UInt32, of id: UInt64, into partition: inout Partition) {
        var place = Self.place(of: id) & partition.mask
        while partition.slots[place] != 0 { place = (place + 1) & partition.mask }
        partition.slots[place] = number
        partition.used += 1
    }

    private mutating func growPartition(_ index: Int) {
        let old = partitions[index]
        var larger = Self.emptyPartition(capacity: 2 * (old.mask + 1))
        for place in 0...old.mask where old.slots[place] != 0 {
            put(old.slots[place], of: id(of: old.slots[place]), into: &larger)
        }
        old.slots.deallocate()
        partitions[index] = larger
    }

    private static func emptyPartition(capacity: Int) -> Partition {
        let slots = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        slots.initialize(repeating: 0, count: capacity)
        return Partition(slots: slots, mask: capacity - 1)
    }

    /// Spreads neighbouring ids; the finaliser of MurmurHash3 (Appleby, 2011).
    private static func mixed(_ id: UInt64) -> UInt64 {
        var hash = id
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }

    private static func partition(of id: UInt64) -> Int {
        Int(mixed(id) >> UInt64(64 - partitionBits))
    }

    private static func place(of id: UInt64) -> Int { Int(mixed(id) & 0x00ff_ffff_ffff_ffff) }
}

/// Ids by number, in chunks, so that growing copies nothing.
private struct IDList: ~Copyable {
    private static let chunkBits = 16

    private var chunks: [UnsafeMutablePointer<UInt64>] = []
    private(set) var count = 0

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    subscript(index: Int) -> UInt64 {
        chunks[index >> Self.chunkBits][index & (1 << Self.chunkBits - 1)]
    }

    mutating func append(_ id: UInt64) {
        if count >> Self.chunkBits == chunks.count {
            chunks.append(.allocate(capacity: 1 << Self.chunkBits))
        }
        chunks[count >> Self.chunkBits][count & (1 << Self.chunkBits - 1)] = id
        count += 1
    }
}
