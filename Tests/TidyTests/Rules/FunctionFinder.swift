/// A function, initializer, subscript or computed property, with the lines it covers.
struct FoundFunction {
    var name: String
    var firstLine: Int
    var lastLine: Int

    var lineCount: Int { lastLine - firstLine + 1 }
}

enum FunctionFinder {
    private static let declaration = Pattern(
        #"^[ \t]*(?:@\w+(?:\([^)\n]*\))?[ \t]+)*(?:\w+(?:\(\w+\))?[ \t]+)*?"#
            + #"(func\s+[^\s(<]+|init(?=[?!]?[(<])|deinit\b|subscript(?=[(<])|var\s+\w+)"#)

    static func functions(in file: SourceFile) -> [FoundFunction] {
        let units = Array(file.code.utf16)
        return declaration.matches(in: file.code).compactMap { match in
            let name = match.groups[1]
            let isProperty = name.hasPrefix("var")
            guard let open = bodyStart(in: units, from: match.end, isProperty: isProperty),
                let close = closingBrace(in: units, of: open)
            else { return nil }
            // Indentation before the match may hold empty lines; the name's line is the first.
            return FoundFunction(
                name: name, firstLine: file.line(at: match.end - 1), lastLine: file.line(at: close))
        }
    }

    /// The brace that opens the body: outside parentheses, and for a property on its line.
    private static func bodyStart(in units: [UInt16], from start: Int, isProperty: Bool) -> Int? {
        var depth = 0
        for place in start..<units.count {
            switch UInt8(truncatingIfNeeded: units[place]) {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return place
            case UInt8(ascii: "}") where depth == 0: return nil
            case UInt8(ascii: "="), 10:
                if isProperty, depth == 0 { return nil }
            default: break
            }
        }
        return nil
    }

    private static func closingBrace(in units: [UInt16], of open: Int) -> Int? {
        var depth = 0
        for place in open..<units.count {
            if units[place] == UInt16(UInt8(ascii: "{")) { depth += 1 }
            if units[place] == UInt16(UInt8(ascii: "}")) { depth -= 1 }
            if depth == 0 { return place }
        }
        return nil
    }
}
