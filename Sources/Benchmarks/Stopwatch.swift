#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Seconds of processor time of this thread and of the wall, since it was started.
///
/// Processor time leaves out what a busy machine gave to others, though its caches stay
/// colder; both are reported.
struct Stopwatch {
    private let cpuStart = Self.now(CLOCK_THREAD_CPUTIME_ID)
    private let wallStart = Self.now(CLOCK_MONOTONIC)

    var cpuSeconds: Double { Self.now(CLOCK_THREAD_CPUTIME_ID) - cpuStart }
    var wallSeconds: Double { Self.now(CLOCK_MONOTONIC) - wallStart }

    /// The wall's clock, in nanoseconds.
    @inline(__always)
    static func nanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension [Double] {
    /// The middle value, or the mean of the two in the middle.
    ///
    /// - Precondition: Not empty.
    var median: Double {
        let sorted = sorted()
        let middle = count / 2
        return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
