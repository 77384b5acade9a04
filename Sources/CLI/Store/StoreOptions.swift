import ArgumentParser
import Persistence

/// Which store a command looks into.
struct StoreOptions: ParsableArguments {
    /// Where runs are kept unless the user says otherwise.
    static let defaultPath = "catallaxy.db"

    @Option(help: ArgumentHelp("The store of runs.", valueName: "file"))
    var store = Self.defaultPath

    func open(for access: RunStore.Access) throws(StoreError) -> RunStore {
        try RunStore(store, for: access)
    }

    /// How a command names a run of this store.
    func command(_ words: String, _ run: Int64) -> String {
        Self.command(words, run, in: store)
    }

    /// How a command names a run of a store.
    static func command(_ words: String, _ run: Int64, in store: String) -> String {
        "catallaxy \(words) \(run)" + (store == defaultPath ? "" : " --store \(store)")
    }
}

extension ArgumentHelp {
    /// How a run of a store is named.
    static let storedRun = ArgumentHelp(
        "The run: its number, the beginning of its run id, or last.", valueName: "run")
}

/// When a commit of a run counts as done.
struct DurabilityOption: ParsableArguments {
    /// The words of the command line.
    enum Word: String, ExpressibleByArgument, CaseIterable {
        case full, normal
    }

    @Option(
        help: ArgumentHelp(
            "full: what is committed outlasts a power failure; normal: it outlasts the process.",
            valueName: "full|normal"))
    var durability = Word.full

    /// What the word stands for.
    var value: RunStore.Durability {
        switch durability {
        case .full: .full
        case .normal: .normal
        }
    }
}
