import Determinism

extension LobsterStatistics {
    /// The figures, a line each.
    public var text: String {
        let book = isOfGivenBook ? "given" : "replayed"
        let lags = signAutocorrelation.map { "\($0.at)" }.joined(separator: ", ")
        let horizons = excessKurtosis.map { "\($0.at) s" }.joined(separator: ", ")
        let lines: [(String, String)] = [
            ("messages by type", Self.byType(countsByType)),
            ("touching the levels", Self.byType(touchingByType)),
            ("book", book),
            ("mean spread, events", Self.number(eventSpread, 2) + " ticks"),
            ("mean spread, time", Self.number(timeSpread, 2) + " ticks"),
            ("visible volume", "\(visibleShares) shares"),
            ("hidden volume", "\(hiddenShares) shares"),
            ("trade-sign acf", Self.points(signAutocorrelation) + " at lags " + lags),
            ("mid-change acf", Self.number(midChangeAutocorrelation, 3) + " at lag 1"),
            ("excess kurtosis", Self.points(excessKurtosis) + " of mid returns, " + horizons),
            ("10 s return acf", Self.number(returnAutocorrelation, 3) + " at lag 1"),
            ("10 s size acf", Self.number(returnSizeAutocorrelation, 3) + " at lag 1"),
            ("order flow, 10 s", Self.line(orderFlowImpact)),
            ("signed volume, 10 s", Self.line(signedVolumeImpact)),
        ]
        return lines.map { $0.padded(to: 21) + $1 + "\n" }.joined()
    }

    private static func byType(_ counts: [Int]) -> String {
        counts.enumerated().map { "\($0 + 1): \($1)" }.joined(separator: ", ")
    }

    private static func points(_ points: [Point]) -> String {
        points.map { number($0.value, 3) }.joined(separator: " ")
    }

    private static func line(_ regression: Regression?) -> String {
        "\(number(regression?.slope, 5)) ticks a share, R2 \(number(regression?.determination, 3))"
    }

    /// A figure with so many decimals; a dash for none.
    static func number(_ value: Double?, _ decimals: Int) -> String {
        guard let value else { return "-" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 1e15 else { return value.description }
        let digits = String(Int64(scaled))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = value < 0 && scaled > 0 ? "-" : ""
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}

extension LobsterStatistics {
    /// The figures as an object; what cannot be computed is null.
    var json: JSONValue {
        .object([
            JSONMember("book", .string(isOfGivenBook ? "given" : "replayed")),
            JSONMember("messages_by_type", Self.json(countsByType)),
            JSONMember("touching_by_type", Self.json(touchingByType)),
            JSONMember("spread_ticks_event", Self.json(eventSpread)),
            JSONMember("spread_ticks_time", Self.json(timeSpread)),
            JSONMember("visible_shares", .integer(visibleShares)),
            JSONMember("hidden_shares", .integer(hiddenShares)),
            JSONMember("trade_sign_acf", Self.json(signAutocorrelation)),
            JSONMember("mid_change_acf1", Self.json(midChangeAutocorrelation)),
            JSONMember("mid_return_excess_kurtosis", Self.json(excessKurtosis)),
            JSONMember("return_10s_acf1", Self.json(returnAutocorrelation)),
            JSONMember("return_10s_size_acf1", Self.json(returnSizeAutocorrelation)),
            JSONMember("order_flow_10s", Self.json(orderFlowImpact)),
            JSONMember("signed_volume_10s", Self.json(signedVolumeImpact)),
        ])
    }

    private static func json(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }

    private static func json(_ counts: [Int]) -> JSONValue {
        .object(
            counts.enumerated().map { JSONMember("\($0 + 1)", .integer(Int64($1))) })
    }

    private static func json(_ points: [Point]) -> JSONValue {
        .object(points.map { JSONMember("\($0.at)", json($0.value)) })
    }

    private static func json(_ regression: Regression?) -> JSONValue {
        guard let regression else { return .null }
        return .object([
            JSONMember("slope", .number(regression.slope)),
            JSONMember("r2", .number(regression.determination)),
        ])
    }
}
