public import MarketModel
public import Primitives

/// An action as a line of a test, with the agent in front:
///
///     0 bid 5 @ 101 ioc            0 cancel 3
///     0 bid 5 @ 101 gtt 7 as mine  0 cancel_all in GOLD/CASH
///     0 ask 5 market in GOLD/CASH  0 reduce 3 by 2
///     0 replace 3 @ 101 x 5        0 replace 3 x 5
public struct ActionText {
    public let agent: AgentID
    public let action: Action

    /// Reads a line.
    public init(_ line: String, in market: MarketDescription) {
        let words = line.split(separator: " ").map(String.init)
        agent = AgentID(Int(ActionText.number(words[0])))
        var reader = Reader(words: words.dropFirst(), market: market)
        action = reader.readAction()
        precondition(reader.words.isEmpty, "a test wrote '\(line)' for an action")
    }

    static func number(_ text: String) -> Int64 {
        guard let number = Int64(text) else {
            preconditionFailure("a test wrote '\(text)' for a number")
        }
        return number
    }

    private struct Reader {
        var words: ArraySlice<String>
        let market: MarketDescription

        mutating func readAction() -> Action {
            let verb = words.removeFirst()
            switch verb {
            case "bid": return readOrder(.bid)
            case "ask": return readOrder(.ask)
            case "cancel": return .cancelOrder(readID())
            case "cancel_all":
                return .cancelAll(take("in").map { market.reference(to: $0) })
            case "reduce":
                let id = readID()
                return .reduceOrder(id, quantity: amount(take("by") ?? "no quantity"))
            case "replace":
                let id = readID()
                let price = take("@").map { amount($0) }
                return .replaceOrder(id, price: price, quantity: take("x").map { amount($0) })
            default: preconditionFailure("a test wrote '\(verb)' for a verb")
            }
        }

        private mutating func readOrder(_ side: Side) -> Action {
            let quantity = amount(words.removeFirst())
            if words.first == "market" {
                words.removeFirst()
                let place = market.reference(to: take("in") ?? market.firstSymbol)
                return .placeMarketOrder(
                    MarketOrder(side, quantity, in: place, clientOrderID: take("as")))
            }
            let price = amount(take("@") ?? "no price")
            let (timeInForce, expiry) = readTimeInForce()
            let place = market.reference(to: take("in") ?? market.firstSymbol)
            return .placeLimitOrder(
                LimitOrder(
                    side, quantity, at: price, in: place, timeInForce: timeInForce,
                    expiresAtTick: expiry, clientOrderID: take("as")))
        }

        private mutating func readTimeInForce() -> (TimeInForce, Tick?) {
            let named = TimeInForce.allCases.first { "\($0.name)" == words.first }
            if named != nil { words.removeFirst() }
            var expiry: Tick?
            if let next = words.first, let last = Int64(next) {
                expiry = Tick(last)
                words.removeFirst()
            }
            return (named ?? .gtc, expiry)
        }

        private mutating func readID() -> OrderID {
            OrderID(ActionText.number(words.removeFirst()))
        }

        /// The word after `name`, if that comes next.
        private mutating func take(_ name: String) -> String? {
            guard words.first == name else { return nil }
            words.removeFirst()
            return words.removeFirst()
        }
    }
}

extension MarketDescription {
    var firstSymbol: String { instruments.first?.symbol ?? "none" }
}
