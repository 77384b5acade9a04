import Primitives

/// The best levels after a message.
struct LobsterQuote {
    let nanoseconds: Int64
    let kind: LobsterMessage.Kind
    let bid: LobsterLevel?
    let ask: LobsterLevel?

    init(_ row: LobsterBookRow, at message: LobsterMessage) {
        nanoseconds = message.nanoseconds
        kind = message.kind
        bid = row.bids.first
        ask = row.asks.first
    }

    /// In units of price; `nil` when a side is empty.
    var spread: Int64? {
        guard let bid, let ask else { return nil }
        return ask.price - bid.price
    }

    var mid: Double? {
        guard let bid, let ask else { return nil }
        return Double(bid.price + ask.price) / 2
    }

    /// What came to the bid and left the ask since an earlier quote, in shares.
    ///
    /// - Source: Cont, Kukanov and Stoikov, *Journal of Financial Econometrics* 12 (2014).
    func orderFlowImbalance(since earlier: LobsterQuote) -> Int64? {
        guard let bid, let ask, let oldBid = earlier.bid, let oldAsk = earlier.ask else {
            return nil
        }
        let bidIn = bid.price >= oldBid.price ? bid.shares : 0
        let bidOut = bid.price <= oldBid.price ? oldBid.shares : 0
        let askIn = ask.price <= oldAsk.price ? ask.shares : 0
        let askOut = ask.price >= oldAsk.price ? oldAsk.shares : 0
        return bidIn - bidOut - askIn + askOut
    }
}

/// The mid at equal distances in time.
struct MidGrid {
    /// The first whole second after the first quote, in nanoseconds.
    let start: Int64
    let step: Int64
    let mids: [Double]

    /// Samples the last mid known at each point, up to the first whole second after the last
    /// quote. Points before the first mid are left out.
    init(_ quotes: [LobsterQuote], seconds: Int64) {
        let second: Int64 = 1_000_000_000
        step = seconds * second
        let known = quotes.filter { $0.mid != nil }
        guard let first = known.first, let last = known.last else {
            (start, mids) = (0, [])
            return
        }
        start = (first.nanoseconds + second - 1) / second * second
        let end = (last.nanoseconds + second - 1) / second * second
        var sampled: [Double] = []
        var next = 0
        var mid = 0.0
        for time in stride(from: start, through: end, by: Int(step)) {
            while next < known.count, known[next].nanoseconds <= time {
                mid = known[next].mid ?? mid
                next += 1
            }
            sampled.append(mid)
        }
        mids = sampled
    }

    /// Simple returns from point to point.
    var returns: [Double] { zip(mids, mids.dropFirst()).map { ($1 - $0) / $0 } }

    /// Changes from point to point, in units of price.
    var changes: [Double] { zip(mids, mids.dropFirst()).map { $1 - $0 } }

    /// Sums per interval; a point belongs to the interval that ends there.
    func sums(_ values: [(nanoseconds: Int64, value: Int64)]) -> [Double] {
        var sums = [Double](repeating: 0, count: max(0, mids.count - 1))
        for (time, value) in values where time > start {
            let interval = Int((time - start - 1) / step)
            if interval < sums.count { sums[interval] += Double(value) }
        }
        return sums
    }
}
