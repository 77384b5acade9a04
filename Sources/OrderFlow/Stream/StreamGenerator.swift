import Determinism
import Matching
import Primitives

/// Makes the order stream of a preset: deterministic, integers only, the same bytes from
/// every implementation of `bench/STREAM.md`.
///
/// It plays against a book as it goes, since what can be cancelled depends on what traded.
public struct StreamGenerator: ~Copyable {
    private let preset: StreamPreset
    private let book: OrderBook
    private var random: Mulberry32
    private var mid: Int64 = 50_000
    private var nextID: UInt32 = 1
    /// Resting ids; who leaves is overwritten by the last.
    private var live: [UInt32] = []
    /// Where in `live` an id stands; meaningless for ids that do not rest.
    private var places: [Int32] = [0]
    private var operations: [StreamOperation] = []

    /// Makes every operation of a stream, the build-up first.
    public static func operations(of preset: StreamPreset, seed: UInt32) -> [StreamOperation] {
        var generator = StreamGenerator(preset, seed: seed)
        generator.run()
        return generator.operations
    }

    private init(_ preset: StreamPreset, seed: UInt32) {
        self.preset = preset
        random = Mulberry32(state: seed)
        book = OrderBook(
            reservingOrders: preset.liveOrders + preset.liveOrders / 8,
            handles: preset.operationCount)
        operations.reserveCapacity(preset.operationCount)
        places.reserveCapacity(preset.operationCount + 1)
    }

    private mutating func run() {
        for _ in 0..<preset.liveOrders { passive() }
        for index in 0..<preset.steadyOperations {
            if index % preset.operationsPerStep == 0 { stepMid() }
            draw()
        }
    }

    private mutating func stepMid() {
        if preset.shape == .trending {
            mid += 1
            return
        }
        let step: Int64 = random.next() & 1 == 1 ? 1 : -1
        mid += step
        let isBound = preset.shape != .drifting
        if isBound, abs(mid - 50_000) > Int64(preset.depthTicks) { mid -= 2 * step }
    }

    private enum Choice { case add, cancel, take, modify }

    private mutating func draw() {
        let number = below(1_000)
        var choice: Choice =
            number < 450 ? .add : number < 850 ? .cancel : number < 950 ? .take : .modify
        let target = preset.liveOrders
        if choice == .cancel && live.count < target - target / 16 { choice = .add }
        if choice == .add && live.count > target + target / 16 { choice = .cancel }
        if live.isEmpty && (choice == .cancel || choice == .modify) { choice = .add }
        switch choice {
        case .add: add()
        case .cancel: cancel()
        case .take: take()
        case .modify: modify()
        }
    }

    private mutating func add() {
        guard below(16) == 0 else { return passive() }
        let side = drawSide()
        let offset = Int64(below(4))
        emitLimit(side, at: side == .bid ? mid + offset : mid - offset)
    }

    private mutating func passive() {
        let side = drawSide()
        let offset = passiveOffset()
        emitLimit(side, at: side == .bid ? mid - 1 - offset : mid + 1 + offset)
    }

    private mutating func emitLimit(_ side: Side, at price: Int64) {
        let quantity = 1 + below(100)
        apply(.limit, newID(), side, price, quantity)
    }

    private mutating func cancel() {
        let id = below(128) == 0 ? 1 + below(nextID - 1) : pick()
        apply(.cancel, id, .bid, 0, 0)
    }

    private mutating func take() {
        let isLimited = random.next() & 1 == 1
        let side = drawSide()
        let quantity = 1 + below(100)
        guard isLimited else { return apply(.market, newID(), side, 0, quantity) }
        let offset = Int64(below(8))
        let price = side == .bid ? mid + 1 + offset : mid - 1 - offset
        apply(.immediate, newID(), side, price, quantity)
    }

    private mutating func modify() {
        let id = pick()
        guard random.next() & 1 == 1 else { return apply(.reduce, id, .bid, 0, 1 + below(50)) }
        let offset = passiveOffset()
        let side = book.order(OrderHandle(id))?.side ?? .bid
        let price = side == .bid ? mid - 1 - offset : mid + 1 + offset
        apply(.replace, id, side, price, 1 + below(100))
    }

    private mutating func below(_ bound: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: (UInt64(random.next()) * UInt64(bound)) >> 32)
    }

    private mutating func drawSide() -> Side { random.next() & 1 == 0 ? .bid : .ask }

    private mutating func passiveOffset() -> Int64 {
        let deepest = below(preset.depthTicks)
        return Int64(below(deepest + 1))
    }

    private mutating func pick() -> UInt32 {
        let isRecent = random.next() & 1 == 1
        let count = UInt32(live.count)
        let place = isRecent ? count - 1 - below(min(count, 1_024)) : below(count)
        return live[Int(place)]
    }

    private mutating func newID() -> UInt32 {
        defer { nextID += 1 }
        places.append(0)
        return nextID
    }
}

extension StreamGenerator {
    /// Emits an operation and does it, so that the next draw knows what is live.
    private mutating func apply(
        _ kind: StreamOperation.Kind, _ id: UInt32, _ side: Side, _ ticks: Int64,
        _ quantity: UInt32
    ) {
        let price = preset.price(ticks, id: id)
        operations.append(
            StreamOperation(kind: kind, side: side, id: id, quantity: quantity, price: price))
        let handle = OrderHandle(id)
        let lots = Lots(units: Int64(quantity))
        switch kind {
        case .cancel:
            if book.cancel(handle) != nil { leave(id) }
        case .reduce:
            if case .removed = book.reduce(handle, by: lots) { leave(id) }
        case .replace:
            if book.cancel(handle) != nil { leave(id) }
            enter(handle, side, Price(units: price), lots)
        case .limit:
            enter(handle, side, Price(units: price), lots)
        case .immediate:
            trade(side, Price(units: price), lots)
        case .market:
            trade(side, nil, lots)
        }
    }

    private mutating func enter(
        _ handle: OrderHandle, _ side: Side, _ price: Price, _ lots: Lots
    ) {
        let left = trade(side, price, lots)
        if left == .zero { return }
        book.rest(handle, owner: OwnerTag(0), side: side, price: price, quantity: left)
        places[Int(handle.index)] = Int32(live.count)
        live.append(handle.index)
    }

    @discardableResult
    private mutating func trade(_ side: Side, _ limit: Price?, _ lots: Lots) -> Lots {
        let outcome = book.match(side, limit: limit, quantity: lots, avoiding: nil)
        for execution in book.executions where execution.makerIsFilled {
            leave(execution.maker.index)
        }
        return outcome.open
    }

    private mutating func leave(_ id: UInt32) {
        guard let last = live.popLast(), last != id else { return }
        let place = Int(places[Int(id)])
        live[place] = last
        places[Int(last)] = Int32(place)
    }
}
