// The words of a sweep's command line, read without looking at any scenario.

/// Seeds from the first to the last, both included.
public enum SweepSeeds {
    /// Reads `A..B`, or `A` for a single one.
    ///
    /// - Throws: ``SweepWordFault`` for anything else, an empty range included.
    public static func parse(_ text: String) throws(SweepWordFault) -> ClosedRange<UInt32> {
        let ends = SweepWords.ends(of: text).map { SweepWords.whole($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil,
            let low = UInt32(exactly: first), let high = UInt32(exactly: last)
        else {
            throw SweepWordFault(
                "--seeds", text, "A..B with 0 ≤ A ≤ B ≤ 4294967295, such as 1..200")
        }
        guard low <= high else {
            throw SweepWordFault("--seeds", text, "A..B with A ≤ B; this range is empty")
        }
        return low...high
    }
}

extension SweepPlan.Axis {
    /// Reads `path=v1,v2,…` of `--set`.
    ///
    /// - Throws: ``SweepWordFault`` without a path or a value, or with a value twice.
    public init(parsing text: String) throws(SweepWordFault) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let wanted = "path=v1,v2,… such as agents.market_maker.parameters.spread_bps=25,50"
        guard parts.count == 2, !parts[0].isEmpty else {
            throw SweepWordFault("--set", text, wanted)
        }
        let values = parts[1].split(separator: ",", omittingEmptySubsequences: false)
            .map { String($0) }
        guard values.allSatisfy({ !$0.isEmpty }) else {
            throw SweepWordFault("--set", text, wanted)
        }
        if Set(values).count < values.count {
            throw SweepWordFault("--set", text, "every value once")
        }
        self.init(path: String(parts[0]), values: values)
    }

    /// Reads `count:KIND=A..B` or `count:KIND=v1,v2,…` of `--vary`: how many agents of a kind
    /// take part.
    ///
    /// - Throws: ``SweepWordFault`` for anything else.
    public init(varying text: String) throws(SweepWordFault) {
        let wanted = "count:KIND=A..B or count:KIND=v1,v2,… such as count:trend_follower=0..20"
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("count:"), parts[0].utf8.count > 6 else {
            throw SweepWordFault("--vary", text, wanted)
        }
        let path = "agents.\(parts[0].dropFirst(6)).count"
        let range = SweepWords.ends(of: String(parts[1])).map { SweepWords.whole($0) }
        if range.count == 2, let first = range[0], let last = range[1] {
            guard first <= last, last - first < 100_000 else {
                throw SweepWordFault("--vary", text, wanted)
            }
            self.init(path: path, values: (first...last).map { "\($0)" })
            return
        }
        let values = parts[1].split(separator: ",", omittingEmptySubsequences: false)
            .map { String($0) }
        guard values.allSatisfy({ SweepWords.whole($0) != nil }), Set(values).count == values.count
        else { throw SweepWordFault("--vary", text, wanted) }
        self.init(path: path, values: values)
    }
}

/// A part of a plan: every `count`-th run, beginning with the `index`-th.
public struct SweepShard: Hashable, Sendable {
    /// The whole plan in one part.
    public static let whole = SweepShard(index: 1, count: 1)

    /// From 1.
    public let index: Int
    /// How many parts there are; at least one.
    public let count: Int

    /// The most parts a plan is divided into.
    public static let mostParts = 1_000_000

    /// Takes a part as a file names it; `nil` where there is no such part.
    public init?(checking index: Int, of count: Int) {
        guard index >= 1, index <= count, count <= Self.mostParts else { return nil }
        self.init(index: index, count: count)
    }

    /// Takes a part.
    public init(index: Int, count: Int) {
        precondition(count >= 1 && (1...count).contains(index), "no part \(index) of \(count)")
        self.index = index
        self.count = count
    }

    /// Reads `K/N`.
    ///
    /// - Throws: ``SweepWordFault`` for anything else.
    public init(parsing text: String) throws(SweepWordFault) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            .map { SweepWords.whole(String($0)) }
        guard parts.count == 2, let index = parts[0], let count = parts[1],
            let shard = SweepShard(checking: index, of: count)
        else {
            throw SweepWordFault(
                "--shard", text, "K/N with 1 ≤ K ≤ N ≤ \(Self.mostParts), such as 3/7")
        }
        self = shard
    }

    /// The numbers of its runs in a plan of so many: neighbours differ in their seeds alone and
    /// go to different parts, so that the parts take about equally long.
    public func numbers(of runCount: Int) -> StrideThrough<Int> {
        stride(from: index, through: runCount, by: count)
    }

    /// How many runs of a plan of so many are its own.
    public func runCount(of total: Int) -> Int {
        total < index ? 0 : (total - index) / count + 1
    }
}

/// A word of the command line that is wrong.
public struct SweepWordFault: Error, Hashable, Sendable {
    /// The option.
    public let option: String
    /// What was written.
    public let found: String
    /// What is allowed.
    public let expected: String

    init(_ option: String, _ found: String, _ expected: String) {
        self.option = option
        self.found = found
        self.expected = expected
    }
}

enum SweepWords {
    /// The two sides of `A..B`, or the one of `A`.
    static func ends(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        let dot = UInt8(ascii: ".")
        guard
            let place = bytes.indices.dropLast().first(where: {
                bytes[$0] == dot && bytes[$0 + 1] == dot
            })
        else { return [text] }
        return [bytes[..<place], bytes[(place + 2)...]].map { String(decoding: $0, as: UTF8.self) }
    }

    /// Digits, without sign or leading zeros.
    static func whole(_ text: String) -> Int? {
        let digits = text.utf8
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.first != 0x30 || digits.count == 1
        else { return nil }
        return Int(text)
    }
}
