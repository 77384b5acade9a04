import Determinism
import Primitives

extension ScenarioText {
    /// The value on one line; `nil` if it takes several.
    static func inline(_ value: FieldValue, as type: FieldType) -> String? {
        switch value {
        case .text(let text): YAMLText.scalar(text)
        case .integer(let number): String(number)
        case .real(let number): YAMLText.real(number)
        case .amount(let amount): amount.shortestDescription
        case .rate(let rate): rate.description
        case .boolean(let truth): String(truth)
        case .names(let names, let isList):
            isList
                ? "[" + names.map { YAMLText.scalar($0.value) }.joined(separator: ", ") + "]"
                : YAMLText.scalar(names[0].value)
        case .amounts(let amounts): amounts.isEmpty ? "{}" : nil
        case .section(let values): inline(values, as: type)
        case .list(let items): inline(items, as: type)
        case .unread: "{}"
        }
    }

    private static func inline(_ values: SectionValues, as type: FieldType) -> String? {
        switch type {
        case .named(let named):
            let section = named.section(named: values.variant)
            return section?.fields.isEmpty == true ? values.variant : nil
        case .section(let section): return section.fields.isEmpty ? "{}" : nil
        case .botParameters, .variants, .alternatives, .text, .integer, .real, .amount, .rate,
            .boolean, .choice, .names, .amounts, .list, .row:
            return nil
        }
    }

    private static func inline(_ items: [FieldValue?], as type: FieldType) -> String? {
        if items.isEmpty { return "[]" }
        switch type {
        case .list(let item, _):
            if case .row = item { return nil }
            let texts = items.compactMap { $0 }.compactMap { inline($0, as: item) }
            return texts.count == items.count ? "[" + texts.joined(separator: ", ") + "]" : nil
        case .row(let fields):
            let texts = zip(items, fields).compactMap { item, field in
                item.flatMap { inline($0, as: field.type) }
            }
            return "[" + texts.joined(separator: ", ") + "]"
        case .alternatives(let types):
            let list = types.first { isOf($0, .list(items)) }
            return list.flatMap { inline(items, as: $0) }
        case .text, .integer, .real, .amount, .rate, .boolean, .choice, .names, .amounts,
            .botParameters, .section, .variants, .named:
            return nil
        }
    }

    /// Whether a value may be of a type, by its shape.
    static func isOf(_ type: FieldType, _ value: FieldValue) -> Bool {
        switch (type, value) {
        case (.list, .list), (.row, .list), (.section, .section), (.variants, .section),
            (.named, .section), (.text, .text), (.choice, .text), (.integer, .integer),
            (.real, .real), (.amount, .amount), (.rate, .rate), (.boolean, .boolean),
            (.names, .names), (.amounts, .amounts):
            true
        default: false
        }
    }
}

/// Scalars as YAML writes them, whichever version reads them.
enum YAMLText {
    /// A text, in quotes unless every reader takes it for itself without.
    static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            isLetter(byte) || "0123456789._-/".utf8.contains(byte)
        }
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        if let first = text.utf8.first, isLetter(first), isPlain,
            !words.contains(text.lowercased())
        {
            return text
        }
        return quoted(text)
    }

    /// A real number that older readers do not take for a text: with a point, if it has an
    /// exponent.
    static func real(_ value: Double) -> String {
        let text = CanonicalJSON.shortestText(value)
        guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func quoted(_ text: String) -> String {
        CanonicalJSON.text(.string(text))
    }
}
