import HeapModule
import Primitives

/// When good-till-tick orders end. Orders that close earlier leave their entry behind; the
/// queue is rebuilt when most entries are stale, so it stays as long as the open orders need.
struct ExpiryQueue {
    private struct Entry: Comparable {
        var tick: Int64
        var order: Int64

        static func < (left: Entry, right: Entry) -> Bool {
            (left.tick, left.order) < (right.tick, right.order)
        }
    }

    private var heap = Heap<Entry>()
    private var limit = 1_024

    /// Notes that an order that rests ends with a tick.
    ///
    /// - Parameter isOpen: Whether an order still rests; asked when the queue is rebuilt.
    mutating func insert(
        _ order: OrderID, expiringAt tick: Tick, isOpen: (OrderID) -> Bool
    ) {
        heap.insert(Entry(tick: tick.index, order: order.number))
        guard heap.count > limit else { return }
        heap = Heap(heap.unordered.filter { isOpen(OrderID($0.order)) })
        limit = max(1_024, 2 * heap.count)
    }

    /// Takes out the next order, by id, whose tick has come.
    mutating func popFirst(through tick: Tick) -> OrderID? {
        guard let first = heap.min, first.tick <= tick.index else { return nil }
        heap.removeMin()
        return OrderID(first.order)
    }
}
