import Analytics
import Glibc
import Kernel
import Reports

/// The page about a run, and the file it goes to.
struct ReportFile {
    let path: String
    /// Folds the events of the run.
    let model: any ReportModel

    /// Prepares a page that `run` writes at its end.
    ///
    /// - Throws: ``CommandFailure`` if it would overwrite an input, or cannot be made there.
    init(_ path: String, of scenario: RunnableScenario, besides inputs: [String]) throws {
        for input in inputs where TraceFile.isSame(path, input) {
            throw CommandFailure(
                status: .wrongInput,
                message: "--report would overwrite '\(input)'; name another file")
        }
        self.path = path
        model = scenario.reportModel
        try refuseBadPlace()
    }

    /// Prepares the page about a stored run.
    ///
    /// - Throws: ``CommandFailure`` if a file would be replaced that nobody wants replaced.
    init(output path: String, of scenario: RunnableScenario, replacing: Bool) throws {
        self.path = path
        model = scenario.reportModel
        if !replacing, NewFile(path: path).exists {
            throw CommandFailure(
                status: .wrongInput, message: "\(path) is there already; --force replaces it")
        }
        try refuseBadPlace()
    }

    /// Says what is wrong with the place before anything has run.
    private func refuseBadPlace() throws(CommandFailure) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        var status = stat()
        let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        if path.isEmpty || isFolder || access(folder, W_OK) != 0 {
            let code = path.isEmpty ? ENOENT : isFolder ? EISDIR : errno
            throw CommandFailure(
                status: .writeFault,
                message: "the report '\(path)' cannot be written: "
                    + String(cString: strerror(code)))
        }
    }

    /// Writes the page: complete, or not at all.
    ///
    /// - Throws: ``CommandFailure`` if it cannot be written.
    func write(_ record: RunRecord) throws(CommandFailure) {
        let page = ReportPage(model.document(of: record))
        do {
            try NewFile(path: path).write(page.bytes, replacing: true)
        } catch {
            throw CommandFailure(
                status: .writeFault,
                message: "\(error.name) cannot be written: \(error.reason)")
        }
    }
}

extension RunnableScenario {
    /// What folds a run of it into a page.
    var reportModel: any ReportModel {
        switch self {
        case .exchange(let scenario):
            ExchangeModel(market: scenario.market, ticksPerYear: scenario.ticksPerYear)
        case .economy: EconomyModel()
        case .laboratory: LaboratoryModel()
        }
    }
}
