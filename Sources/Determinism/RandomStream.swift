/// The random numbers of one purpose, decided by the seed of the run and a stable name.
///
/// Streams of other names are unaffected by what is drawn here, so that adding a bot changes no
/// other bot's luck. A stream cannot be copied, for two copies would draw the same numbers; it
/// is kept as its ``state`` and made again from that.
@frozen
public struct RandomStream: ~Copyable, Sendable {
    @usableFromInline
    var generator: Mulberry32

    /// Creates the stream of a name in the run with the given seed.
    ///
    /// - Parameter name: `activation`, `scenario`, `bot/<agent name>` or `generator/<what>`;
    ///   compared byte for byte in UTF-8.
    public init(seed: UInt32, name: String) {
        var first = Mulberry32(state: seed ^ Self.hash(name))
        generator = Mulberry32(state: first.next())
    }

    /// Creates the stream that goes on from a state kept earlier.
    @inlinable
    public init(state: UInt32) { generator = Mulberry32(state: state) }

    /// What the rest of the stream depends on.
    @inlinable
    public var state: UInt32 { generator.state }

    /// The next 32 bits.
    @inlinable
    public mutating func next() -> UInt32 { generator.next() }

    /// A multiple of 2⁻³² in [0, 1), each as likely as any other. Takes one draw.
    @inlinable
    public mutating func uniform() -> Double { Double(next()) / 4_294_967_296 }

    /// A whole number in `0..<bound`, each exactly as likely as any other.
    ///
    /// Takes one draw, and another with a probability below `bound / 2³²`.
    ///
    /// - Precondition: `1 <= bound < 2³²`.
    /// - Source: Lemire, *ACM Transactions on Modeling and Computer Simulation* 29 (2019).
    @inlinable
    public mutating func below(_ bound: Int) -> Int {
        precondition(bound >= 1 && bound <= Int(UInt32.max), "a bound must be in 1..<2³²")
        let bound32 = UInt32(truncatingIfNeeded: bound)
        var product = UInt64(next()) * UInt64(bound32)
        if UInt32(truncatingIfNeeded: product) < bound32 {
            // Only here can the uneven head of the range matter: it is shorter than the bound.
            let unevenCount = (0 &- bound32) % bound32
            while UInt32(truncatingIfNeeded: product) < unevenCount {
                product = UInt64(next()) * UInt64(bound32)
            }
        }
        return Int(truncatingIfNeeded: product >> 32)
    }

    /// Whether something of the given probability happens. Takes one draw, also at 0 and at 1.
    @inlinable
    public mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

    /// Brings the elements into a random order, each order as likely as any other.
    ///
    /// Fisher and Yates's way, from the end: the last element is settled first.
    ///
    /// - Precondition: fewer than 2³² elements.
    @inlinable
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, through: 1, by: -1) {
            elements.swapAt(last, below(last + 1))
        }
    }

    /// FNV-1a, 32 bits: small, and the same in every language and process.
    private static func hash(_ name: String) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return hash
    }
}
