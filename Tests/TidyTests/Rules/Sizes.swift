/// Small enough to read in one look.
enum Sizes {
    static let functionLimit = 70
    static let functionAim = 40
    static let fileLimit = 400
    static let lineLimit = 100

    static func longFunctions(in file: SourceFile, over limit: Int) -> [Finding] {
        FunctionFinder.functions(in: file).filter { $0.lineCount > limit }.map { function in
            let why = "`\(function.name)` has \(function.lineCount) lines, \(limit) are the limit"
            return file.finding("long function", at: function.firstLine, why)
        }
    }

    static func longFile(_ file: SourceFile) -> [Finding] {
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        guard count > fileLimit else { return [] }
        let why = "\(count) lines, \(fileLimit) are the limit: one type or aspect per file"
        return [file.finding("long file", at: fileLimit + 1, why)]
    }

    static func longLines(in file: SourceFile) -> [Finding] {
        file.lines.enumerated().filter { $1.count > lineLimit }.map { index, line in
            let why = "\(line.count) characters, \(lineLimit) are the limit"
            return file.finding("long line", at: index + 1, why)
        }
    }
}
