/// A name, or a mapping with the name and its parameters: `bilateral`, or
/// `{name: myopic, params: {}}`.
public struct NamedDescription: Sendable {
    /// The key of the name where a mapping is written.
    public static let nameKey = "name"
    /// The key of the parameters where a mapping is written.
    public static let parametersKey = "params"

    /// What the names are names of: `search protocol`.
    public let what: String
    /// The parameters of each name, the section being called as the name is.
    public let sections: [SectionDescription]
    /// Older names, and what they stand for.
    public let aliases: [(alias: String, name: String)]
    /// Names that are known but cannot be chosen in this version.
    public let unavailable: [String]

    /// Describes names with parameters.
    public init(
        _ what: String, _ sections: [SectionDescription],
        aliases: [(alias: String, name: String)] = [], unavailable: [String] = []
    ) {
        self.what = what
        self.sections = sections
        self.aliases = aliases
        self.unavailable = unavailable
    }

    /// The names, without aliases.
    public var names: [String] { sections.map(\.name) }

    /// The section of a name or an alias of it.
    func section(named name: String) -> SectionDescription? {
        let meant = aliases.first { $0.alias == name }?.name ?? name
        return sections.first { $0.name == meant }
    }
}
