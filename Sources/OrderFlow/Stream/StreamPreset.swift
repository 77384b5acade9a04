/// What an order stream is made from: order stream version 1, and two harder shapes of it.
public struct StreamPreset: Hashable, Sendable {
    /// Where the prices of a stream lie.
    public enum Shape: Hashable, Sendable {
        /// Around a mid that hardly moves: order stream version 1.
        case narrow
        /// Over 10¹² ticks: every tick of the narrow stream becomes a stretch in which an order
        /// lies where its id says, so that nearly every order has a price of its own.
        case spread
        /// Around a mid that walks at random, one tick every twenty operations.
        case drifting
        /// Around a mid that rises one tick every twenty operations and never comes back: it
        /// sweeps up what rests above it.
        case trending
    }

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
    /// Where the prices lie.
    public let shape: Shape

    /// The presets, small to large; `-spread`, `-drift` and `-trend` name the harder shapes.
    public static let all: [StreamPreset] = {
        let narrow = [
            StreamPreset("tiny", live: 100, depth: 20, step: 32, steady: 10_000),
            StreamPreset("d1k", live: 1_000, depth: 100, step: 256, steady: 2_000_000),
            StreamPreset("d100k", live: 100_000, depth: 1_000, step: 4_096, steady: 2_000_000),
            StreamPreset("d1m", live: 1_000_000, depth: 5_000, step: 16_384, steady: 4_000_000),
        ]
        let harder: [(Shape, String)] = [
            (.spread, "-spread"), (.drifting, "-drift"), (.trending, "-trend"),
        ]
        return narrow
            + harder.flatMap { shape, suffix in
                narrow.map { $0.shaped(shape, named: $0.name + suffix) }
            }
    }()

    private func shaped(_ shape: Shape, named name: String) -> StreamPreset {
        StreamPreset(
            name, live: liveOrders, depth: depthTicks,
            step: shape == .spread ? operationsPerStep : 20, steady: steadyOperations,
            shape: shape)
    }

    private init(
        _ name: String, live: Int, depth: UInt32, step: Int, steady: Int,
        shape: Shape = .narrow
    ) {
        self.name = name
        self.shape = shape
        liveOrders = live
        depthTicks = depth
        operationsPerStep = step
        steadyOperations = steady
    }

    /// The preset with this name, if there is one.
    public static func named(_ name: String) -> StreamPreset? { all.first { $0.name == name } }

    /// All operations, build-up included.
    public var operationCount: Int { liveOrders + steadyOperations }

    /// The price of an order at a tick of the narrow stream.
    func price(_ ticks: Int64, id: UInt32) -> Int64 {
        guard shape == .spread, ticks > 0 else { return ticks }
        let stretch = 1_000_000_000_000 / (2 * Int64(depthTicks))
        // Knuth's multiplicative hash scatters the ids over the stretch.
        let scattered = Int64(UInt32(truncatingIfNeeded: UInt64(id) &* 2_654_435_761))
        return ticks * stretch + scattered % stretch
    }
}
