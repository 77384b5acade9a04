import Determinism
import Matching
public import Primitives

/// A double auction of units among the members of an economy's market, for one good and tick.
///
/// A member is drawn, quotes a unit at its reservation price or at a random one that makes no
/// loss, and trades with the best quote of the other side, the oldest of a price first, at the
/// price of that. ``next(in:)`` draws until two quotes meet; whoever drives it lets them trade
/// and says so by ``settle(_:in:)``.
public struct MarketAuction {
    private let good: Good
    private let members: [Int]
    private let rules: MarketAuctionRules
    private let range: ClosedRange<Int64>
    private let book: OrderBook
    private var chance: MarketChance
    private var drawsLeft: Int64
    /// What each member pays at most and takes at least for a unit, by place.
    private var reservations: [(bid: Int64?, ask: Int64?)]
    /// What stands of each member's bid and ask, by place.
    private var standing: [(bid: Int64?, ask: Int64?)]

    /// Opens an auction.
    ///
    /// - Parameters:
    ///   - members: By id.
    ///   - chance: The state of a stream that is this market's, good's and tick's alone.
    public init(
        _ good: Good, of members: [Int], in view: borrowing EconomyView,
        _ rules: MarketAuctionRules, chance: UInt32
    ) {
        self.good = good
        self.members = members
        self.rules = rules
        self.chance = MarketChance(state: chance)
        drawsLeft = rules.steps ?? MarketAuctionRules.stepsPerMember * Int64(members.count)
        reservations = []
        for member in members { reservations.append(view.reservations(of: member, good)) }
        standing = Array(repeating: (nil, nil), count: members.count)
        let prices = reservations.flatMap { [$0.bid, $0.ask] }.compactMap { $0 }
        range = rules.priceRange ?? 1...2 * max(1, prices.max() ?? 1)
        book = OrderBook(
            reservingOrders: 2 * members.count, handles: 2 * members.count,
            ringSize: Self.ringSize)
    }

    /// A book of a few quotes needs no large rings.
    private static let ringSize = 256

    /// The next two whose quotes meet; `nil` when all draws are spent.
    public mutating func next() -> UnitTrade? {
        while drawsLeft > 0 {
            drawsLeft -= 1
            let count = members.count
            let place = chance.draw { $0.below(count) }
            guard let side = drawSide(place), let price = quote(side, of: place) else {
                continue
            }
            if let trade = put(price, side, of: place) { return trade }
        }
        return nil
    }

    /// Takes note of what became of two who met: both value a unit anew, their other quotes go.
    public mutating func settle(_ trade: UnitTrade, in view: borrowing EconomyView) {
        for member in [trade.buyer, trade.seller] {
            guard let member, let place = members.firstIndex(of: member) else { continue }
            reservations[place] = view.reservations(of: member, good)
            withdraw(.bid, of: place)
            withdraw(.ask, of: place)
        }
        guard rules.book == .clearedAfterTrade else { return }
        for place in members.indices {
            withdraw(.bid, of: place)
            withdraw(.ask, of: place)
        }
    }

    private mutating func drawSide(_ place: Int) -> Side? {
        let own = reservations[place]
        guard own.bid != nil else { return own.ask == nil ? nil : .ask }
        guard own.ask != nil else { return .bid }
        return chance.draw { $0.below(2) } == 0 ? .bid : .ask
    }

    private mutating func quote(_ side: Side, of place: Int) -> Int64? {
        let own = reservations[place]
        guard let limit = side == .bid ? own.bid : own.ask else { return nil }
        switch rules.quoting {
        case .truthful: return limit
        case .zeroIntelligence:
            let low = side == .bid ? range.lowerBound : limit
            let high = side == .bid ? limit : range.upperBound
            return low <= high ? chance.price(in: low...high) : nil
        }
    }

    /// Puts a quote into the book in place of the older one, or lets it meet the best other.
    private mutating func put(_ price: Int64, _ side: Side, of place: Int) -> UnitTrade? {
        withdraw(side, of: place)
        // Nobody trades with itself: the newer of two quotes that would cross stands.
        let opposite = side == .bid ? standing[place].ask : standing[place].bid
        if let opposite, side == .bid ? opposite <= price : opposite >= price {
            withdraw(side.opposite, of: place)
        }
        let limit = Price(units: price)
        let unit = Lots(units: 1)
        let outcome = book.match(side, limit: limit, quantity: unit, avoiding: nil)
        if outcome.end == .filled, let execution = book.executions.first {
            let maker = Int(execution.makerOwner.number)
            if side == .bid { standing[maker].ask = nil } else { standing[maker].bid = nil }
            return UnitTrade(
                buyer: members[side == .bid ? place : maker],
                seller: members[side == .bid ? maker : place], price: execution.price.units)
        }
        book.rest(
            handle(side, of: place), owner: OwnerTag(UInt32(place)), side: side, price: limit,
            quantity: unit)
        if side == .bid { standing[place].bid = price } else { standing[place].ask = price }
        return nil
    }

    private mutating func withdraw(_ side: Side, of place: Int) {
        guard (side == .bid ? standing[place].bid : standing[place].ask) != nil else { return }
        book.cancel(handle(side, of: place))
        if side == .bid { standing[place].bid = nil } else { standing[place].ask = nil }
    }

    private func handle(_ side: Side, of place: Int) -> OrderHandle {
        OrderHandle(UInt32(2 * place + (side == .bid ? 1 : 2)))
    }
}

extension EconomyView {
    /// What an agent pays at most for a unit more and takes at least for a unit less, now.
    func reservations(of agent: Int, _ good: Good) -> (bid: Int64?, ask: Int64?) {
        let reservation = UnitReservation(state.tastes[agent], terms: terms)
        let holding = state.holdings[agent]
        return (
            reservation.bid(good, holding: holding), reservation.ask(good, holding: holding)
        )
    }
}
