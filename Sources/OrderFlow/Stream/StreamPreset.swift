/// What an order stream is made from: `bench/STREAM.md`, version 1.
public struct StreamPreset: Hashable, Sendable {
    /// As on the command line.
    public let name: String
    /// How many orders are to be live: the stream begins with so many that rest.
    public let liveOrders: Int
    /// How many ticks deep passive orders lie on either side.
    public let depthTicks: UInt32
    /// How many operations lie between two steps of the reference price.
    public let operationsPerStep: Int
    /// How many operations follow the build-up.
    public let steadyOperations: Int

    /// The presets of the order stream, small to large.
    public static let all = [
        StreamPreset("tiny", live: 100, depth: 20, step: 32, steady: 10_000),
        StreamPreset("d1k", live: 1_000, depth: 100, step: 256, steady: 2_000_000),
        StreamPreset("d100k", live: 100_000, depth: 1_000, step: 4_096, steady: 2_000_000),
        StreamPreset("d1m", live: 1_000_000, depth: 5_000, step: 16_384, steady: 4_000_000),
    ]

    private init(_ name: String, live: Int, depth: UInt32, step: Int, steady: Int) {
        self.name = name
        liveOrders = live
        depthTicks = depth
        operationsPerStep = step
        steadyOperations = steady
    }

    /// The preset with this name, if there is one.
    public static func named(_ name: String) -> StreamPreset? { all.first { $0.name == name } }

    /// All operations, build-up included.
    public var operationCount: Int { liveOrders + steadyOperations }
}
