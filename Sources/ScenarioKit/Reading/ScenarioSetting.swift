import Determinism

/// One value that is to stand somewhere in a scenario, whatever the file says: `--set`.
public struct ScenarioSetting: Hashable, Sendable {
    /// Where: keys and places in lists from 0, joined by dots. Instead of its place an entry
    /// of a list can be named by its `name`, `bot` or `symbol`.
    public let path: String
    /// What, as it would stand in the file.
    public let text: String

    /// Describes a setting.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// Reads `path=value`.
    ///
    /// - Returns: `nil` without an equals sign or a path.
    public init?(parsing argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else {
            return nil
        }
        path = String(argument[..<sign])
        text = String(argument[argument.index(after: sign)...])
    }
}

extension YAMLNode {
    /// Puts values into the document as if they had been written there.
    ///
    /// - Returns: The settings' paths with every name of an entry replaced by its place.
    mutating func apply(_ settings: [ScenarioSetting], into log: inout DiagnosticLog) -> [String] {
        settings.map { setting in
            let steps = setting.path.split(separator: ".", omittingEmptySubsequences: false)
            let value = YAMLNode(
                position: .commandLine, content: .scalar(text: setting.text, isPlain: true))
            var place: [String] = []
            // A file may not nest deeper, and a place in it is found by recursion.
            let isShort = steps.count <= YAMLComposer.maxDepth
            if !isShort || !put(value, at: steps[...], &place) {
                let shown = TerminalText.quoted(setting.path)
                log.error(
                    "found \(shown), expected a path of the scenario, such as "
                        + "agents.0.parameters.size", at: nil, path: "--set")
            }
            return place.joined(separator: ".")
        }
    }

    /// Puts a value at a path, making the mappings on the way that the file leaves out.
    ///
    /// - Returns: Whether there is such a place.
    private mutating func put(
        _ value: YAMLNode, at steps: ArraySlice<Substring>, _ place: inout [String]
    ) -> Bool {
        guard let step = steps.first else {
            self = value
            return true
        }
        if step.isEmpty { return false }
        switch content {
        case .mapping(var entries):
            place.append(String(step))
            defer { content = .mapping(entries) }
            if let index = entries.firstIndex(where: { $0.key == step }) {
                return entries[index].value.put(value, at: steps.dropFirst(), &place)
            }
            var entry = YAMLEntry(
                key: String(step), keyPosition: .commandLine,
                value: YAMLNode(position: position, content: .mapping([])))
            let isPut = entry.value.put(value, at: steps.dropFirst(), &place)
            entries.append(entry)
            return isPut
        case .sequence(var items):
            guard let index = Self.place(of: step, in: items) else { return false }
            place.append("\(index)")
            let isPut = items[index].put(value, at: steps.dropFirst(), &place)
            content = .sequence(items)
            return isPut
        case .scalar where isNothing:
            content = .mapping([])
            return put(value, at: steps, &place)
        case .scalar, .refused:
            return false
        }
    }

    /// The entry of a list by its place, or the only one with this name.
    private static func place(of step: Substring, in items: [YAMLNode]) -> Int? {
        if let index = Int(step), "\(index)" == step {
            return items.indices.contains(index) ? index : nil
        }
        let named = items.indices.filter { index in
            guard case .mapping(let entries) = items[index].content else { return false }
            let name = ["name", "bot", "symbol"].lazy.compactMap { key -> String? in
                let entry = entries.first { $0.key == key }
                guard case .scalar(let text, _)? = entry?.value.content else { return nil }
                return text
            }
            return name.first.map { $0 == step } ?? false
        }
        return named.count == 1 ? named[0] : nil
    }
}
