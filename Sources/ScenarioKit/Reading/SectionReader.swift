import Determinism
import Primitives

/// Reads nodes as their descriptions say, noting everything that is wrong.
struct SectionReader {
    var log: DiagnosticLog

    /// Reads a mapping with known keys.
    ///
    /// - Parameters:
    ///   - node: What was written.
    ///   - section: What is allowed.
    ///   - chooser: A key that has been read already, and the variant it chose.
    ///   - others: Keys of other variants, for messages.
    ///   - isVariant: Whether the section is one of several even without such a key.
    /// - Returns: `nil` if it is not a mapping.
    mutating func section(
        _ node: YAMLNode, as section: SectionDescription, path: String,
        chooser: String? = nil, others: [String] = [], isVariant: Bool = false
    ) -> SectionValues? {
        guard case .mapping(let entries) = node.content else {
            expected("a mapping with the keys of \(section.name)", node, path)
            return nil
        }
        var values = SectionValues(
            path: path, position: node.position,
            variant: chooser == nil && !isVariant ? "" : section.name)
        let known = section.fields.map(\.key) + (chooser.map { [$0] } ?? [])
        let written = Set(entries.map(\.key))
        // A misspelt key was hardly meant for one that stands elsewhere.
        let free = known.filter { !written.contains($0) }
        for entry in entries where entry.key != chooser {
            guard let field = section[entry.key] else {
                refuse(entry, of: section.name, known, likely: free, others: others, path)
                // What a misspelt key was meant for is neither missing nor its default.
                if let meant = log.nearest(to: entry.key, among: free) {
                    values.note(meant, at: entry.keyPosition)
                }
                continue
            }
            if entry.key != field.key, isTwice(entry, field, values) { continue }
            values.note(field.key, at: entry.value.position)
            let inside = DocumentPath.joined(path, field.key)
            if let value = value(entry.value, as: field.type, path: inside) {
                values.set(field.key, value)
            }
        }
        fill(&values, from: section)
        return values
    }

    /// Notes an alias of a field that has been written already.
    private mutating func isTwice(
        _ entry: YAMLEntry, _ field: FieldDescription, _ values: SectionValues
    ) -> Bool {
        guard values.isWritten(field.key) else { return false }
        log.error(
            "found \(TerminalText.quoted(entry.key)), another word for \(field.key), which "
                + "stands on line \(values.position(of: field.key).line)",
            at: entry.keyPosition, path: DocumentPath.joined(values.path, entry.key))
        return true
    }

    /// Notes an unknown key, or one that only others know.
    mutating func refuse(
        _ entry: YAMLEntry, of section: String, _ known: [String], likely: [String] = [],
        others: [String] = [], _ path: String
    ) {
        let shown = TerminalText.quoted(entry.key)
        let inside = DocumentPath.joined(path, entry.key)
        var message = "unknown key \(shown)"
        if others.contains(entry.key) {
            message = "found \(shown), which is not allowed for \(section)"
        } else if known.isEmpty {
            message += " (no keys are allowed)"
        } else if !log.isFull {
            let likely = log.hint(for: entry.key, among: likely)
            let hint = likely.isEmpty ? log.hint(for: entry.key, among: known) : likely
            message += "\(hint) (allowed: \(known.joined(separator: ", ")))"
        }
        log.error(message, at: entry.keyPosition, path: inside)
    }

    /// Fills in defaults; what has none is an error.
    private mutating func fill(_ values: inout SectionValues, from section: SectionDescription) {
        for field in section.fields where !values.isWritten(field.key) {
            if case .required = field.defaultValue {
                log.error(
                    "missing; expected \(field.type.summary)", at: values.position,
                    path: values.path(of: field.key))
            } else if let value = defaultValue(of: field, at: values) {
                values.set(field.key, value)
            }
        }
    }

    private func defaultValue(of field: FieldDescription, at place: SectionValues) -> FieldValue? {
        switch field.defaultValue {
        case .required, .absent: nil
        case .text(let value): .text(value)
        case .integer(let value): .integer(value)
        case .real(let value): .real(value)
        case .amount(let value): .amount(value)
        case .rate(let value): .rate(value)
        case .boolean(let value): .boolean(value)
        case .empty: emptyValue(of: field.type, at: place.position)
        case .section: defaultSection(of: field, at: place)
        case .name(let name): defaultChoice(name, of: field, at: place)
        }
    }

    private func emptyValue(of type: FieldType, at position: SourcePosition) -> FieldValue {
        switch type {
        case .amounts: .amounts([])
        case .botParameters: .unread(YAMLNode(position: position, content: .mapping([])))
        case .list: .list([])
        case .text, .integer, .real, .amount, .rate, .boolean, .choice, .names, .section,
            .variants, .row, .named, .alternatives:
            preconditionFailure("\(type.summary) cannot be empty")
        }
    }

    private func defaultSection(
        of field: FieldDescription, at place: SectionValues
    ) -> FieldValue? {
        guard case .section(let section) = field.type else { return nil }
        let values = SectionValues(path: place.path(of: field.key), position: place.position)
        return .section(filled(values, from: section))
    }

    private func defaultChoice(
        _ name: String, of field: FieldDescription, at place: SectionValues
    ) -> FieldValue? {
        guard case .named(let named) = field.type, let section = named.section(named: name)
        else { return nil }
        let path = place.path(of: field.key)
        let values = SectionValues(path: path, position: place.position, variant: name)
        return .section(filled(values, from: section))
    }

    private func filled(
        _ values: SectionValues, from section: SectionDescription
    ) -> SectionValues {
        var values = values
        for inner in section.fields {
            if let value = defaultValue(of: inner, at: values) { values.set(inner.key, value) }
        }
        return values
    }

    /// Notes that something else was expected.
    mutating func expected(_ what: String, _ node: YAMLNode, _ path: String, _ hint: String = "") {
        if case .refused = node.content { return }
        log.error("found \(node.summary), expected \(what)\(hint)", at: node.position, path: path)
    }
}
