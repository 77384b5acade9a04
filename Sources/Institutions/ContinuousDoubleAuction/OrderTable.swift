import Matching
import Primitives

/// What the exchange knows of an open order beyond what its book does.
struct OpenRecord {
    var order: OrderID
    /// What has traded so far, as maker and as taker.
    var filled: Int64
    /// The last tick of a good-till-tick order; -1 for others.
    var expiresAtTick: Int64
    var agent: UInt32
    var instrument: UInt32
    /// Neighbours among the agent's open orders, which are linked by rising order id.
    var previous: UInt32
    var next: UInt32
}

/// The open orders of all books: by order id, and per agent in order of id.
///
/// Records live in a pool whose slots are reused; a slot's number is the order's handle in
/// its book, so the books' own tables stay as small as the most orders ever open at once.
struct OrderTable: ~Copyable {
    /// The slot that means "none"; no order lives there.
    static let none: UInt32 = 0

    private var records: UnsafeMutablePointer<OpenRecord>
    private var capacity: UInt32
    private var fresh: UInt32 = 1
    private var freeHead: UInt32 = OrderTable.none
    private var slots = SlotIndex()
    private var heads: [UInt32] = []
    private var tails: [UInt32] = []

    init(reservingOrders count: Int) {
        capacity = UInt32(max(count, 63) + 1)
        records = .allocate(capacity: Int(capacity))
    }

    deinit { records.deallocate() }

    mutating func addAgent() {
        heads.append(Self.none)
        tails.append(Self.none)
    }

    /// The slot of an open order; `nil` for an unknown, closed or foreign one.
    func slot(of order: OrderID, ownedBy agent: AgentID) -> UInt32? {
        let slot = slots[order]
        guard slot != Self.none, records[Int(slot)].agent == UInt32(agent.index) else {
            return nil
        }
        return slot
    }

    /// The slot of an open order, whoever owns it.
    func slot(of order: OrderID) -> UInt32? {
        let slot = slots[order]
        return slot == Self.none ? nil : slot
    }

    subscript(slot: UInt32) -> OpenRecord {
        _read { yield records[Int(slot)] }
        _modify { yield &records[Int(slot)] }
    }

    /// Adds an order that comes to rest.
    ///
    /// - Precondition: Its id is higher than that of every order its agent has open.
    mutating func insert(
        _ order: OrderID, agent: AgentID, instrument: InstrumentID, filled: Lots,
        expiresAtTick: Tick?
    ) -> UInt32 {
        let slot = allocate()
        let tail = tails[agent.index]
        precondition(
            tail == Self.none || records[Int(tail)].order < order,
            "orders of an agent come to rest by rising id")
        (records + Int(slot)).initialize(
            to: OpenRecord(
                order: order, filled: filled.units, expiresAtTick: expiresAtTick?.index ?? -1,
                agent: UInt32(agent.index), instrument: UInt32(instrument.index),
                previous: tail, next: Self.none))
        if tail == Self.none {
            heads[agent.index] = slot
        } else {
            records[Int(tail)].next = slot
        }
        tails[agent.index] = slot
        slots.set(order, to: slot)
        return slot
    }

    /// Forgets an order that is no longer open.
    mutating func remove(_ slot: UInt32) {
        let record = records[Int(slot)]
        if record.previous == Self.none {
            heads[Int(record.agent)] = record.next
        } else {
            records[Int(record.previous)].next = record.next
        }
        if record.next == Self.none {
            tails[Int(record.agent)] = record.previous
        } else {
            records[Int(record.next)].previous = record.previous
        }
        slots.clear(record.order)
        records[Int(slot)].next = freeHead
        freeHead = slot
    }

    /// The agent's open order with the lowest id, or ``none``.
    func first(of agent: AgentID) -> UInt32 { heads[agent.index] }

    /// The agent's open order with the highest id, or ``none``.
    func last(of agent: AgentID) -> UInt32 { tails[agent.index] }

    private mutating func allocate() -> UInt32 {
        if freeHead != Self.none {
            let slot = freeHead
            freeHead = records[Int(slot)].next
            return slot
        }
        if fresh == capacity {
            let larger = UnsafeMutablePointer<OpenRecord>.allocate(capacity: 2 * Int(capacity))
            (larger + 1).moveInitialize(from: records + 1, count: Int(capacity) - 1)
            records.deallocate()
            records = larger
            capacity *= 2
        }
        fresh += 1
        return fresh - 1
    }
}

/// Slots by order id, in pages that are given back when all their orders are closed: ids
/// rise for ever, open orders do not.
private struct SlotIndex: ~Copyable {
    private static let pageSize: Int64 = 4_096

    private struct Page {
        var slots: UnsafeMutablePointer<UInt32>?
        var used = 0
    }

    private var pages: [Page] = []

    deinit {
        for page in pages { page.slots?.deallocate() }
    }

    subscript(order: OrderID) -> UInt32 {
        let (page, place) = order.number.quotientAndRemainder(dividingBy: Self.pageSize)
        guard order.number > 0, page < pages.count, let slots = pages[Int(page)].slots else {
            return OrderTable.none
        }
        return slots[Int(place)]
    }

    mutating func set(_ order: OrderID, to slot: UInt32) {
        let number = Int(order.number / Self.pageSize)
        while pages.count <= number {
            if !pages.isEmpty { discardIfUnused(pages.count - 1) }
            pages.append(Page())
        }
        let slots = pages[number].slots ?? Self.emptyPage()
        pages[number].slots = slots
        slots[Int(order.number % Self.pageSize)] = slot
        pages[number].used += 1
    }

    mutating func clear(_ order: OrderID) {
        let number = Int(order.number / Self.pageSize)
        pages[number].slots?[Int(order.number % Self.pageSize)] = OrderTable.none
        pages[number].used -= 1
        // The newest page is kept: in a quiet book it would come and go with every order.
        if number < pages.count - 1 { discardIfUnused(number) }
    }

    private mutating func discardIfUnused(_ number: Int) {
        guard pages[number].used == 0 else { return }
        pages[number].slots?.deallocate()
        pages[number].slots = nil
    }

    private static func emptyPage() -> UnsafeMutablePointer<UInt32> {
        let page = UnsafeMutablePointer<UInt32>.allocate(capacity: Int(pageSize))
        page.initialize(repeating: OrderTable.none, count: Int(pageSize))
        return page
    }
}
