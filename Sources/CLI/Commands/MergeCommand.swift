import Analytics
import ArgumentParser
import Persistence
import Sweeping

/// `catallaxy merge`: the parts of a sweep into one results file.
struct MergeCommand: ParsableCommand {
    /// How many runs are copied in one transaction.
    private static let batch = 256

    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Join the parts of a sweep into one results file.",
        discussion: """
            Every part of the plan has to be there once, and whole; what is missing, or there \
            twice, is named, and nothing is written. The content of the file is that of the \
            whole sweep made by one command.
            """)

    @Argument(help: "Results files of 'sweep --shard', in any order.")
    var parts: [String]

    @Option(help: ArgumentHelp("The results file to make.", valueName: "file"))
    var output: String

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    func run() throws {
        let files = try MergeParts(parts).files
        guard let first = files.first else { return }
        let whole = try SweepFile(writing: output, first.plan, .whole, resumes: false)
        var copied = 0
        for file in files {
            var waiting: [RunResult] = []
            try file.store.forEachResult { result in
                waiting.append(result)
                guard waiting.count >= Self.batch else { return }
                try whole.store.add(waiting)
                waiting.removeAll(keepingCapacity: true)
            }
            try whole.store.add(waiting)
            copied += file.expectedRuns
            try file.store.close()
        }
        let summary = SweepSummary(file: whole, newRuns: copied, seconds: nil)
        let failed = try summary.print(asJSON: json)
        try whole.store.close()
        if failed > 0 { throw AlreadySaid(status: .checkFailed) }
    }
}

/// The parts of one plan, each there once and whole.
struct MergeParts {
    /// By part.
    let files: [SweepFile]

    /// Opens the parts.
    ///
    /// - Throws: ``CommandFailure`` that names everything that is missing, or there twice.
    init(_ paths: [String]) throws {
        var opened: [SweepFile] = []
        for path in paths { opened.append(try SweepFile(reading: path)) }
        guard let first = opened.first else {
            throw CommandFailure(status: .wrongInput, message: "there are no parts to join")
        }
        var wrong: [String] = []
        var byPart: [Int: SweepFile] = [:]
        for file in opened {
            let (origin, wanted) = (file.store.origin, first.store.origin)
            if origin.planID != wanted.planID || origin.shards != wanted.shards
                || origin.engineVersion != wanted.engineVersion
            {
                wrong.append(Self.stranger(file, beside: first))
                continue
            }
            if let twin = byPart[file.shard.index] {
                wrong.append(
                    "\(twin.store.path) and \(file.store.path) both have part "
                        + "\(file.shard.index) of \(file.shard.count)")
                continue
            }
            byPart[file.shard.index] = file
            let found = try file.store.counts().runs
            if found != file.expectedRuns {
                wrong.append(
                    "\(file.store.path) has \(found) of the \(file.expectedRuns) runs of part "
                        + "\(file.shard.index); 'sweep --resume --store \(file.store.path)' "
                        + "finishes it")
            }
        }
        let missing = (1...first.shard.count).filter { byPart[$0] == nil }
        if !missing.isEmpty {
            let shown = missing.prefix(20).map { "\($0)" }.joined(separator: ", ")
            let rest = missing.count > 20 ? " and \(missing.count - 20) more" : ""
            wrong.append("part \(shown)\(rest) of \(first.shard.count) is missing")
        }
        if !wrong.isEmpty {
            for line in wrong { StandardStreams.complain(line) }
            throw AlreadySaid(status: .wrongInput)
        }
        files = opened.sorted { $0.shard.index < $1.shard.index }
    }

    private static func stranger(_ file: SweepFile, beside first: SweepFile) -> String {
        func words(_ origin: ResultsStore.Origin) -> String {
            "plan \(origin.planID) in \(origin.shards) parts by version \(origin.engineVersion)"
        }
        return "\(file.store.path) is of \(words(file.store.origin)), \(first.store.path) of "
            + words(first.store.origin)
    }
}
