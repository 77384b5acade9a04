import Primitives

/// How often each spread was seen: mean and median of all of them, exactly.
struct SpreadDistribution: Codable {
    private struct Count: Codable {
        var spread: Int128
        var times: Int64
    }

    /// By rising spread.
    private var counts: ContiguousArray<Count> = []
    private(set) var observations: Int64 = 0
    private var sum: Int128 = 0

    /// Counts a spread.
    ///
    /// - Complexity: O(log distinct spreads), O(distinct spreads) for one not seen before.
    mutating func add(_ spread: Int128) {
        precondition(spread > 0, "a book is never crossed or locked, got \(spread)")
        observations += 1
        sum += spread
        var low = 0
        var high = counts.count
        while low < high {
            let middle = (low + high) / 2
            if counts[middle].spread < spread { low = middle + 1 } else { high = middle }
        }
        if low < counts.count && counts[low].spread == spread {
            counts[low].times += 1
        } else {
            counts.insert(Count(spread: spread, times: 1), at: low)
        }
    }

    /// The mean, rounded down; `nil` when nothing was counted.
    var mean: Amount? {
        observations == 0 ? nil : Amount.flooring(sum, over: Int128(observations))
    }

    /// The median, of an even number the mean of the middle two, rounded down.
    var median: Amount? {
        if observations == 0 { return nil }
        let middleTwo = value(at: (observations - 1) / 2) + value(at: observations / 2)
        return Amount.flooring(middleTwo, over: 2)
    }

    /// The spread with so many observations before it, in rising order.
    private func value(at rank: Int64) -> Int128 {
        var before: Int64 = 0
        for count in counts {
            before += count.times
            if before > rank { return count.spread }
        }
        preconditionFailure("there are \(before) spreads, none at rank \(rank)")
    }
}
