/// A generator of 32 random bits a step, with 32 bits of state; the same bits in any language.
///
/// Small and easy to write again elsewhere, and neither cryptographic nor fit for simulations
/// that need more than 2³² draws from one stream.
///
/// - Source: Tommy Ettinger's Mulberry32, 2017.
@frozen
public struct Mulberry32: Sendable {
    @usableFromInline
    var counter: UInt32

    /// All that decides what comes next; a generator made from it goes on where this one is.
    @inlinable
    public var state: UInt32 { counter }

    /// Creates the generator that goes on from the given state; a seed is a first state.
    @inlinable
    public init(state: UInt32) { counter = state }

    /// The next 32 bits.
    @inlinable
    public mutating func next() -> UInt32 {
        counter &+= 0x6D2B_79F5
        var bits = counter
        bits = (bits ^ (bits >> 15)) &* (bits | 1)
        bits ^= bits &+ (bits ^ (bits >> 7)) &* (bits | 61)
        return bits ^ (bits >> 14)
    }
}
