import Matching
import Primitives

/// How long single operations take, each between two readings of the clock.
///
/// Service times alone would hide the queue behind a slow operation (coordinated omission), so
/// percentiles are given twice: of the service times, and of the times that operations arriving
/// at a steady pace at half the engine's capacity would have waited and been served.
public struct Latency: Sendable {
    /// Service times at the 50th, 99th and 99.9th percentile, in nanoseconds, the clock's own
    /// cost subtracted.
    public var service: (p50: Double, p99: Double, p999: Double)
    /// Waiting and service together, at half load.
    public var atHalfLoad: (p50: Double, p99: Double, p999: Double)
    /// What two readings of the clock cost with nothing between them.
    public var timerNanoseconds: Double

    static func measure(_ stream: PreparedStream) -> Latency {
        let timer = timerCost()
        let book = stream.emptyBook()
        stream.apply(0..<stream.buildCount, to: book, lookahead: .off)
        // Half a million operations say as much as four.
        let end = min(stream.count, stream.buildCount + 500_000)
        var times: [Double] = []
        times.reserveCapacity(end - stream.buildCount)
        for index in stream.buildCount..<end {
            let operation = UnsafeBufferPointer(rebasing: stream.operations[index...index])
            let start = Stopwatch.nanoseconds()
            book.apply(operation, lookahead: .off)
            let stop = Stopwatch.nanoseconds()
            times.append(max(0, Double(stop - start) - timer))
        }
        guard !times.isEmpty else {
            return Latency(
                service: (0, 0, 0), atHalfLoad: (0, 0, 0), timerNanoseconds: timer)
        }
        return Latency(
            service: percentiles(times), atHalfLoad: percentiles(waited(times)),
            timerNanoseconds: timer)
    }

    /// The times in the system when operations arrive at half the pace they could be served.
    private static func waited(_ times: [Double]) -> [Double] {
        let gap = 2 * times.reduce(0, +) / Double(times.count)
        var free = 0.0
        return times.enumerated().map { index, time in
            let arrival = Double(index) * gap
            free = max(arrival, free) + time
            return free - arrival
        }
    }

    private static func percentiles(_ times: [Double]) -> (p50: Double, p99: Double, p999: Double) {
        let sorted = times.sorted()
        func at(_ share: Double) -> Double {
            sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
        }
        return (at(0.5), at(0.99), at(0.999))
    }

    private static func timerCost() -> Double {
        let costs = (0..<10_000).map { _ in
            let start = Stopwatch.nanoseconds()
            return Double(Stopwatch.nanoseconds() - start)
        }
        return costs.median
    }
}
