import Persistence

extension CommandFailure {
    /// What is wrong with a store, with the status that tells whose fault it is.
    init(_ fault: StoreError) {
        self.init(status: ExitStatus(fault), message: "\(fault)")
    }
}

extension ExitStatus {
    /// A file that is no store is wrong input; a store that fails, or that somebody else holds,
    /// is a fault of the database; a record that does not hold is found wrong.
    init(_ fault: StoreError) {
        switch fault {
        case .tooShort, .missing, .noDirectory, .notAFile, .empty, .notADatabase, .foreign, .newer,
            .older,
            .unknownRun,
            .ambiguousRun:
            self = .wrongInput
        case .unwritable, .busy, .fault, .alreadyWritten:
            self = .writeFault
        case .broken, .historyDiffers:
            self = .recordWrong
        }
    }
}
