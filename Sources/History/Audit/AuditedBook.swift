import MarketModel
import Primitives

/// An order as the record tells of it. Orders are kept in a table by id, for ids have no gaps.
struct AuditedOrder {
    /// Stands for "no order" in links.
    static let none: Int32 = -1

    var agent: Int32
    var venue: Int32
    /// In tick sizes; 0 for a market order.
    var price: Int64
    /// In lot sizes, like `open` and `filled`; total = filled + open while the order is open.
    var total: Int64
    var open: Int64
    var filled: Int64 = 0
    /// The last tick of a good-till-tick order; -1 for others.
    var expiresAtTick: Int64 = -1
    /// What each open lot has reserved, in units of 10⁻⁸.
    var perLot: Int128 = 0
    var side: Side
    var isMarket: Bool
    /// Whether it stands in its book.
    var isQueued = false
    /// Whether it stands in its agent's list; an incoming replacement does, though not queued.
    var isListed = false
    /// Neighbours at its price, and among its agent's open orders by id.
    var older = AuditedOrder.none
    var newer = AuditedOrder.none
    var previous = AuditedOrder.none
    var next = AuditedOrder.none
}

/// All orders at one price, the oldest in front.
struct AuditedLevel {
    var price: Int64
    var oldest: Int32
    var newest: Int32
}

/// One side of a book: its levels sorted, the best one last.
struct AuditedSide {
    let side: Side
    var levels: ContiguousArray<AuditedLevel> = []

    /// The best price, in tick sizes.
    var best: Int64? { levels.last?.price }

    /// The place of a price among the levels, or where it would have to go.
    private func place(of price: Int64) -> Int {
        var low = 0
        var high = levels.count
        while low < high {
            let middle = (low + high) / 2
            let isWorse =
                side == .bid ? levels[middle].price < price : levels[middle].price > price
            if isWorse { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Puts an order behind all others at its price.
    mutating func append(_ number: Int32, to orders: inout ContiguousArray<AuditedOrder>) {
        let price = orders[Int(number)].price
        let place = place(of: price)
        orders[Int(number)].isQueued = true
        orders[Int(number)].newer = AuditedOrder.none
        if place < levels.count, levels[place].price == price {
            let newest = levels[place].newest
            orders[Int(newest)].newer = number
            orders[Int(number)].older = newest
            levels[place].newest = number
        } else {
            orders[Int(number)].older = AuditedOrder.none
            levels.insert(
                AuditedLevel(price: price, oldest: number, newest: number), at: place)
        }
    }

    /// Takes an order out, wherever it stands.
    mutating func remove(_ number: Int32, from orders: inout ContiguousArray<AuditedOrder>) {
        let order = orders[Int(number)]
        let place = place(of: order.price)
        orders[Int(number)].isQueued = false
        if order.older == AuditedOrder.none && order.newer == AuditedOrder.none {
            levels.remove(at: place)
            return
        }
        if order.older == AuditedOrder.none {
            levels[place].oldest = order.newer
        } else {
            orders[Int(order.older)].newer = order.newer
        }
        if order.newer == AuditedOrder.none {
            levels[place].newest = order.older
        } else {
            orders[Int(order.newer)].older = order.older
        }
    }
}

/// An instrument with its rules, its fees and halt in force, and its book.
struct AuditedVenue {
    let symbol: String
    let base: Int
    let tickUnits: Int64
    let lotUnits: Int64
    let maxPriceUnits: Int128
    let maxQuantityUnits: Int128
    /// What one lot costs per tick of its price.
    let lotCostPerTick: Int128
    /// Rates in units of 10⁻⁸ of the whole.
    var makerRate: Int64
    var takerRate: Int64
    /// The tick in whose opening trading resumes; -1 while it goes on.
    var haltedUntil: Int64 = -1
    /// In units of 10⁻⁸.
    var reference: Int128
    /// The price of the last trade, in tick sizes.
    var last: Int64?
    var bids = AuditedSide(side: .bid)
    var asks = AuditedSide(side: .ask)

    init(_ instrument: Instrument) {
        symbol = instrument.symbol
        base = instrument.base.index
        tickUnits = Int64(instrument.tickSize.units)
        lotUnits = Int64(instrument.lotSize.units)
        maxPriceUnits = instrument.maxPrice.units
        maxQuantityUnits = instrument.maxQuantity.units
        lotCostPerTick = instrument.tickSize.units * instrument.lotSize.units / 100_000_000
        makerRate = instrument.fees.maker.units
        takerRate = instrument.fees.taker.units
        reference = instrument.referencePrice.units
    }

    var isHalted: Bool { haltedUntil >= 0 }

    /// n(p): what one lot costs at a price.
    func lotCost(at price: Int64) -> Int128 { Int128(price) * lotCostPerTick }

    /// r(p): what one open lot of a bid reserves.
    func reservePerLot(at price: Int64) -> Int128 {
        let cost = lotCost(at: price)
        return cost + AuditArithmetic.fee(on: cost, rate: max(makerRate, takerRate, 0))
    }

    /// Twice the mark, so that half a unit stays exact: last trade, else mid, else reference.
    var doubledMark: Int128 {
        if let last { return 2 * Int128(last) * Int128(tickUnits) }
        if let bid = bids.best, let ask = asks.best {
            return (Int128(bid) + Int128(ask)) * Int128(tickUnits)
        }
        return 2 * reference
    }

    /// A price in tick sizes; `nil` unless it is one an order may name.
    func ticks(_ price: Amount) -> Int64? {
        guard price.units > 0, price.units <= maxPriceUnits else { return nil }
        let units = Int64(price.units)
        return units % tickUnits == 0 ? units / tickUnits : nil
    }

    /// A quantity in lot sizes; `nil` unless it is one an order may name.
    func lots(_ quantity: Amount) -> Int64? {
        guard quantity.units > 0, quantity.units <= maxQuantityUnits else { return nil }
        let units = Int64(quantity.units)
        return units % lotUnits == 0 ? units / lotUnits : nil
    }

    func amount(ticks: Int64) -> Amount { Amount(units: Int128(ticks) * Int128(tickUnits)) }

    func amount(lots: Int64) -> Amount { Amount(units: Int128(lots) * Int128(lotUnits)) }
}

/// The divisions of the exchange, written once more.
enum AuditArithmetic {
    /// The whole that rates are parts of: 10,000 basis points of 10⁻⁴ each.
    static let one: Int128 = 100_000_000

    /// A rate of a notional, rounded up to the next unit, also below zero.
    static func fee(on notional: Int128, rate: Int64) -> Int128 {
        if rate == 0 { return 0 }
        return -floor(-(notional * Int128(rate)), one)
    }

    /// The quotient rounded down, also below zero.
    static func floor(_ value: Int128, _ divisor: Int128) -> Int128 {
        if let small = Int64(exactly: value), let by = Int64(exactly: divisor) {
            let quotient = small / by
            return Int128(quotient * by > small ? quotient - 1 : quotient)
        }
        let quotient = value / divisor
        return quotient * divisor > value ? quotient - 1 : quotient
    }
}
