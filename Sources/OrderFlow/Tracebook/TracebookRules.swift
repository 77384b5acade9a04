import Determinism
import Primitives

/// What the host's first message says of the books: the grids, and whether owners may trade
/// with themselves.
struct TracebookRules {
    /// What happens when an order meets a resting order of its own owner.
    enum SelfTrade: String {
        /// They trade.
        case none = "NONE"
        /// The resting order is cancelled when it is met, and matching goes on.
        case cancelResting = "CANCEL_RESTING"
        /// What is left of the incoming order is dropped.
        case cancelIncoming = "CANCEL_INCOMING"
    }

    let selfTrade: SelfTrade
    /// A lot is 10^-`quantityPlaces`.
    let quantityPlaces: Int
    private let tickSize: Double
    private let decimalTickSize: DecimalNumber

    /// Reads the configuration; what it leaves out has the protocol's defaults.
    init(_ config: TracebookFields) throws(TracebookError) {
        guard try config.text("matching_algorithm") ?? "fifo" == "fifo" else {
            throw TracebookError("matching_algorithm must be 'fifo'", code: .unsupported)
        }
        guard let policy = SelfTrade(rawValue: try config.text("self_trade_policy") ?? "NONE")
        else {
            throw TracebookError(
                "self_trade_policy must be NONE, CANCEL_RESTING or CANCEL_INCOMING")
        }
        let places = try config.integer("quantity_decimal_places") ?? 12
        guard (0...18).contains(places) else {
            throw TracebookError("quantity_decimal_places must be in 0...18")
        }
        selfTrade = policy
        quantityPlaces = Int(places)
        tickSize = try Self.tickSize(config)
        decimalTickSize = DecimalNumber(shortest: tickSize)
    }

    /// The tick size, which comes as a decimal in a string or as a number.
    private static func tickSize(_ config: TracebookFields) throws(TracebookError) -> Double {
        var size: Double? = 0.01
        if let text = config["tick_size"]?.stringValue {
            // `Double` also reads hexadecimals, infinities and what is no number.
            let isDecimal = text.utf8.allSatisfy { "0123456789.eE+-".utf8.contains($0) }
            size = isDecimal ? Double(text) : nil
        } else if let number = try config.number("tick_size") {
            size = number
        }
        guard let size, size.isFinite, size > 0 else {
            throw TracebookError("tick_size must be a positive number")
        }
        return size
    }

    /// The nearest price on the grid; `nil` when that is none the book has.
    ///
    /// The quotient is rounded in floating point, ties to even: the protocol says so, and that
    /// 1.015 is 1.01 by it.
    func price(_ value: Double) -> Price? {
        let ticks = (value / tickSize).rounded(.toNearestOrEven)
        guard ticks >= 1, let units = Int64(exactly: ticks) else { return nil }
        let price = Price(units: units)
        let snapped = self.value(of: price)
        return snapped.isFinite && snapped > 0 ? price : nil
    }

    /// The double nearest to a price, exactly ticks × tick size.
    private func value(of price: Price) -> Double {
        // Below 10^17 × 2^63.
        let digits = Int128(decimalTickSize.digits) * Int128(price.units)
        return Double("\(digits)e\(decimalTickSize.exponent)") ?? .infinity
    }

    /// The nearest count of lots, ties to even; `nil` when that is none or too many.
    func lots(_ quantity: Double) -> Lots? {
        guard quantity > 0,
            let units = DecimalNumber(shortest: quantity).units(places: quantityPlaces), units > 0
        else { return nil }
        return Lots(units: units)
    }

    /// Appends a price as the protocol writes it.
    func append(_ price: Price, to bytes: inout [UInt8]) {
        DecimalNumber(shortest: value(of: price)).append(to: &bytes)
    }

    /// Appends a quantity as the protocol writes it.
    func append(_ lots: Lots, to bytes: inout [UInt8]) {
        DecimalNumber(units: lots.units, places: quantityPlaces).append(to: &bytes)
    }
}
