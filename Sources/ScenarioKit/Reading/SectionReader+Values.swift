import MarketModel
import Primitives

extension SectionReader {
    /// Reads a value of a type; `nil` with an error noted if it is not one.
    mutating func value(_ node: YAMLNode, as type: FieldType, path: String) -> FieldValue? {
        switch type {
        case .section(let section):
            return self.section(node, as: section, path: path).map { .section($0) }
        case .variants(let variants):
            return variant(node, of: variants, path: path).map { .section($0) }
        case .list(let item, let limit):
            return list(node, of: item, atMost: limit, path: path)
        case .names:
            return names(node, path)
        case .amounts(let range):
            return amounts(node, in: range, path)
        case .botParameters:
            return .unread(node)
        case .row(let fields):
            return row(node, of: fields, path: path)
        case .named(let named):
            return self.named(node, of: named, path: path).map { .section($0) }
        case .alternatives(let types):
            guard let type = types.first(where: { $0.takes(node) }) else {
                expected(type.summary, node, path)
                return nil
            }
            return value(node, as: type, path: path)
        case .text, .integer, .real, .amount, .rate, .boolean, .choice:
            guard case .scalar(let text, let isPlain) = node.content, !node.isNothing else {
                expected(type.summary, node, path)
                return nil
            }
            return scalar(text, isPlain: isPlain, node, as: type, path)
        }
    }

    private mutating func list(
        _ node: YAMLNode, of type: FieldType, atMost limit: Int, path: String
    ) -> FieldValue? {
        guard case .sequence(let items) = node.content else {
            expected("a list", node, path, node.isNothing ? " ([] for none)" : "")
            return nil
        }
        if items.count > limit {
            let message = "found a list of \(items.count), expected at most \(limit)"
            log.error(message, at: node.position, path: path)
            return nil
        }
        var values: [FieldValue?] = []
        for (index, item) in items.enumerated() {
            values.append(value(item, as: type, path: "\(path)[\(index)]"))
        }
        return .list(values)
    }

    private mutating func variant(
        _ node: YAMLNode, of variants: VariantsDescription, path: String
    ) -> SectionValues? {
        guard case .mapping(let entries) = node.content else {
            expected("a mapping", node, path)
            return nil
        }
        let inside = DocumentPath.joined(path, variants.key)
        var name = variants.defaultName
        if let chooser = entries.first(where: { $0.key == variants.key }) {
            let choice = value(chooser.value, as: .choice(variants.names), path: inside)
            guard case .text(let word)? = choice else { return nil }
            name = word
        }
        let misspelt = isChooserMisspelt(of: variants, in: entries)
        guard !misspelt, let section = variants.sections.first(where: { $0.name == name })
        else {
            for entry in entries where !variants.allKeys.contains(entry.key) {
                refuse(entry, of: "an entry", variants.allKeys, path)
            }
            if !misspelt {
                let allowed = FieldType.choice(variants.names).summary
                log.error("missing; expected \(allowed)", at: node.position, path: inside)
            }
            return nil
        }
        return self.section(
            node, as: section, path: path, chooser: variants.key, others: variants.allKeys)
    }

    /// Whether a key that no variant knows was meant for the one that chooses.
    private func isChooserMisspelt(
        of variants: VariantsDescription, in entries: [YAMLEntry]
    ) -> Bool {
        if entries.contains(where: { $0.key == variants.key }) { return false }
        return entries.contains { entry in
            !variants.allKeys.contains(entry.key)
                && log.nearest(to: entry.key, among: variants.allKeys) == variants.key
        }
    }

    private mutating func names(_ node: YAMLNode, _ path: String) -> FieldValue? {
        switch node.content {
        case .scalar(let text, _) where !node.isNothing && !text.isEmpty:
            return .names([Located(value: text, position: node.position)], isList: false)
        case .sequence(let items) where !items.isEmpty:
            var names: [Located<String>] = []
            for (index, item) in items.enumerated() {
                if case .scalar(let text, _) = item.content, !item.isNothing, !text.isEmpty {
                    names.append(Located(value: text, position: item.position))
                } else {
                    expected("a name", item, "\(path)[\(index)]")
                }
            }
            return names.count == items.count ? .names(names, isList: true) : nil
        case .sequence:
            log.error("found an empty list, expected a name", at: node.position, path: path)
            return nil
        case .scalar, .mapping, .refused:
            expected(FieldType.names.summary, node, path)
            return nil
        }
    }

    private mutating func amounts(
        _ node: YAMLNode, in range: ClosedRange<Amount>, _ path: String
    ) -> FieldValue? {
        guard case .mapping(let entries) = node.content else {
            let hint = node.isNothing ? " ({} for none)" : ""
            expected(FieldType.amounts(range).summary, node, path, hint)
            return nil
        }
        var amounts: [(asset: Located<String>, amount: Located<Amount>)] = []
        for entry in entries {
            let inside = DocumentPath.joined(path, entry.key)
            let read = value(entry.value, as: .amount(range), path: inside)
            guard case .amount(let amount)? = read else { continue }
            amounts.append(
                (
                    Located(value: entry.key, position: entry.keyPosition),
                    Located(value: amount, position: entry.value.position)
                ))
        }
        return amounts.count == entries.count ? .amounts(amounts) : nil
    }
}
