/// A place where the repository breaks a rule.
struct Finding: Hashable, CustomStringConvertible {
    /// The file, relative to the root of the repository.
    var path: String
    /// Counted from one; one also where the whole file is meant.
    var line: Int
    /// The rule in two or three words.
    var rule: String
    /// What was found, and why it matters.
    var why: String

    var description: String { "\(path):\(line): \(rule): \(why)" }
}
