/// Paths that exist on one machine only.
enum MachinePaths {
    // Each name split, so that this file does not break its own rule.
    private static let anywhere = Pattern(
        "(?:(?<![\\w./~)}*-])|(?<=file://))/(?:ro" + "ot|wo" + "rk|fa" + "rm|ho" + "me/\\w+)"
            + "(?![\\w-])")
    private static let temporary = Pattern("(?<![\\w.~)}])/tm" + "p/")

    static func findings(path: String, text: String) -> [Finding] {
        let mayUseTemporary = path.hasPrefix("Tests/")
        // Most files hold none; one look at the whole spares a look at every line.
        guard anywhere.fits(text) || temporary.fits(text) else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { anywhere.fits($1) || (!mayUseTemporary && temporary.fits($1)) }
            .map { index, _ in
                Finding(
                    path: path, line: index + 1, rule: "machine path",
                    why: "names a folder of one machine; nobody else has it")
            }
    }
}
