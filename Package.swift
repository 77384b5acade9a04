// swift-tools-version: 6.2
import PackageDescription

// The whole architecture in one page: targets in layer order, imports point only down.
// A new arrow here is a design change and gets a commit of its own, with the reason.

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

// The server: HTTP/1 and WebSocket on SwiftNIO, accepting and draining by Hummingbird's core.
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let server: [Target.Dependency] =
    [
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "NIOExtras", package: "swift-nio-extras"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    ] + nio

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

/// The files of the page, in the order in which it has them.
let pageFiles = [
    "page.html", "page.css", "numbers.js", "live.js", "source.js", "timeline.js", "canvas.js",
    "panel.js", "plot.js", "controls.js", "exchange-market.js", "exchange-heat.js",
    "exchange-book.js", "exchange-agents.js", "exchange-leaderboard.js", "exchange.js",
    "utility.js", "edgeworth.js", "economy-state.js", "economy-drawing.js", "economy-grid.js",
    "economy-panels.js", "economy-agent.js", "economy.js", "laboratory-periods.js",
    "laboratory.js", "main.js",
]

let package = Package(
    name: "catallaxy",
    products: [
        .executable(name: "catallaxy", targets: ["CLI"]),
        .library(name: "Catallaxy", targets: ["Catallaxy"]),
        .library(name: "Matching", targets: ["Matching"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
        .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        // Without its traits: neither its configuration files nor the whole of Foundation.
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // words
        library("Primitives"),
        library("Determinism"),
        // mechanism
        .target(name: "CMemoryHints"),
        library("Matching", ["Primitives", "CMemoryHints"]),
        library("Accounting", ["Primitives"]),
        library("OrderFlow", ["Primitives", "Determinism", "Matching"]),
        library("Preferences", ["Primitives", realModule]),
        library("Geography", ["Primitives", "CMemoryHints"]),
        // language
        library("MarketModel", ["Primitives", "Determinism"]),
        // world
        library(
            "Institutions",
            [
                "Primitives", "Determinism", "Matching", "Accounting", "Preferences",
                "Geography", "MarketModel", heap,
            ]),
        library(
            "Kernel",
            [
                "Primitives", "Determinism", "Accounting", "Preferences", "Geography",
                "MarketModel", "Institutions",
            ]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        library("History", ["Primitives", "Determinism", "MarketModel", "COpenSSL"]),
        // use
        library(
            "Bots", ["Primitives", "Determinism", "MarketModel", realModule], path: "Bots"),
        library(
            "Analytics", ["Primitives", "Determinism", "Preferences", "MarketModel", realModule]),
        library(
            "Runner",
            ["Primitives", "Determinism", "MarketModel", "Kernel", "History", "Bots"]),
        library(
            "Fuzzing",
            [
                "Primitives", "Determinism", "Matching", "OrderFlow", "MarketModel", "Kernel",
                "History", "Runner", "Bots",
            ]),
        library("Sweeping", ["Determinism", "History", "Analytics"]),
        // The page's files become constants of the program: nothing is looked up at run time.
        .target(
            name: "Reports",
            dependencies: [
                "Primitives", "Determinism", "Preferences", "MarketModel", "Institutions",
                "Analytics",
            ],
            resources: pageFiles.map { .embedInCode("Page/\($0)") }, swiftSettings: strict),
        // edges
        library(
            "ScenarioKit",
            [
                "Primitives", "Determinism", "Preferences", "MarketModel", "Institutions",
                "Kernel", "Bots", yams,
            ]),
        library(
            "Persistence",
            [
                "Primitives", "Determinism", "Preferences", "Geography", "MarketModel",
                "Institutions", "History", "Analytics", grdb, sqlite,
            ]),
        library(
            "MarketServer",
            [
                "Primitives", "Determinism", "Accounting", "MarketModel", "Institutions", "Kernel",
                "History", "Analytics", "Reports", "Runner", deque,
            ] + server),
        library(
            "Benchmarks",
            [
                "Primitives", "Determinism", "Matching", "Accounting", "Preferences",
                "MarketModel", "Institutions", "Kernel", "History", "Runner", "ScenarioKit",
                "OrderFlow",
                "Persistence",
            ]),
        library(
            "Experiments",
            [
                "Primitives", "Determinism", "Preferences", "MarketModel", "Institutions",
                "Kernel", "Bots", "Analytics", "Runner", "ScenarioKit", "OrderFlow", realModule,
            ]),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "Primitives", "Determinism", "MarketModel", "Kernel", "History", "Bots",
                "Analytics", "Runner", "Fuzzing", "ScenarioKit", "Benchmarks", "OrderFlow",
                "Persistence", "MarketServer", "Sweeping", "Experiments", "Reports",
                argumentParser,
            ],
            swiftSettings: strict),
        library(
            "Catallaxy",
            [
                "Primitives", "Determinism", "Matching", "Accounting", "Preferences",
                "Geography", "MarketModel", "Institutions", "Kernel", "History", "Bots",
                "Analytics", "Runner", "ScenarioKit",
            ]),
        // tests
        .target(
            name: "TestSupport",
            dependencies: [
                "Primitives", "Determinism", "Accounting", "MarketModel", "Institutions",
                "Kernel",
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests("PrimitivesTests", ["Primitives", bigInt]),
        tests("DeterminismTests", ["Determinism"]),
        tests("MatchingTests", ["Primitives", "Matching", "Determinism"]),
        tests("TracebookTests", ["Determinism", "History", "OrderFlow"]),
        tests(
            "OrderFlowTests",
            ["Determinism", "Matching", "OrderFlow", "History", "Fuzzing"]),
        tests("LobsterTests", ["Primitives", "Determinism", "OrderFlow"]),
        tests(
            "ScenarioKitTests",
            [
                "Primitives", "Determinism", "Preferences", "MarketModel", "Institutions",
                "Kernel", "Bots", "ScenarioKit",
            ]),
        tests(
            "AnalyticsTests",
            ["Primitives", "Determinism", "MarketModel", "Analytics", realModule]),
        tests(
            "ScenarioTests",
            [
                "Primitives", "Determinism", "MarketModel", "Institutions", "Kernel", "Runner",
                "Analytics", "ScenarioKit",
            ]),
        tests("EquilibriumTests", ["Primitives", "Determinism", "Preferences", realModule]),
        tests(
            "ExperimentsTests",
            [
                "Primitives", "Determinism", "MarketModel", "Institutions", "Kernel", "Analytics",
                "Runner", "ScenarioKit", "Experiments",
            ]),
        tests("CLITests", ["Determinism", "CLI"]),
        tests("PreferencesTests", ["Primitives", "Determinism", "Preferences"]),
        tests("GeographyTests", ["Primitives", "Determinism", "Geography"]),
        tests("AccountingTests", ["Primitives", "Accounting", "Determinism"]),
        tests(
            "InstitutionsTests",
            [
                "Primitives", "Accounting", "Preferences", "MarketModel", "Institutions",
                "Determinism",
            ]),
        tests(
            "KernelTests",
            [
                "Primitives", "Determinism", "Preferences", "Geography", "MarketModel",
                "Institutions", "Kernel", "History", "Runner", "Bots",
            ]),
        tests("HistoryTests", ["Primitives", "Determinism", "MarketModel", "History", "Kernel"]),
        tests("BotsTests", ["Primitives", "Determinism", "MarketModel", "Bots"]),
        tests(
            "AuditTests",
            ["Primitives", "Determinism", "MarketModel", "History", "Fuzzing"]),
        tests("FuzzingTests", ["Primitives", "Fuzzing"]),
        tests(
            "PersistenceTests",
            [
                "Primitives", "Determinism", "Preferences", "MarketModel", "Institutions",
                "Kernel", "History", "Runner", "Bots", "Analytics", "ScenarioKit",
                "Persistence", grdb,
            ]),
        tests(
            "MarketServerTests",
            [
                "Primitives", "Determinism", "MarketModel", "Kernel", "History", "Runner",
                "MarketServer",
            ] + nio),
        tests(
            "ReportsTests",
            ["Primitives", "Determinism", "MarketModel", "Analytics", "Reports"]),
        tests("SweepingTests", ["Determinism", "Analytics", "Sweeping"]),
        tests("TidyTests", []),
        tests(
            "ExampleTests",
            ["Primitives", "Determinism", "MarketModel", "Kernel", "Runner", "Bots"]),
    ],
    swiftLanguageModes: [.v6]
)
