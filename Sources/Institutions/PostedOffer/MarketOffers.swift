import Determinism
public import Primitives

/// Posted offers among the members of an economy's market, for one good and tick.
///
/// Who has a unit to sell asks its reservation price and a margin for every unit of the tick.
/// Buyers come in random order; each buys a unit at a time from the cheapest seller who still
/// gains, while it gains itself.
public struct MarketOffers {
    private struct Offer {
        var seller: Int
        var price: Int64
    }

    private let good: Good
    /// The cheapest first; of a price, the lower id.
    private let offers: [Offer]
    private let buyers: [Int]
    private let greatest: Int64
    private var buyer = 0
    private var bought: Int64 = 0
    /// Who has sold, by id.
    public private(set) var sellers: [Int] = []

    /// Posts the offers and lets the buyers queue.
    ///
    /// - Parameters:
    ///   - members: By id.
    ///   - margins: What members add to their reservation prices.
    ///   - chance: The state of a stream that is this market's, good's and tick's alone.
    public init(
        _ good: Good, of members: [Int], in view: borrowing EconomyView,
        _ margins: OfferMargins, chance: UInt32
    ) {
        self.good = good
        greatest = view.parameters.greatestBlock
        var offers: [Offer] = []
        for member in members {
            guard let ask = view.reservations(of: member, good).ask else { continue }
            // What is too much to count is no offer.
            let exact = (Double(ask) * (1 + margins[good, member]) + 0.5).rounded(.down)
            guard exact < 1e18 else { continue }
            offers.append(Offer(seller: member, price: max(1, Int64(exact))))
        }
        self.offers = offers.sorted {
            $0.price != $1.price ? $0.price < $1.price : $0.seller < $1.seller
        }
        var queue = members
        var chance = MarketChance(state: chance)
        chance.draw { $0.shuffle(&queue) }
        buyers = queue
    }

    /// Who has posted an offer, by id.
    public var offering: [Int] { offers.map(\.seller).sorted() }

    /// The next purchase that both gain from; `nil` when every buyer is done.
    public mutating func next(in view: borrowing EconomyView) -> UnitTrade? {
        while buyer < buyers.count {
            if let trade = purchase(of: buyers[buyer], in: view) {
                bought += 1
                return trade
            }
            buyer += 1
            bought = 0
        }
        return nil
    }

    /// Takes note of a sale.
    public mutating func settle(_ trade: UnitTrade) {
        guard let seller = trade.seller, !sellers.contains(seller) else { return }
        sellers.append(seller)
        sellers.sort()
    }

    private func purchase(of buyer: Int, in view: borrowing EconomyView) -> UnitTrade? {
        guard bought < greatest,
            let most = view.reservations(of: buyer, good).bid
        else { return nil }
        for offer in offers where offer.seller != buyer {
            // Dearer offers help the buyer no more than this one.
            if offer.price > most { return nil }
            let trade = UnitTrade(buyer: buyer, seller: offer.seller, price: offer.price)
            if view.unit(good, trade) != nil { return trade }
        }
        return nil
    }
}

/// How much members of markets ask above what a unit is worth to them, from tick to tick.
public struct OfferMargins: Hashable, Sendable {
    private var margins: [[Double]]

    /// The same for all.
    public init(_ margin: Double, agentCount: Int) {
        margins = Good.allCases.map { _ in Array(repeating: margin, count: agentCount) }
    }

    /// A member's margin for a good, as a share of its reservation price.
    public subscript(good: Good, agent: Int) -> Double { margins[good == .a ? 0 : 1][agent] }

    /// Raises the margins of who sold, lowers those of who offered in vain, not below 0.
    ///
    /// - Parameters:
    ///   - sellers: Who sold, by id.
    ///   - offering: Who offered, by id.
    public mutating func learn(
        _ good: Good, sellers: [Int], of offering: [Int], step: Double
    ) {
        let sold = Set(sellers)
        for agent in offering {
            let margin = self[good, agent]
            margins[good == .a ? 0 : 1][agent] =
                sold.contains(agent) ? margin + step : max(0, margin - step)
        }
    }
}

extension EconomyView {
    /// A unit for money between two members, if both have what it takes and gain.
    package func unit(_ good: Good, _ trade: UnitTrade) -> Block? {
        guard let buyer = trade.buyer, let seller = trade.seller, buyer != seller else {
            return nil
        }
        let search = negotiation(min(buyer, seller), max(buyer, seller))
        return search.unit(
            of: good == .a ? .aForMoney : .bForMoney,
            seller < buyer ? .firstSells : .firstBuys, for: trade.price)
    }
}
