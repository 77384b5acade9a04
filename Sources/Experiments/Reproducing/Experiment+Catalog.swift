extension Experiment {
    /// Every experiment, in the order in which `--all` makes them.
    public static let all: [Experiment] = [
        smith62, godeSunder93, walras, barter, institutions, pools, parameterizedResponses,
        lobster,
    ]

    /// The experiment of that name, if there is one.
    public static func named(_ name: String) -> Experiment? {
        all.first { $0.name == name }
    }
}
