/// What one seed under one institution came to. What is undefined is `nil`.
public struct TrialFigures: Hashable, Sendable {
    /// In percent of what can be gained.
    public var efficiency: Double?
    /// Smith's α: how far prices stray from the equilibrium price, in percent of it.
    public var alpha: Double?
    /// Per tick or period.
    public var trades = 0.0
    /// Units of goods per tick or period.
    public var volume = 0.0
    /// The standard deviation of prices of a tick or period.
    public var dispersion: Double?
    /// Ticks or periods until nine tenths of what can be gained are; `nil` where they never are.
    public var ticksToNinety: Double?
    /// The Gini coefficient of the gains; `nil` where somebody lost.
    public var gini: Double?
    /// The least gain of anybody: not negative where every trade is voluntary.
    public var leastGain: Double?
    /// What groups gained together: buyers and sellers, or tastes; names in order.
    public var gains: [Group] = []

    /// What an economy's pools gained, at equilibrium prices; `nil` without pools.
    public var poolGain: Double?

    /// How it went, where that was asked for.
    public var course: TrialCourse?

    /// A group and its gains.
    public struct Group: Hashable, Sendable {
        /// Who.
        public var name: String
        /// How much together.
        public var gain: Double
    }

    /// Nothing yet.
    public init() {}
}
