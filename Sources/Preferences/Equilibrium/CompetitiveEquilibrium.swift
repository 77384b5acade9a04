import Primitives

/// Prices at which every market clears.
public struct CompetitiveEquilibrium: Hashable, Sendable {
    /// In money, or with that of B as 1.
    public let prices: GoodsPrices
    /// Whether a price above it lowers excess demand.
    public let isStable: Bool

    /// Of A in units of B.
    public var relativePrice: Double { prices.a / prices.b }

    /// Every equilibrium of an exchange economy, by rising relative price.
    ///
    /// All sign changes of excess demand on a logarithmic grid are refined to 10⁻¹²; a jump of
    /// demand counts where somebody is indifferent between bundles, so that a selection clears.
    /// Equilibria in which a good is free are not looked for.
    ///
    /// - Returns: None where there is none.
    /// - Complexity: some thousand demands of each consumer; with money some hundred thousand.
    public static func all(of consumers: [Consumer]) -> [CompetitiveEquilibrium] {
        guard let first = consumers.first else { return [] }
        let search = EquilibriumSearch(consumers)
        let found = first.terms == nil ? search.inGoods() : search.inMoney()
        return found.sorted { $0.relativePrice < $1.relativePrice }
    }

    /// The one that comparisons use: the stable one of the lowest relative price.
    public static func reference(
        among all: [CompetitiveEquilibrium]
    ) -> CompetitiveEquilibrium? {
        all.first(where: \.isStable)
    }
}
