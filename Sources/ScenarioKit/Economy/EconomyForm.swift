/// How an economy says who takes part.
enum EconomyForm {
    /// A number of agents, and what they are drawn from.
    case drawn
    /// A list of agents.
    case listed

    /// The form a document is meant to have.
    init(of root: YAMLNode) {
        self = .drawn
        guard case .mapping(let entries) = root.content else { return }
        if let agents = entries.first(where: { $0.key == "agents" }) {
            if case .sequence = agents.value.content { self = .listed }
        } else if entries.contains(where: { $0.key == "resources" }) {
            self = .listed
        }
    }

    /// What may be written.
    var section: SectionDescription {
        switch self {
        case .drawn: EconomySections.drawn
        case .listed: EconomySections.listed
        }
    }

    /// The other form.
    var other: EconomyForm {
        switch self {
        case .drawn: .listed
        case .listed: .drawn
        }
    }
}
