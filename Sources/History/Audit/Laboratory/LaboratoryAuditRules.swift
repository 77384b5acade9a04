import Determinism
import MarketModel
import Primitives

/// What the scenario of a laboratory says that its events have to keep to.
struct LaboratoryAuditRules {
    var ticks: Int64
    var lowest: Int64
    var highest: Int64
    var institution: String
    /// Buyers first, as they have to be created.
    var traders: [(side: Side, units: [Int64], strategy: String)]

    /// The greatest price, value or cost: no sum of a laboratory is too large for its type.
    private static let greatestPrice: Int64 = 1_000_000_000
    private static let greatestCount = 10_000_000

    init(_ origin: RunCreated) throws(AuditFinding) {
        let file = RecordedScenario(origin.scenario)
        ticks = try file.integer("ticks", atMost: RecordLimits.ticks)
        institution = try file.child("institution").text("name")
        let range = origin.scenario["price_range"]?.arrayValue?.compactMap(\.integerValue) ?? []
        guard range.count == 2, range[0] >= 1, range[0] <= range[1],
            range[1] <= Self.greatestPrice
        else { throw .scenario("a price range", "none") }
        (lowest, highest) = (range[0], range[1])
        traders = []
        for (key, limits, side) in [("buyers", "values", Side.bid), ("sellers", "costs", .ask)] {
            for entry in try file.children(key) {
                let units = entry.document[limits]?.arrayValue?.compactMap(\.integerValue) ?? []
                guard units.allSatisfy({ $0 >= 0 && $0 <= Self.greatestPrice }),
                    units.count < Self.greatestCount
                else { throw .scenario("\(limits) of 0 to \(Self.greatestPrice)", "others") }
                traders.append((side, units, try entry.child("trader").text("name")))
            }
        }
    }

    /// Whether a trader's strategy may make a loss.
    func mayLose(_ trader: Int) -> Bool {
        institution == "double_auction" && traders[trader].strategy == "zi_u"
    }
}

/// A trader of a laboratory as its record has it.
struct AuditedTrader {
    var side: Side
    var units: [Int64]
    /// How many of them it has traded in this period.
    var done = 0

    var limit: Int64? { done < units.count ? units[done] : nil }
}

/// The quotes of a laboratory that stand, in order of time.
struct AuditedQuotes {
    struct Quote {
        var order: Int64
        var trader: Int
        var side: Side
        var price: Int64
    }

    private(set) var quotes: [Quote] = []
    private(set) var lastOrder: Int64 = 0

    var isEmpty: Bool { quotes.isEmpty }

    mutating func add(_ quote: Quote) {
        lastOrder = max(lastOrder, quote.order)
        quotes.append(quote)
    }

    func place(of order: Int64) -> Int? { quotes.firstIndex { $0.order == order } }

    mutating func remove(at place: Int) -> Quote { quotes.remove(at: place) }

    /// Where the quote stands that one of this side has to trade with; `nil` if none crosses.
    func partner(of side: Side, at price: Int64, before place: Int) -> Int? {
        var best: Int?
        for index in quotes.indices where index != place && quotes[index].side != side {
            let other = quotes[index].price
            guard side == .bid ? other <= price : other >= price else { continue }
            guard let known = best.map({ quotes[$0].price }) else {
                best = index
                continue
            }
            if side == .bid ? other < known : other > known { best = index }
        }
        return best
    }
}
