import Determinism

/// A document to be written: scalars as they will stand in the file.
indirect enum YAMLTree {
    case scalar(String)
    case list([YAMLTree])
    case mapping([(key: String, value: YAMLTree)])

    /// A place inside: a key, or the number of an item.
    private enum Step {
        case key(String)
        case item(Int)
    }

    /// Gives a place another value; keys that are missing are added.
    ///
    /// - Returns: Why not, if there is no such place.
    mutating func set(_ path: String, to value: String) -> String? {
        guard let steps = Self.steps(path) else {
            return "\(TerminalText.quoted(path)) is no path such as params.beta or "
                + "utilities.mix[0].weight"
        }
        return set(steps[...], to: value)
    }

    private mutating func set(_ steps: ArraySlice<Step>, to value: String) -> String? {
        guard let step = steps.first else {
            self = .scalar(value)
            return nil
        }
        let rest = steps.dropFirst()
        switch (step, self) {
        case (.key(let key), .mapping(var entries)):
            var inner = entries.first { $0.key == key }?.value ?? .mapping([])
            if let reason = inner.set(rest, to: value) { return reason }
            if let index = entries.firstIndex(where: { $0.key == key }) {
                entries[index].value = inner
            } else {
                entries.append((key, inner))
            }
            self = .mapping(entries)
            return nil
        case (.item(let number), .list(var items)):
            guard number < items.count else {
                return "there is no item \(number) in a list of \(items.count)"
            }
            if let reason = items[number].set(rest, to: value) { return reason }
            self = .list(items)
            return nil
        case (.key(let key), _):
            return "there is nothing to hold '\(TerminalText.shortened(key))'"
        case (.item(let number), _):
            return "there is no list to have an item \(number)"
        }
    }

    private static func steps(_ path: String) -> [Step]? {
        // A scenario may not nest deeper, and a place in it is found by recursion.
        let separators = path.utf8.count { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }
        if separators >= YAMLComposer.maxDepth { return nil }
        var steps: [Step] = []
        for part in path.split(separator: ".", omittingEmptySubsequences: false) {
            // A place in a list may be written as `run --set` has it, too: mix.0 for mix[0].
            if !steps.isEmpty, let number = try? StrictNumber.integer(String(part)) {
                if number < 0 || number >= 1 << 31 { return nil }
                steps.append(.item(Int(number)))
                continue
            }
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            let isKey = pieces[0].utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
            guard isKey, !pieces[0].isEmpty else { return nil }
            steps.append(.key(String(pieces[0])))
            for piece in pieces.dropFirst() {
                guard piece.last == "]",
                    let number = try? StrictNumber.integer(
                        String(piece.dropLast())), number >= 0, number < 1 << 31
                else { return nil }
                steps.append(.item(Int(number)))
            }
        }
        return steps
    }

    // MARK: - Text

    /// The document's lines, with the comments of a section's fields.
    func lines(_ section: SectionDescription?, indent: Int = 0) -> [String] {
        guard case .mapping(let entries) = self else { return [flow] }
        let spaces = String(repeating: " ", count: indent)
        return entries.flatMap { key, value -> [String] in
            let field = section?[key]
            let comment = field.map { "  # " + ScenarioText.comment(on: $0) } ?? ""
            switch value {
            case .mapping(let inner) where !inner.isEmpty && indent == 0:
                var description: SectionDescription?
                if case .section(let section)? = field?.type { description = section }
                return [spaces + key + ":" + comment]
                    + value.lines(description, indent: indent + 2)
            case .list(let items) where items.contains { !$0.isScalar }:
                return [spaces + key + ":" + comment]
                    + items.map { spaces + "  - " + $0.flow }
            case .list(let items): return Self.wrapped(spaces + key + ": ", items, comment)
            case .scalar, .mapping: return [spaces + key + ": " + value.flow + comment]
            }
        }
    }

    private var isScalar: Bool { if case .scalar = self { true } else { false } }

    /// The value on one line.
    private var flow: String {
        switch self {
        case .scalar(let text): text
        case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }

    /// A list of scalars in lines of up to 100 characters, its comment above it.
    private static func wrapped(
        _ start: String, _ items: [YAMLTree], _ comment: String
    ) -> [String] {
        let indent = String(repeating: " ", count: start.utf8.count + 1)
        var lines = [start + "["]
        for (number, item) in items.enumerated() {
            let piece = item.flow + (number + 1 < items.count ? "," : "]")
            let isFirst = lines[lines.count - 1].last == "["
            if !isFirst, lines[lines.count - 1].utf8.count + piece.utf8.count + 1 > 100 {
                lines.append(indent + piece)
            } else {
                lines[lines.count - 1] += (isFirst ? "" : " ") + piece
            }
        }
        if items.isEmpty { lines[0] += "]" }
        let above = String(start.prefix { $0 == " " }) + comment.drop { $0 == " " }
        return comment.isEmpty ? lines : [above] + lines
    }
}
