/// Which modules a target may import: the table of STYLE §1, and what the edges need from outside.
///
/// A new arrow is a design change: it gets its own commit, with the reason.
enum Imports {
    private static let words = ["Primitives", "Determinism"]
    private static let mechanism = ["Matching", "Accounting", "Preferences", "Geography"]
    private static let language = words + mechanism + ["MarketModel"]
    private static let world = language + ["Institutions", "Kernel", "History"]
    private static let use = world + ["Bots", "Analytics", "Reports", "Runner"]
    private static let library =
        use + ["Sweeping", "OrderFlow", "Fuzzing", "ScenarioKit", "Persistence", "MarketServer"]

    /// The outside world: files, clocks, threads, signals.
    private static let system = ["Foundation", "Dispatch", "Glibc", "Darwin", "Synchronization"]

    static let table: [(target: String, mayImport: [String])] = [
        ("Primitives", []),
        ("Determinism", []),
        // The hints are prefetches: they change nothing but speed.
        ("Matching", ["Primitives", "CMemoryHints"]),
        // Order files, real order flow and streams for a book: bytes in, bytes out.
        ("OrderFlow", words + ["Matching"]),
        ("Accounting", ["Primitives"]),
        ("Preferences", ["Primitives", "RealModule"]),
        // Large grids and tables are looked up at random: huge pages spare half of the misses.
        ("Geography", ["Primitives", "CMemoryHints"]),
        ("MarketModel", words),
        // Distances are discounted by a power.
        ("Institutions", language + ["RealModule"]),
        ("Kernel", language.filter { $0 != "Matching" } + ["Institutions"]),
        ("History", words + ["MarketModel", "COpenSSL"]),
        // Two robots of the literature quote by exponentials.
        ("Bots", words + ["MarketModel", "Preferences", "RealModule"]),
        // The summary is a JSON document, and returns need a logarithm.
        (
            "Analytics",
            words + ["Preferences", "MarketModel", "History", "RealModule"]
        ),
        // Pages show what agents quoted, which the rules of an institution say.
        (
            "Reports",
            words + ["Preferences", "MarketModel", "Institutions", "Analytics"]
        ),
        // Progress is read from another thread, hence the atomics of Synchronization.
        ("Runner", world + ["Bots", "Synchronization"]),
        // Many runs at once, on threads; what a run is, and where results go, it is told.
        ("Sweeping", words + ["History", "Analytics", "Foundation"]),
        // Order files are compared with a naive reading of their rules.
        ("Fuzzing", world + ["OrderFlow", "Bots", "Runner"]),
        ("ScenarioKit", world + ["Bots", "Yams"] + system),
        ("Persistence", world + ["Bots", "Analytics", "GRDB", "GRDBSQLite"] + system),
        // HTTP/1 and WebSocket by SwiftNIO; accepting and draining by Hummingbird's core.
        (
            "MarketServer",
            use + [
                "HummingbirdCore", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket", "NIOExtras",
                "Logging", "ServiceLifecycle",
            ] + system
        ),
        ("Benchmarks", library + system),
        // The bodies of `reproduce` and `compare`: files, and replications on all cores.
        ("Experiments", library + ["RealModule"] + system),
        ("CLI", library + ["Benchmarks", "Experiments", "ArgumentParser"] + system),
        ("Catallaxy", library),
    ]

    /// swift-collections, which any target may use.
    private static let collections = [
        "BasicContainers", "BitCollections", "Collections", "DequeModule", "HashTreeCollections",
        "HeapModule", "OrderedCollections",
    ]

    /// Targets that see no clock, file, thread or locale, and give the same bytes everywhere.
    static let pureTargets = [
        "Primitives", "Determinism", "Matching", "OrderFlow", "Accounting", "Preferences",
        "Geography", "MarketModel", "Institutions", "Kernel", "History", "Bots", "Analytics",
        "Reports",
    ]

    static func isPure(_ file: SourceFile) -> Bool {
        file.target.map(pureTargets.contains) ?? false
    }

    private static let statement = Pattern(
        #"^[ \t]*((?:@\w+(?:\([^)\n]*\))?\s+)*)"#
            + #"(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+"#
            + #"(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)"#)

    static func findings(in file: SourceFile) -> [Finding] {
        guard let target = file.target else { return [] }
        guard let allowed = table.first(where: { $0.target == target })?.mayImport else {
            let why = "\(target) has no row in Imports.table: what may it import, and why?"
            return [file.finding("unknown target", at: 1, why)]
        }
        return statement.matches(in: file.code).flatMap { match -> [Finding] in
            let line = file.line(at: match.end)
            let module = match.groups[2]
            var found: [Finding] = []
            if !allowed.contains(module), !collections.contains(module) {
                let why = "\(target) may not import \(module): imports point only down (STYLE §1)"
                found.append(file.finding("forbidden import", at: line, why))
            }
            if match.groups[1].contains("@_exported"), target != "Catallaxy" {
                let why = "only Catallaxy, the one import for users, re-exports modules"
                found.append(file.finding("re-export", at: line, why))
            }
            return found
        }
    }
}
