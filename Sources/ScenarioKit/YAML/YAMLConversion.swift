import Determinism
import Yams

/// Rebuilds the parser's nodes as ours, noting what a scenario may not use of YAML.
struct YAMLConversion {
    private(set) var log: DiagnosticLog
    private let originals: [SourcePosition: String]
    private static let anchor = "found an anchor; anchors and aliases are not allowed"

    init(_ originals: [SourcePosition: String], _ log: DiagnosticLog) {
        self.originals = originals
        self.log = log
    }

    /// The node as ours; `nil` if it nests too deep or is of a kind that is not allowed.
    mutating func node(_ node: Node, path: String, depth: Int) -> YAMLNode? {
        let position = node.mark.map { SourcePosition($0) } ?? .start
        if depth > YAMLComposer.maxDepth {
            let found = "found lists and mappings nested deeper than \(YAMLComposer.maxDepth)"
            log.error(found + ", the most that is allowed", at: position, path: path)
            return nil
        }
        if node.anchor != nil {
            log.error(Self.anchor, at: position, path: path)
        }
        refuseTag(of: node, at: position, path: path)
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            return YAMLNode(
                position: position, content: .scalar(text: scalar.string, isPlain: isPlain))
        case .sequence(let sequence):
            return YAMLNode(
                position: position, content: .sequence(items(sequence, path, depth)))
        case .mapping(let mapping):
            return YAMLNode(
                position: position, content: .mapping(entries(mapping, path, depth)))
        case .alias:
            log.error("found an alias; aliases are not allowed", at: position, path: path)
            return nil
        }
    }

    private mutating func items(
        _ sequence: Node.Sequence, _ path: String, _ depth: Int
    ) -> [YAMLNode] {
        var items: [YAMLNode] = []
        for (index, item) in sequence.enumerated() {
            // A place is kept for what could not be read, so that paths keep counting right.
            let converted = node(item, path: "\(path)[\(index)]", depth: depth + 1)
            items.append(converted ?? .refused)
        }
        return items
    }

    private mutating func entries(
        _ mapping: Node.Mapping, _ path: String, _ depth: Int
    ) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            let position = key.mark.map { SourcePosition($0) } ?? .start
            guard case .scalar(let scalar) = key else {
                let message = "found a list or mapping as a key, expected a word"
                log.error(message, at: position, path: path)
                continue
            }
            let name = originals[position] ?? scalar.string
            let inside = DocumentPath.joined(path, name)
            let wasSeen = lines[name] != nil
            refuse(key: name, scalar, at: position, first: lines[name], path: inside)
            if !wasSeen { lines[name] = position.line }
            let converted = node(value, path: inside, depth: depth + 1)
            if wasSeen || isMerge(name, scalar) { continue }
            entries.append(
                YAMLEntry(key: name, keyPosition: position, value: converted ?? .refused))
        }
        return entries
    }

    private mutating func refuse(
        key name: String, _ scalar: Node.Scalar, at position: SourcePosition, first: Int?,
        path: String
    ) {
        if scalar.anchor != nil {
            log.error(Self.anchor, at: position, path: path)
        }
        if isMerge(name, scalar) {
            let message = "found a merge key '<<'; merge keys are not allowed"
            log.error(message, at: position, path: path)
        } else if let first {
            let shown = TerminalText.quoted(name)
            log.error("found \(shown) twice, first on line \(first)", at: position, path: path)
        }
    }

    private func isMerge(_ name: String, _ scalar: Node.Scalar) -> Bool {
        name == "<<" && scalar.style == .plain
    }

    private mutating func refuseTag(of node: Node, at position: SourcePosition, path: String) {
        guard let tag = explicitTag(of: node) else { return }
        let shown = TerminalText.quoted(tag)
        log.error("found the tag \(shown); tags are not allowed", at: position, path: path)
    }

    /// The tag as written, if one was: the parser itself marks quoted text as such.
    private func explicitTag(of node: Node) -> String? {
        let name: String
        let isOwn: Bool
        switch node {
        case .scalar(let scalar):
            name = scalar.tag.rawValue
            isOwn = scalar.style != .plain && name == Tag.Name.str.rawValue
        case .sequence(let sequence):
            (name, isOwn) = (sequence.tag.rawValue, false)
        case .mapping(let mapping):
            (name, isOwn) = (mapping.tag.rawValue, false)
        case .alias:
            return nil
        }
        return name.isEmpty || isOwn ? nil : name
    }
}
