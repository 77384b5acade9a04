import MarketModel
import Matching
import Primitives

/// One instrument at work: its book, and what scales ticks and lots to money.
final class Venue {
    let instrument: Instrument
    let book: OrderBook
    private let tickUnits: Int64
    private let lotUnits: Int64
    private let notionalPerTick: Int128
    private let maxPriceUnits: Int64
    private let maxQuantityUnits: Int64

    // Plain values, read and written whole on the path of every action.
    @exclusivity(unchecked) var fees: FeeSchedule
    @exclusivity(unchecked) var isHalted = false
    @exclusivity(unchecked) private(set) var lastPrice: Price?
    @exclusivity(unchecked) private var prints = RecentTrades()
    var referencePrice: Price

    /// - Precondition: Sizes, bounds and reference price were checked at load.
    init(_ instrument: Instrument, reservingOrders orders: Int) {
        precondition(instrument.isExact, "a lot must cost whole units at every price")
        self.instrument = instrument
        book = OrderBook(reservingOrders: orders, handles: orders)
        tickUnits = Int64(instrument.tickSize.units)
        lotUnits = Int64(instrument.lotSize.units)
        notionalPerTick = instrument.notionalPerTick
        maxPriceUnits = Int64(instrument.maxPrice.units)
        maxQuantityUnits = Int64(instrument.maxQuantity.units)
        fees = instrument.fees
        referencePrice = Price(units: Int64(instrument.referencePrice.units) / tickUnits)
    }

    /// The price in ticks; `nil` unless it is a positive whole number of them within bounds.
    func price(from amount: Amount) -> Price? {
        guard amount.units > 0, amount.units <= Int128(maxPriceUnits) else { return nil }
        let (ticks, rest) = Int64(amount.units).quotientAndRemainder(dividingBy: tickUnits)
        return rest == 0 ? Price(units: ticks) : nil
    }

    /// The quantity in lots; `nil` unless it is a positive whole number of them within bounds.
    func lots(from amount: Amount) -> Lots? {
        guard amount.units > 0, amount.units <= Int128(maxQuantityUnits) else { return nil }
        let (lots, rest) = Int64(amount.units).quotientAndRemainder(dividingBy: lotUnits)
        return rest == 0 ? Lots(units: lots) : nil
    }

    func amount(of price: Price) -> Amount {
        Amount(units: Int128(price.units) * Int128(tickUnits))
    }

    func amount(of quantity: Lots) -> Amount {
        Amount(units: Int128(quantity.units) * Int128(lotUnits))
    }

    /// The notional of one lot, n(p), in units of 10⁻⁸ of cash.
    func notionalPerLot(at price: Price) -> Int128 { Int128(price.units) * notionalPerTick }

    /// What one open lot of a bid reserves, r(p), in units of 10⁻⁸ of cash.
    func reservePerLot(at price: Price) -> Int128 { fees.reserve(of: notionalPerLot(at: price)) }

    /// What an open order has reserved: lots of the base asset, or cash.
    func reservation(_ side: Side, _ open: Lots, at price: Price) -> Amount {
        switch side {
        case .ask: amount(of: open)
        case .bid: Amount(units: Int128(open.units) * reservePerLot(at: price))
        }
    }

    /// The asset that an order of this side reserves.
    func reservedAsset(_ side: Side) -> AssetID { side == .bid ? .cash : instrument.base }

    /// The most lots at `price` that a buyer who takes can pay with `cash`, fee included.
    ///
    /// ⌈k·n·b⌉ ≤ cash − k·n holds just when k·n·(1 + b) ≤ cash, the right side being whole.
    func affordableLots(at price: Price, cash: Amount) -> Int64 {
        let one = Int128(BasisPoints.unitsPerOne)
        let costPerLot = notionalPerLot(at: price) * (one + Int128(fees.taker.units))
        if costPerLot == 0 { return .max }
        return Int64(clamping: (cash.units * one).flooredQuotient(costPerLot))
    }

    func recordTrade(_ print: TradePrint) {
        lastPrice = print.price
        prints.append(print)
    }

    /// The last trades, oldest first.
    var recentTrades: [TradePrint] { prints.list }

    /// Puts the last price and the last trades back as a snapshot has them.
    func restoreTrades(_ recent: [TradePrint], lastPrice: Price?) {
        self.lastPrice = lastPrice
        prints = RecentTrades()
        for print in recent.suffix(MarketView.depth) { prints.append(print) }
    }

    /// Last trade of the run, else mid, else reference price.
    var mark: Mark {
        if let lastPrice { return Mark(amount(of: lastPrice)) }
        if let bid = book.bestBid, let ask = book.bestAsk {
            return Mark(halfwayBetween: amount(of: bid), and: amount(of: ask))
        }
        return Mark(amount(of: referencePrice))
    }
}

/// The last ten trades, in a ring.
private struct RecentTrades {
    private var ring: [TradePrint] = []
    private var next = 0

    mutating func append(_ print: TradePrint) {
        if ring.count < MarketView.depth {
            ring.append(print)
        } else {
            ring[next] = print
        }
        next = next + 1 == MarketView.depth ? 0 : next + 1
    }

    var list: [TradePrint] {
        ring.count < MarketView.depth ? ring : Array(ring[next...] + ring[..<next])
    }
}
