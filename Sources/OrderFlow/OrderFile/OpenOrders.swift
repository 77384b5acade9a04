import Matching

/// Which of the ids used are open orders, and by which handle the book knows them.
///
/// A handle is used again once its order has left, so that the book's table is as long as the
/// most orders that were open at once. An id costs four bytes here, whatever became of it.
struct OpenOrders: ~Copyable {
    /// The handle of each id's number, 0 while it is not open; numbers count from 1.
    private var handles = ChunkedList<UInt32>()
    /// The number of each handle in use; of others the next one that is free, 0 after the last.
    private var numbers: [UInt32] = [0]
    private var firstFree: UInt32 = 0

    /// Makes room for the next id.
    mutating func addID() { handles.append(0) }

    /// The handle of an id's order, if it is open.
    ///
    /// - Precondition: There is room for the number.
    func handle(of number: UInt32) -> OrderHandle? {
        let handle = handles[Int(number) - 1]
        return handle == 0 ? nil : OrderHandle(handle)
    }

    /// The number of the id whose order is open by this handle.
    func number(of handle: OrderHandle) -> UInt32 { numbers[Int(handle.index)] }

    /// Gives an order that comes to rest a handle.
    mutating func open(_ number: UInt32) -> OrderHandle {
        precondition(handles[Int(number) - 1] == 0, "number \(number) is open")
        let handle: UInt32
        if firstFree == 0 {
            handle = UInt32(numbers.count)
            numbers.append(number)
        } else {
            handle = firstFree
            firstFree = numbers[Int(handle)]
            numbers[Int(handle)] = number
        }
        handles[Int(number) - 1] = handle
        return OrderHandle(handle)
    }

    /// Takes the handle of an order back that has left the book.
    mutating func close(_ handle: OrderHandle) {
        let place = Int(handle.index)
        precondition(handles[Int(numbers[place]) - 1] == handle.index, "handle \(place) is free")
        handles[Int(numbers[place]) - 1] = 0
        numbers[place] = firstFree
        firstFree = handle.index
    }
}
