import Glibc

/// Helps who names a shipped scenario without its folder.
enum ScenarioPath {
    /// What to say about a path that leads nowhere when a scenario of that name is shipped;
    /// `nil` when the path exists or nothing is called like it.
    static func hint(for path: String) -> String? {
        if path.isEmpty || path.utf8.contains(0) || exists(path) { return nil }
        let name = path.hasSuffix(".yaml") ? String(path.dropLast(5)) : path
        let candidates = ["Scenarios/\(name).yaml", "Scenarios/exchange/\(name).yaml"]
        guard let found = candidates.first(where: exists) else { return nil }
        return "no file '\(path)'; did you mean '\(found)'?"
    }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
