/// The text of a file, and the same text with everything but the code blanked out.
struct SourceFile {
    /// Relative to the root of the repository, with `/` between folders.
    let path: String
    let lines: [Substring]
    /// The code alone: see ``SourceMask``.
    let code: String
    let codeLines: [Substring]
    /// The UTF-16 offsets at which lines start.
    private let lineStarts: [Int]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        code = SourceMask.code(of: text)
        codeLines = code.split(separator: "\n", omittingEmptySubsequences: false)
        var starts = [0]
        for (offset, unit) in text.utf16.enumerated() where unit == 10 {
            starts.append(offset + 1)
        }
        lineStarts = starts
    }

    /// The target that compiles the file: `Matching`, `Bots`, … or `nil` for tests and others.
    var target: String? {
        let folders = path.split(separator: "/")
        if folders.first == "Bots" { return "Bots" }
        return folders.first == "Sources" && folders.count > 2 ? String(folders[1]) : nil
    }

    /// `OrderBook` for `OrderBook.swift` and for `OrderBook+Depth.swift`.
    var typeName: String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "+" && $0 != "." })
    }

    /// The line, counted from one, that holds a UTF-16 offset.
    func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    func finding(_ rule: String, at line: Int, _ why: String) -> Finding {
        Finding(path: path, line: line, rule: rule, why: why)
    }
}
