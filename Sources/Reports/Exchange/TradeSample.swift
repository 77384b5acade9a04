import Determinism
import MarketModel
import Primitives

/// The trades of a run, all of them or evenly one of so many.
struct TradeSample {
    /// How many are carried at most.
    static let most = 32_768

    /// One of so many trades is kept, counted from the first.
    private(set) var stride: Int64 = 1
    /// How many there were.
    private(set) var count: Int64 = 0
    private var kept: [(tick: Int64, trade: TradeExecuted)] = []

    mutating func add(_ trade: TradeExecuted, in tick: Int64) {
        if count % stride == 0 {
            if kept.count == Self.most { thin() }
            if count % stride == 0 { kept.append((tick, trade)) }
        }
        count += 1
    }

    /// Drops every second one.
    private mutating func thin() {
        kept = kept.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        stride *= 2
    }

    /// In columns; prices and quantities in units of their instrument's own decimals.
    ///
    /// - Parameter namesAgents: Whether it is told who traded.
    func document(of instruments: [Instrument], namesAgents: Bool = true) -> JSONValue {
        let scales = instruments.map {
            (ExactNumber.decimals(of: $0.tickSize), ExactNumber.decimals(of: $0.lotSize))
        }
        func column(_ value: (Int64, TradeExecuted) -> JSONValue) -> JSONValue {
            .array(kept.map { value($0.tick, $0.trade) })
        }
        var members = [
            JSONMember("count", .integer(count)), JSONMember("stride", .integer(stride)),
            JSONMember("tick", column { tick, _ in .integer(tick) }),
            JSONMember(
                "price",
                column { ExactNumber.json($1.price, decimals: scales[$1.instrument.index].0) }),
            JSONMember(
                "quantity",
                column { ExactNumber.json($1.quantity, decimals: scales[$1.instrument.index].1) }),
            JSONMember("taker_buys", column { .integer($1.aggressorSide == .bid ? 1 : 0) }),
        ]
        if namesAgents {
            members += [
                JSONMember("maker", column { .integer(Int64($1.makerAgent.index)) }),
                JSONMember("taker", column { .integer(Int64($1.takerAgent.index)) }),
            ]
        }
        if instruments.count > 1 {
            members.append(
                JSONMember("instrument", column { .integer(Int64($1.instrument.index)) }))
        }
        return .object(members)
    }
}
