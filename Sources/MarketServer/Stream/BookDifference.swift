import Determinism
import MarketModel
import Primitives
import Runner

/// One book as streams know it, and what has changed since.
struct BookDifference {
    private let instrument: Instrument
    private var bids: [DepthLevel] = []
    private var asks: [DepthLevel] = []

    /// Knows nothing yet.
    init(_ instrument: Instrument) { self.instrument = instrument }

    /// Takes the present book over.
    ///
    /// - Returns: The levels that differ, with absolute quantities, zero for those that are gone;
    ///   `nil` when nothing does.
    mutating func advance(_ live: LiveRun) -> JSONValue? {
        let newBids = live.run.levels(instrument.id, .bid, limit: StreamTable.depth)
        let newAsks = live.run.levels(instrument.id, .ask, limit: StreamTable.depth)
        let changedBids = Self.changes(from: bids, to: newBids) { $0 > $1 }
        let changedAsks = Self.changes(from: asks, to: newAsks) { $0 < $1 }
        (bids, asks) = (newBids, newAsks)
        if changedBids.isEmpty && changedAsks.isEmpty { return nil }
        return document(isSnapshot: false, changedBids, changedAsks)
    }

    /// The whole book.
    var snapshot: JSONValue { document(isSnapshot: true, bids, asks) }

    private func document(
        isSnapshot: Bool, _ bids: [DepthLevel], _ asks: [DepthLevel]
    ) -> JSONValue {
        [
            "instrument": .string(instrument.symbol), "snapshot": .bool(isSnapshot),
            "bids": .array(bids.map { $0.document(of: instrument) }),
            "asks": .array(asks.map { $0.document(of: instrument) }),
        ]
    }

    /// Walks two lists, the best prices first.
    private static func changes(
        from old: [DepthLevel], to new: [DepthLevel], _ isBetter: (Price, Price) -> Bool
    ) -> [DepthLevel] {
        var changed: [DepthLevel] = []
        var (before, after) = (0, 0)
        while before < old.count || after < new.count {
            let gone = before < old.count ? old[before] : nil
            let here = after < new.count ? new[after] : nil
            if let gone, let here, gone.price == here.price {
                if gone != here { changed.append(here) }
                before += 1
                after += 1
            } else if let here, gone.map({ isBetter(here.price, $0.price) }) ?? true {
                changed.append(here)
                after += 1
            } else if let gone {
                changed.append(DepthLevel(price: gone.price, volume: 0, orders: 0))
                before += 1
            }
        }
        return changed
    }
}
