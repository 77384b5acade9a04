import Primitives

extension FieldType {
    /// What is allowed, for messages: `a whole number from 0 to 10`.
    public var summary: String {
        switch self {
        case .text(let rule): rule.summary
        case .integer(let range):
            range.lowerBound == range.upperBound
                ? String(range.lowerBound)
                : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .real(let range): range.summary
        case .amount(let range):
            "an amount from \(range.lowerBound.shortestDescription) to "
                + "\(range.upperBound.shortestDescription) with at most 8 decimals"
        case .rate(let range):
            "basis points from \(range.lowerBound) to \(range.upperBound) with at most 4 decimals"
        case .boolean: "true or false"
        case .choice(let words):
            (words.count == 1 ? "" : "one of ") + words.joined(separator: ", ")
        case .names: "a name or a list of names"
        case .amounts: "a mapping from assets to amounts"
        case .botParameters: "a mapping with the parameters of the bot"
        case .section(let section): "a mapping with the keys of \(section.name)"
        case .variants: "a mapping"
        case .list: "a list"
        case .row(let fields): "[" + fields.map(\.key).joined(separator: ", ") + "]"
        case .named(let named): FieldType.choice(named.names).summary
        case .alternatives(let types): types.map(\.summary).joined(separator: ", or ")
        }
    }
}
