import GRDB

/// What a database of ours is for.
enum FileKind: Sendable {
    /// Runs with their events.
    case runs
    /// The summaries of a sweep's runs.
    case results

    /// The mark in the header.
    var applicationID: Int32 {
        switch self {
        case .runs: StoreSchema.applicationID
        case .results: ResultsSchema.applicationID
        }
    }

    /// Makes the tables.
    var migrator: DatabaseMigrator {
        switch self {
        case .runs: StoreSchema.migrator
        case .results: ResultsSchema.migrator
        }
    }

    /// A log beside the file lets readers in while a run is written. Results travel between
    /// machines and lie on file systems of the network, where such a log does not work: they
    /// stay one file.
    var journalMode: String {
        switch self {
        case .runs: "WAL"
        case .results: "DELETE"
        }
    }

    /// For people.
    private var words: String {
        switch self {
        case .runs: "a store of runs"
        case .results: "a results file of a sweep"
        }
    }

    /// What to say of a file with another mark.
    func refusal(of name: String, marked found: Int32) -> StoreError {
        let all: [FileKind] = [.runs, .results]
        guard let other = all.first(where: { $0.applicationID == found }) else {
            return .foreign(path: name)
        }
        return .otherKind(path: name, found: other.words, expected: words)
    }
}
