public import OrderFlow

/// A stream to measure with: its operations, and how many of them build the book up.
public struct StreamInput: Sendable {
    /// The preset's name, or the file's.
    public let name: String
    /// The seed; `nil` for a file.
    public let seed: UInt32?
    /// Every operation, the build-up first.
    public let operations: [StreamOperation]
    /// How many operations are the build-up, reported apart.
    public let buildCount: Int

    /// The stream of a preset.
    public init(_ preset: StreamPreset, seed: UInt32) {
        name = preset.name
        self.seed = seed
        operations = StreamGenerator.operations(of: preset, seed: seed)
        buildCount = preset.liveOrders
    }

    /// The stream of an order file.
    public init(name: String, operations: [StreamOperation], buildCount: Int) {
        self.name = name
        seed = nil
        self.operations = operations
        self.buildCount = min(buildCount, operations.count)
    }
}
