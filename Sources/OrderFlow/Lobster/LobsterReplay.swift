/// Replays a LOBSTER message file through the book.
///
/// `orderbook.md` §2 is the rule book; the page *Real order flow* says how what rests before the
/// first message is found.
public struct LobsterReplay {
    private let levels: Int
    private let snapshot: LobsterBookFile?
    private let reference: LobsterBookFile?

    /// Says what to replay from, and what to compare with.
    ///
    /// - Parameters:
    ///   - levels: The levels of the book that is written and compared; at least one.
    ///   - snapshot: Its first row seeds the book; without it the book starts with the orders
    ///     that later messages name.
    ///   - reference: The orderbook file to compare with.
    public init(levels: Int, snapshot: LobsterBookFile?, reference: LobsterBookFile?) {
        precondition(levels > 0, "a row has levels")
        self.levels = levels
        self.snapshot = snapshot
        self.reference = reference
    }

    /// Replays all messages.
    ///
    /// - Parameters:
    ///   - output: Receives the book after each row of the message file.
    ///   - rejects: Receives the rows that were left out: `seq,reason`.
    /// - Throws: What an output throws.
    public func run(
        _ file: borrowing LobsterMessageFile, output: (any ByteSink)?, rejects: (any ByteSink)?
    ) throws -> LobsterReport {
        var pass = Pass(output: output, rejects: rejects)
        pass.book.seed(from: snapshot?.firstRow, levels: snapshot?.levelCount ?? 0, file.rows)
        pass.walk = reference.map {
            LobsterWalk($0, levels: levels, messageCount: file.rows.count)
        }
        let depth = max(levels, reference?.levelCount ?? 0)
        pass.shown = pass.book.row(levels: depth)
        for (index, row) in file.rows.enumerated() {
            pass.apply(row, number: index + 1, levels: levels, depth: depth)
            if output != nil { pass.shown.write(to: &pass.output, levels: levels) }
            try pass.output.flushIfFull()
            try pass.rejects.flushIfFull()
        }
        try pass.output.flush()
        try pass.rejects.flush()
        return pass.report(rows: file.rows.count, levels: levels)
    }
}

/// What changes while the messages pass.
private struct Pass: ~Copyable {
    var book = LobsterBook()
    var shown = LobsterBookRow()
    var walk: LobsterWalk?
    var output: TextOutput
    var rejects: TextOutput
    /// The messages that were not left out.
    var messages: [LobsterMessage] = []
    /// The touch after each message that touches the replayed levels.
    var quotes: [LobsterQuote] = []

    init(output: (any ByteSink)?, rejects: (any ByteSink)?) {
        self.output = TextOutput(output)
        self.rejects = TextOutput(rejects)
        self.rejects.append("seq,reason\n")
    }

    mutating func apply(_ row: LobsterMessageFile.Row, number: Int, levels: Int, depth: Int) {
        let message: LobsterMessage
        switch row {
        case .message(let read): message = read
        case .rejected(let reason): return reject(number, reason)
        }
        let isTouched = shown.isTouched(by: message, levels: levels)
        guard book.apply(message) else { return reject(number, .duplicateID) }
        if message.kind == .submission || message.kind.takesShares {
            shown = book.row(levels: depth)
        }
        messages.append(message)
        if isTouched { quotes.append(LobsterQuote(shown, at: message)) }
        walk?.step(message, number: number, replayed: shown)
    }

    private mutating func reject(_ number: Int, _ reason: LobsterRejection) {
        rejects.append(UInt64(number))
        rejects.append(UInt8(ascii: ","))
        rejects.append(reason.name)
        rejects.append(UInt8(ascii: "\n"))
        walk?.step(nil, number: number, replayed: shown)
    }

    /// The figures are those of the given book where it has a row for every message.
    mutating func report(rows: Int, levels: Int) -> LobsterReport {
        walk?.finish()
        let given = walk.flatMap { $0.isComplete && !$0.quotes.isEmpty ? $0.quotes : nil }
        return LobsterReport(
            rows: rows, rejected: rows - messages.count, levels: levels,
            inferences: book.inferences, comparison: walk?.comparison,
            statistics: LobsterStatistics(
                messages, quotes: given ?? quotes, areGiven: given != nil))
    }
}
