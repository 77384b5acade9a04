/// What a pure target must not touch: the same seed has to give the same bytes on any machine.
enum Purity {
    private static let clock = "time is the tick, an argument; a clock differs in every run"
    private static let concurrency = "a pure target runs in one order, its caller's"
    private static let chance =
        "randomness comes from a named RandomStream: the standard library's is unseeded, or its "
        + "algorithm may change with the compiler"
    private static let hash = "hash values are seeded anew in every process"
    private static let outside = "files, environment, locale and output belong to the edges"
    private static let state = "global state survives from one run into the next"

    static let rules = [
        ForbiddenText("clock", #"\b(?:Date|DispatchTime|DispatchWallTime)\b"#, clock),
        ForbiddenText("clock", #"\b(?:Continuous|Suspending|UTC)Clock\b"#, clock),
        ForbiddenText("clock", #"\b(?:clock_gettime|gettimeofday|mach_absolute_time)\b"#, clock),
        ForbiddenText("clock", #"(?<![\w.])(?<!func )(?:time|clock|sleep|usleep)\("#, clock),
        ForbiddenText("concurrency", #"\b(?:async\b|await\b|nonisolated\(unsafe\))"#, concurrency),
        ForbiddenText("concurrency", #"\b(?:with\w*)?(?:Task|TaskGroup)\b(?!\s*:)"#, concurrency),
        ForbiddenText("concurrency", #"\b(?:MainActor|TaskLocal|AsyncStream)\b"#, concurrency),
        ForbiddenText("concurrency", #"\b(?:actor|class)\s+\w+\s*:\s*Thread\b"#, concurrency),
        ForbiddenText("concurrency", #"^[ \t]*(?:\w+ )*actor\s+\w+"#, concurrency),
        ForbiddenText("randomness", #"\.random\("#, chance),
        ForbiddenText("randomness", #"\.shuffled\(|\.shuffle\((?:\)|using:)"#, chance),
        ForbiddenText("randomness", #"\brandomElement\b"#, chance),
        ForbiddenText("randomness", #"\b(?:SystemRandomNumberGenerator|arc4random\w*)\b"#, chance),
        ForbiddenText("randomness", #"(?<![\w.])(?:rand|random|drand48|getrandom)\(\)"#, chance),
        ForbiddenText("hash value", #"\.hashValue\b|\bHasher\(\)"#, hash),
        ForbiddenText("outside world", #"\b(?:ProcessInfo|getenv|CommandLine)\b"#, outside),
        ForbiddenText("outside world", #"\b(?:Locale|TimeZone|NumberFormatter)\b"#, outside),
        // In the field's language a bundle is what somebody has of every good.
        ForbiddenText("outside world", #"\bBundle\.(?:main|module|all\w+)"#, outside),
        ForbiddenText("outside world", #"\b(?:FileManager|FileHandle|fopen)\b"#, outside),
        ForbiddenText("outside world", #"\b(?:stdout|stderr|stdin|readLine)\b"#, outside),
        ForbiddenText("outside world", #"\bString\(\s*format:"#, outside),
        ForbiddenText(
            "output", #"(?<![\w.])(?<!func )(?:Swift\.)?(?:print|debugPrint|dump)\("#, outside),
        ForbiddenText("global state", #"\bstatic\s+var\s+\w+\s*(?::[^={\n]+)?="#, state),
        ForbiddenText("global state", #"^var\s+\w+"#, state),
    ]

    static func findings(in file: SourceFile) -> [Finding] {
        guard Imports.isPure(file) else { return [] }
        return rules.flatMap { $0.findings(in: file) }
    }
}
