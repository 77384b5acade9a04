import Primitives

extension SectionReader {
    /// Reads a scalar as it stands in the source.
    mutating func scalar(
        _ text: String, isPlain: Bool, _ node: YAMLNode, as type: FieldType, _ path: String
    ) -> FieldValue? {
        switch type {
        case .text(let rule):
            if rule.allows(text) { return .text(text) }
            expected(rule.summary, node, path)
            return nil
        case .choice(let words):
            if words.contains(text) { return .text(text) }
            expected(type.summary, node, path, log.hint(for: text, among: words))
            return nil
        case .boolean:
            if isPlain, text == "true" || text == "false" { return .boolean(text == "true") }
            expected(type.summary, node, path)
            return nil
        case .integer, .real:
            if isPlain { return number(text, node, as: type, path) }
            expected(type.summary, node, path, " without quotes")
            return nil
        case .amount, .rate:
            if isPlain, StrictNumber.hasLeadingZero(text) {
                expected(type.summary, node, path, " without leading zeros")
                return nil
            }
            return exact(text, node, as: type, path)
        case .names, .amounts, .botParameters, .section, .variants, .list, .row, .named,
            .alternatives:
            preconditionFailure("\(type.summary) is not a scalar")
        }
    }

    private mutating func number(
        _ text: String, _ node: YAMLNode, as type: FieldType, _ path: String
    ) -> FieldValue? {
        if case .integer(let range) = type {
            if let value = try? StrictNumber.integer(text), range.contains(value) {
                return .integer(value)
            }
        } else if case .real(let range) = type {
            if let value = try? StrictNumber.real(text), range.contains(value) {
                return .real(value)
            }
        }
        expected(type.summary, node, path)
        return nil
    }

    private mutating func exact(
        _ text: String, _ node: YAMLNode, as type: FieldType, _ path: String
    ) -> FieldValue? {
        let amount = try? Amount(parsing: text)
        if case .amount(let range) = type {
            if let amount, range.contains(amount) { return .amount(amount) }
        } else if case .rate(let range) = type, let amount {
            if let rate = BasisPoints(amount), range.contains(rate) { return .rate(rate) }
        }
        expected(type.summary, node, path)
        return nil
    }
}
