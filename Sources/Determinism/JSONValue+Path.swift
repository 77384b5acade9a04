extension JSONValue {
    /// What lies at a path: keys of objects and places in lists, `agents.0.parameters.size`.
    ///
    /// - Returns: `nil` if nothing does. A key with a dot in it cannot be reached.
    public func value(at path: String) -> JSONValue? {
        var value = self
        for step in path.split(separator: ".", omittingEmptySubsequences: false) {
            guard let next = value.child(step) else { return nil }
            value = next
        }
        return value
    }

    /// The value with what lies at a path replaced.
    ///
    /// - Returns: `nil` if nothing lies there.
    public func replacing(_ path: String, with value: JSONValue) -> JSONValue? {
        let steps = path.split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = steps.first, let old = child(first) else { return nil }
        var new = value
        if steps.count > 1 {
            guard let changed = old.replacing(String(steps[1]), with: value) else { return nil }
            new = changed
        }
        switch self {
        case .object(let members):
            let key = String(first)
            return .object(
                members.map { JSONMember($0.key, $0.key.isIdentical(to: key) ? new : $0.value) })
        case .array(var elements):
            guard let place = Int(first) else { return nil }
            elements[place] = new
            return .array(elements)
        case .null, .bool, .integer, .number, .string:
            return nil
        }
    }

    private func child(_ step: Substring) -> JSONValue? {
        switch self {
        case .object: return self[String(step)]
        case .array(let elements):
            guard let place = Int(step), elements.indices.contains(place),
                String(place).isIdentical(to: String(step))
            else { return nil }
            return elements[place]
        case .null, .bool, .integer, .number, .string: return nil
        }
    }
}
