/// Which known word somebody may have meant.
enum NearestWord {
    /// The known word closest to `word`, the first of several as close.
    ///
    /// Close is a distance of at most two edits, or a third of the word's length. Case, and
    /// hyphens for underscores, cost nothing.
    ///
    /// - Returns: `nil` if no known word is close, or none of the word would be left.
    static func to(_ word: String, among known: [String]) -> String? {
        let letters = normalized(word)
        guard letters.count <= 64, !letters.isEmpty else { return nil }
        let greatest = max(2, letters.count / 3)
        var best: (word: String, distance: Int)?
        for candidate in known {
            let other = normalized(candidate)
            let distance = distance(letters, other)
            let isClose = distance <= greatest && distance < max(letters.count, other.count) - 1
            if isClose || distance == 0, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.word
    }

    private static func normalized(_ word: String) -> [Character] {
        word.lowercased().map { $0 == "-" ? "_" : $0 }
    }

    /// The number of insertions, deletions, replacements and swaps of neighbours, no letter
    /// being touched twice (optimal string alignment).
    ///
    /// - Source: Damerau, *Communications of the ACM* 7 (1964).
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var before: [Int] = []
        var above = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = above[column] + (letter == other ? 0 : 1)
                var cost = min(replaced, above[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, before[column - 1] + 1)
                }
                current.append(cost)
            }
            before = above
            above = current
        }
        return above[right.count]
    }
}
