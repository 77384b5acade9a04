extension SectionReader {
    /// Reads a list with one value for each description.
    mutating func row(
        _ node: YAMLNode, of fields: [FieldDescription], path: String
    ) -> FieldValue? {
        let form = FieldType.row(fields).summary
        guard case .sequence(let items) = node.content else {
            expected(form, node, path)
            return nil
        }
        guard items.count == fields.count else {
            log.error(
                "found a list of \(items.count), expected \(form)", at: node.position, path: path)
            return nil
        }
        var values: [FieldValue?] = []
        for (index, field) in fields.enumerated() {
            values.append(value(items[index], as: field.type, path: "\(path)[\(index)]"))
        }
        return .list(values)
    }

    /// Reads a name, or a mapping with the name and its parameters.
    ///
    /// - Returns: The parameters; their variant is the name, an alias replaced.
    mutating func named(
        _ node: YAMLNode, of named: NamedDescription, path: String
    ) -> SectionValues? {
        guard case .mapping(let entries) = node.content else {
            guard let section = section(node, of: named, path: path) else { return nil }
            let none = YAMLNode(position: node.position, content: .mapping([]))
            return self.section(none, as: section, path: path, isVariant: true)
        }
        let keys = [NamedDescription.nameKey, NamedDescription.parametersKey]
        for entry in entries where !keys.contains(entry.key) {
            refuse(entry, of: named.what, keys, path)
        }
        let name = entries.first { $0.key == NamedDescription.nameKey }
        let parameters = entries.first { $0.key == NamedDescription.parametersKey }
        guard let name else {
            let isMisspelt = entries.contains {
                !keys.contains($0.key) && log.nearest(to: $0.key, among: keys) == keys[0]
            }
            if !isMisspelt {
                log.error(
                    "missing; expected \(FieldType.named(named).summary)", at: node.position,
                    path: DocumentPath.joined(path, keys[0]))
            }
            return nil
        }
        let inside = DocumentPath.joined(path, keys[0])
        guard let section = section(name.value, of: named, path: inside) else { return nil }
        let none = YAMLNode(position: node.position, content: .mapping([]))
        return self.section(
            parameters?.value ?? none, as: section, path: DocumentPath.joined(path, keys[1]),
            isVariant: true)
    }

    /// The section that a scalar names; `nil` with an error noted if there is none.
    private mutating func section(
        _ node: YAMLNode, of named: NamedDescription, path: String
    ) -> SectionDescription? {
        let allowed = FieldType.named(named).summary
        guard case .scalar(let name, _) = node.content, !node.isNothing else {
            expected("a \(named.what): \(allowed)", node, path)
            return nil
        }
        if let section = named.section(named: name) { return section }
        if named.unavailable.contains(name) {
            log.error(
                "found '\(name)', which is not available in this version; expected \(allowed)",
                at: node.position, path: path)
            return nil
        }
        let known = named.names + named.aliases.map(\.alias)
        expected(allowed, node, path, log.hint(for: name, among: known))
        return nil
    }
}

extension FieldType {
    /// Whether a value of this type could have the shape of the node.
    func takes(_ node: YAMLNode) -> Bool {
        switch (self, node.content) {
        case (.text, .scalar), (.integer, .scalar), (.real, .scalar), (.amount, .scalar),
            (.rate, .scalar), (.boolean, .scalar), (.choice, .scalar), (.names, .scalar),
            (.named, .scalar), (.names, .sequence), (.list, .sequence), (.row, .sequence),
            (.section, .mapping), (.variants, .mapping), (.amounts, .mapping),
            (.botParameters, .mapping), (.named, .mapping):
            true
        case (.alternatives(let types), _):
            types.contains { $0.takes(node) }
        case (.text, _), (.integer, _), (.real, _), (.amount, _), (.rate, _), (.boolean, _),
            (.choice, _), (.names, _), (.named, _), (.list, _), (.row, _), (.section, _),
            (.variants, _), (.amounts, _), (.botParameters, _):
            false
        }
    }
}
