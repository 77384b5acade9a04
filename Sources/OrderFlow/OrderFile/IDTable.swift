/// The ids an order file has used, each with a small number of its own from 1.
///
/// Ids that come as 1, 2, 3, … are their own numbers and take no memory here. All others are
/// kept in open-addressing tables of 4-byte numbers, half to three quarters full, beside a
/// list of the ids themselves: 8 + 4 ÷ (0.5…0.75) bytes an id. There are 256 tables, so that
/// growing one copies little at a time.
struct IDTable: ~Copyable {
    private static let partitionBits = 8

    private struct Partition {
        var slots: UnsafeMutablePointer<UInt32>
        var capacity: Int
        var used = 0

        /// Where to look after a place.
        func next(_ place: Int) -> Int { place + 1 == capacity ? 0 : place + 1 }
    }

    private var partitions: UnsafeMutablePointer<Partition>
    /// Ids 1…risingCount are their own numbers.
    private var risingCount: UInt64 = 0
    /// The ids of the numbers above `risingCount`, in order.
    private var others = ChunkedList<UInt64>()
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
    ///
    /// - Precondition: The id is not 0.
    func number(of id: UInt64) -> UInt32? {
        if id <= risingCount { return UInt32(id) }
        if otherCount == 0 { return nil }
        let hash = Self.mixed(id)
        let partition = partitions[Self.partition(hash)]
        var place = Self.place(hash, in: partition)
        while partition.slots[place] != 0 {
            let number = partition.slots[place]
            if others[Int(number) - Int(risingCount) - 1] == id { return number }
            place = partition.next(place)
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
    /// - Precondition: The id is new and not 0; fewer than 2³² − 1 ids have been used.
    mutating func insert(_ id: UInt64) -> UInt32 {
        precondition(count < Int(UInt32.max) - 1, "an order file may use 2^32 - 2 ids")
        if otherCount == 0 && id == risingCount + 1 {
            risingCount = id
            return UInt32(id)
        }
        others.append(id)
        let number = UInt32(count)
        let hash = Self.mixed(id)
        let index = Self.partition(hash)
        if 4 * (partitions[index].used + 1) > 3 * partitions[index].capacity {
            growPartition(index)
        }
        Self.put(number, hash, into: &partitions[index])
        return number
    }

    private static func put(_ number: UInt32, _ hash: UInt64, into partition: inout Partition) {
        var place = Self.place(hash, in: partition)
        while partition.slots[place] != 0 { place = partition.next(place) }
        partition.slots[place] = number
        partition.used += 1
    }

    private mutating func growPartition(_ index: Int) {
        let old = partitions[index]
        var larger = Self.emptyPartition(capacity: old.capacity + old.capacity / 2)
        for place in 0..<old.capacity where old.slots[place] != 0 {
            let number = old.slots[place]
            Self.put(number, Self.mixed(id(of: number)), into: &larger)
        }
        old.slots.deallocate()
        partitions[index] = larger
    }

    private static func emptyPartition(capacity: Int) -> Partition {
        let slots = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        slots.initialize(repeating: 0, count: capacity)
        return Partition(slots: slots, capacity: capacity)
    }

    /// Spreads neighbouring ids; the finaliser of MurmurHash3 (Appleby, 2011).
    private static func mixed(_ id: UInt64) -> UInt64 {
        var hash = id
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }

    /// The upper bits of a hash choose the table.
    private static func partition(_ hash: UInt64) -> Int {
        Int(hash >> UInt64(64 - partitionBits))
    }

    /// The bits below choose the place to look first.
    private static func place(_ hash: UInt64, in partition: Partition) -> Int {
        let share = hash << UInt64(partitionBits)
        return Int(share.multipliedFullWidth(by: UInt64(partition.capacity)).high)
    }
}
