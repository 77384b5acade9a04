import CMemoryHints

extension OrderBook {
    /// Orders from which on looking ahead pays: with fewer, most of them are in a cache.
    private static let lookaheadFromOrders = 150_000

    /// Applies operations one after another, as if each were called by itself.
    ///
    /// Their executions are in ``executions`` afterwards, what was rejected in ``rejections``.
    ///
    /// - Precondition: New orders have handles that are not 0 and that do not rest.
    /// - Complexity: that of the operations.
    public func apply(
        _ operations: UnsafeBufferPointer<BookOperation>, lookahead: Lookahead = .automatic
    ) {
        core.pointee.executions.removeAll()
        core.pointee.rejections.removeAll()
        let looksAhead =
            switch lookahead {
            case .automatic: restingCount >= Self.lookaheadFromOrders
            case .off: false
            case .on: true
            }
        if looksAhead {
            core.pointee.applyLookingAhead(operations)
        } else {
            core.pointee.apply(operations)
        }
    }

    /// The operations of the last ``apply(_:lookahead:)`` that changed nothing, in order.
    ///
    /// Valid until the next call of it: the memory is used again.
    public var rejections: UnsafeBufferPointer<BatchRejection> {
        core.pointee.rejections.elements
    }
}

extension BookCore {
    @inline(never)
    fileprivate mutating func apply(_ operations: UnsafeBufferPointer<BookOperation>) {
        guard let first = operations.baseAddress else { return }
        for place in 0..<operations.count { apply(first[place], place) }
    }

    /// The same, fetching what operations will touch while others before them are applied:
    /// first the handle's slot, then the order it names, then the order's neighbours.
    @inline(never)
    fileprivate mutating func applyLookingAhead(
        _ operations: UnsafeBufferPointer<BookOperation>
    ) {
        guard let first = operations.baseAddress else { return }
        let last = operations.count - 1
        for place in 0..<operations.count {
            hint_will_write(slotAddress(first[min(place + 24, last)].handle.index))
            let order = find(first[min(place + 16, last)].handle.index)
            hint_will_write(pool.address(order))
            fetchNeighbours(first[min(place + 8, last)])
            apply(first[place], place)
        }
    }

    @inline(__always)
    private func fetchNeighbours(_ operation: BookOperation) {
        let order = pool.order(find(operation.handle.index))
        hint_will_write(pool.address(order.previous))
        hint_will_write(pool.address(order.next))
        if operation.kind == .limit {
            let side = operation.side.index
            let level = sides[side].ringLevel(operation.units ^ PriceKey.mask(side: side))
            hint_will_write(pool.address(pool.level(level).last))
        }
    }

    @inline(__always)
    private mutating func apply(_ operation: BookOperation, _ place: Int) {
        let handle = operation.handle.index
        let side = operation.side.index
        switch operation.kind {
        case .limit:
            limit(handle, side: side, price: operation.units, open: operation.lots)
        case .cancel:
            let number = find(handle)
            if number == Node.none { return reject(place, .notResting) }
            remove(number, handle: handle)
        case .immediate, .market:
            _ = match(handle, with: side ^ 1, limit: operation.worstKey, open: operation.lots)
        case .reduce:
            let number = find(handle)
            if number == Node.none { return reject(place, .notResting) }
            let open = pool.open(number)
            if operation.lots >= open { return remove(number, handle: handle) }
            reduce(number, from: open, by: operation.lots)
        case .replace:
            let number = find(handle)
            if number == Node.none { return reject(place, .notResting) }
            remove(number, handle: handle)
            limit(handle, side: side, price: operation.units, open: operation.lots)
        case .fillOrKill, .addOnly:
            applyOrReject(operation, place)
        }
    }

    @inline(__always)
    private mutating func limit(_ handle: UInt32, side: Int, price: Int64, open: UInt64) {
        let key = price ^ PriceKey.mask(side: side)
        var left = open
        if crosses(side, key: key) {
            left = match(handle, with: side ^ 1, limit: key ^ .max, open: open)
            if left == 0 { return }
        }
        rest(handle, owner: 0, side: side, key: key, open: left)
    }

    @inline(never)
    private mutating func applyOrReject(_ operation: BookOperation, _ place: Int) {
        let handle = operation.handle.index
        let side = operation.side.index
        if operation.kind == .addOnly {
            let key = operation.units ^ PriceKey.mask(side: side)
            if crosses(side, key: key) { return reject(place, .wouldCross) }
            rest(handle, owner: 0, side: side, key: key, open: operation.lots)
        } else if canFill(operation.lots, from: side ^ 1, limit: operation.worstKey) {
            _ = match(handle, with: side ^ 1, limit: operation.worstKey, open: operation.lots)
        } else {
            reject(place, .notFillable)
        }
    }

    @inline(never)
    private mutating func reject(_ place: Int, _ reason: BatchRejection.Reason) {
        rejections.append(BatchRejection(operation: place, reason: reason))
    }
}

extension BookOperation {
    /// The worst key on the other side that the order accepts: 0, which is any, for a market
    /// order.
    @inline(__always)
    fileprivate var worstKey: Int64 {
        kind == .market ? 0 : units ^ PriceKey.mask(side: side.index ^ 1)
    }
}
