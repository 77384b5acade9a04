import ArgumentParser

/// How far the words of a command line name commands.
struct UsageHint {
    /// The commands that were named, the outermost first, without the program.
    private(set) var path: [String] = []
    /// The word in the place of a command that there is none of, and the commands there are.
    private(set) var unknown: (word: String, expected: [String])?

    /// Follows the words after the program's name.
    init(_ words: some Sequence<String>, from root: any ParsableCommand.Type) {
        var command = root
        for word in words {
            // An option ends it, and so does a command that has no others below it.
            let commands = command.configuration.subcommands
            if word.hasPrefix("-") || word == "help" || commands.isEmpty { return }
            guard let next = commands.first(where: { $0.configuration.commandName == word })
            else {
                if command.configuration.defaultSubcommand == nil {
                    unknown = (word, commands.compactMap { $0.configuration.commandName })
                }
                return
            }
            path.append(word)
            command = next
        }
    }

    /// What is wrong, and where to read on.
    func message(for fault: String) -> String {
        guard let unknown else { return "\(fault); see '\(help)'" }
        let among = unknown.expected.joined(separator: ", ")
        return "no command is called '\(unknown.word)'; expected \(among); see '\(help)'"
    }

    private var help: String { (["catallaxy", "help"] + path).joined(separator: " ") }
}
