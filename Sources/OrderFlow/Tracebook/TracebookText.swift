import Determinism

/// The answers of a session, in the protocol's words. Numbers are written exactly.
enum TracebookText {
    static func ready(version: String) -> [UInt8] {
        var bytes = Array(
            #"{"type":"ready","protocol":"\#(TracebookMessage.protocolName)","#.utf8)
        bytes += Array(#""protocol_version":\#(TracebookMessage.protocolVersion),"#.utf8)
        bytes += Array(#""engine":{"name":"catallaxy","version":"#.utf8)
        CanonicalJSON.appendString(version, to: &bytes)
        bytes += Array((#","language":"Swift"}}"# + "\n").utf8)
        return bytes
    }

    static func observation(
        index: Int64, _ outcome: TracebookBook.Outcome, _ event: TracebookEvent,
        _ state: TracebookState, hash: String
    ) -> [UInt8] {
        var bytes = Array(#"{"type":"observation","index":\#(index),"outcome":{"#.utf8)
        if let rejection = outcome.rejection {
            bytes += Array(#""status":"rejected","reason":"\#(rejection.rawValue)","#.utf8)
            bytes += Array(#""message":"\#(rejection.explanation)"},"trades":["#.utf8)
        } else {
            bytes += Array(
                #""status":"applied","reason":null,"message":null},"trades":["#.utf8)
        }
        for (place, trade) in outcome.trades.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            state.append(trade, of: event.symbol, to: &bytes)
        }
        bytes += Array(#"],"state_hash":"\#(hash)","#.utf8)
        bytes += Array((#""resting_order_count":\#(state.restingCount)}"# + "\n").utf8)
        return bytes
    }

    static func snapshot(index: Int64, _ state: TracebookState) -> [UInt8] {
        var bytes = Array(#"{"type":"snapshot","index":\#(index),"state":"#.utf8)
        state.append(to: &bytes)
        bytes += Array("}\n".utf8)
        return bytes
    }

    static func complete(eventCount: Int64) -> [UInt8] {
        Array((#"{"type":"complete","event_count":\#(eventCount)}"# + "\n").utf8)
    }

    static func error(_ error: TracebookError) -> [UInt8] {
        var bytes = Array(
            #"{"type":"error","code":"\#(error.code.rawValue)","message":"#.utf8)
        CanonicalJSON.appendString(error.message, to: &bytes)
        bytes += Array("}\n".utf8)
        return bytes
    }
}

extension TracebookState {
    /// Appends a trade in the book of a symbol.
    fileprivate func append(
        _ trade: TracebookBook.Trade, of symbol: String, to bytes: inout [UInt8]
    ) {
        bytes += Array(#"{"symbol":"#.utf8)
        CanonicalJSON.appendString(symbol, to: &bytes)
        bytes += Array(
            #","buy_order_id":\#(trade.buyer),"sell_order_id":\#(trade.seller),"price":""#.utf8)
        rules.append(trade.price, to: &bytes)
        bytes += Array(#"","quantity":""#.utf8)
        rules.append(trade.quantity, to: &bytes)
        bytes += Array(#""}"#.utf8)
    }
}

extension TracebookBook.Rejection {
    /// The reason in words.
    fileprivate var explanation: String {
        switch self {
        case .orderNotActive: "no such order rests"
        case .duplicateOrderID: "an order with this id rests"
        case .invalidReplacement: "price or quantity of the replacement is beyond the book"
        case .invalidOrder: "price or quantity is beyond the book, or more than is open"
        }
    }
}
