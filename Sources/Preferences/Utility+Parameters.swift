extension Utility {
    /// The names of the utility functions in a scenario.
    public static let typeNames = ["ces", "linear", "quadratic", "translog", "stone_geary"]

    /// The name of the function in a scenario, one of ``typeNames``.
    public var typeName: String {
        switch self {
        case .ces: "ces"
        case .linear: "linear"
        case .quadratic: "quadratic"
        case .translog: "translog"
        case .stoneGeary: "stone_geary"
        }
    }

    /// The parameters by their names in a scenario, all of them, in a fixed order.
    public var parameters: [UtilityParameter] {
        switch self {
        case .ces(let utility):
            [
                UtilityParameter("rho", utility.rho), UtilityParameter("wA", utility.weightA),
                UtilityParameter("wB", utility.weightB),
                UtilityParameter("epsilon", utility.epsilon),
            ]
        case .linear(let utility):
            [UtilityParameter("vA", utility.valueA), UtilityParameter("vB", utility.valueB)]
        case .quadratic(let utility):
            [
                UtilityParameter("A_star", utility.blissA),
                UtilityParameter("B_star", utility.blissB),
                UtilityParameter("sigma_A", utility.sigmaA),
                UtilityParameter("sigma_B", utility.sigmaB),
                UtilityParameter("gamma", utility.gamma),
            ]
        case .translog(let utility):
            [
                UtilityParameter("alpha_0", utility.alpha0),
                UtilityParameter("alpha_A", utility.alphaA),
                UtilityParameter("alpha_B", utility.alphaB),
                UtilityParameter("beta_AA", utility.betaAA),
                UtilityParameter("beta_BB", utility.betaBB),
                UtilityParameter("beta_AB", utility.betaAB),
            ]
        case .stoneGeary(let utility):
            [
                UtilityParameter("alpha_A", utility.alphaA),
                UtilityParameter("alpha_B", utility.alphaB),
                UtilityParameter("gamma_A", utility.gammaA),
                UtilityParameter("gamma_B", utility.gammaB),
            ]
        }
    }
}

/// A parameter of a utility function, by its name in a scenario.
public struct UtilityParameter: Hashable, Sendable {
    /// As a scenario writes it.
    public let name: String
    /// What it is.
    public let value: Double

    init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}
