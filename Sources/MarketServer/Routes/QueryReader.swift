import MarketModel
import Primitives

/// Reads the parameters of a request as its route describes them; what it does not know is wrong.
struct QueryReader {
    private let values: [(name: String, value: String)]
    private let market: MarketDescription
    private var errors: [FieldError] = []

    /// - Throws: What is wrong with the names.
    init(_ request: RouteRequest, _ known: [Parameter]) throws(Problem) {
        values = request.target.query
        market = request.state.market
        for (index, (name, _)) in values.enumerated() {
            if !known.contains(where: { $0.name == name }) {
                let names = known.map(\.name).joined(separator: ", ")
                let hint = names.isEmpty ? "there are no parameters here" : "there are \(names)"
                errors.append(FieldError(path: name, message: "unknown parameter; \(hint)"))
            } else if values[..<index].contains(where: { $0.name == name }) {
                errors.append(FieldError(path: name, message: "given twice"))
            }
        }
        try check()
    }

    /// Throws what has been found wrong so far.
    func check() throws(Problem) {
        if !errors.isEmpty { throw .invalid(errors) }
    }

    private func value(_ name: String) -> String? { values.first { $0.name == name }?.value }

    /// A whole number within bounds.
    mutating func integer(_ parameter: Parameter) -> Int64? {
        guard case .integer(let range, let standard) = parameter.type else { return nil }
        guard let text = value(parameter.name) else { return standard }
        let isPlain = text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        if isPlain, let number = Int64(text), range.contains(number) { return number }
        let bounds = "\(range.lowerBound) to \(range.upperBound)"
        errors.append(
            FieldError(path: parameter.name, message: "expected a whole number, \(bounds)"))
        return nil
    }

    /// One of some words.
    mutating func choice(_ parameter: Parameter) -> String? {
        guard case .choice(let words) = parameter.type else { return nil }
        guard let text = value(parameter.name) else { return words.first }
        if words.contains(text) { return text }
        let list = words.joined(separator: ", ")
        errors.append(FieldError(path: parameter.name, message: "expected one of \(list)"))
        return nil
    }

    /// The instrument, which may be left out when there is one.
    mutating func instrument(_ parameter: Parameter) -> InstrumentID? {
        guard let text = value(parameter.name) else {
            if market.instruments.count == 1 { return market.instruments[0].id }
            let list = market.instruments.map(\.symbol).joined(separator: ", ")
            errors.append(FieldError(path: parameter.name, message: "needed: one of \(list)"))
            return nil
        }
        if let found = market.instruments.first(where: { $0.symbol == text }) { return found.id }
        errors.append(
            FieldError(path: parameter.name, message: "no such instrument is traded here"))
        return nil
    }

    /// Where a list goes on: before this number; without a cursor, before any.
    mutating func cursor(_ parameter: Parameter, of list: Cursor.List) -> Int64 {
        guard let text = value(parameter.name) else { return .max }
        if let cursor = Cursor(text), cursor.list == list { return cursor.before }
        errors.append(
            FieldError(path: parameter.name, message: "expected the next_cursor of this list"))
        return .max
    }
}

/// Where a list goes on: opaque to clients, and stable while new items arrive at the other end.
struct Cursor: Hashable, Sendable {
    /// Which list it is of.
    enum List: String, CaseIterable, Sendable {
        case orders = "o"
        case history = "h"
        case trades = "t"
        case candles = "c"
    }

    var list: List
    /// The items that follow have lower numbers.
    var before: Int64

    init(_ list: List, before: Int64) {
        self.list = list
        self.before = before
    }

    /// Reads what ``text`` gives.
    init?(_ text: String) {
        guard text.utf8.count <= 32, let first = text.first,
            let list = List(rawValue: String(first)),
            let number = Int64(text.dropFirst(), radix: 36), number >= 0,
            String(number, radix: 36) == text.dropFirst()
        else { return nil }
        self.init(list, before: number)
    }

    /// The cursor as clients pass it back.
    var text: String { list.rawValue + String(before, radix: 36) }
}
