import Glibc
public import Kernel

extension ScenarioReader {
    /// Reads a scenario of any kind from a file.
    ///
    /// A file that is missing, unreadable, too long, or no regular file is one error.
    public static func read(
        path: String, overrides: ScenarioOverrides = ScenarioOverrides()
    ) -> ScenarioReading<AnyScenario> {
        var log = DiagnosticLog(file: path)
        guard let bytes = bytes(of: path, into: &log) else { return ScenarioReading(failed: log) }
        return read(bytes: bytes, file: path, overrides: overrides)
    }

    /// Reads the scenario of an economy from a file; one of another kind is an error.
    ///
    /// A file that is missing, unreadable, too long, or no regular file is one error.
    public static func readEconomy(
        path: String, overrides: ScenarioOverrides = ScenarioOverrides()
    ) -> ScenarioReading<EconomyScenario> {
        var log = DiagnosticLog(file: path)
        guard let bytes = bytes(of: path, into: &log) else { return ScenarioReading(failed: log) }
        return readEconomy(bytes: bytes, file: path, overrides: overrides)
    }

    /// Reads an exchange scenario from a file; one of another kind is an error.
    ///
    /// A file that is missing, unreadable, too long, or no regular file is one error.
    public static func readExchange(
        path: String, overrides: ScenarioOverrides = ScenarioOverrides()
    ) -> ScenarioReading<ExchangeScenario> {
        var log = DiagnosticLog(file: path)
        guard let bytes = bytes(of: path, into: &log) else { return ScenarioReading(failed: log) }
        return readExchange(bytes: bytes, file: path, overrides: overrides)
    }

    /// What kind of scenario a file is meant to be, whatever else is wrong with it; `nil` for
    /// one that cannot be read, is no document, or names a kind there is none like.
    public static func kind(path: String) -> ScenarioKind? {
        var log = DiagnosticLog(file: path)
        guard let bytes = bytes(of: path, into: &log), let root = root(bytes, into: &log) else {
            return nil
        }
        return kind(of: root, into: &log)
    }

    static func bytes(of path: String, into log: inout DiagnosticLog) -> [UInt8]? {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            log.error("cannot be read: not a file name", at: nil)
            return nil
        }
        // Without O_NONBLOCK opening a pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            log.error("cannot be opened: \(reason(errno))", at: nil)
            return nil
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            log.error("cannot be read: \(reason(errno))", at: nil)
            return nil
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isDirectory = status.st_mode & S_IFMT == S_IFDIR
            let found = isDirectory ? "a directory" : "a pipe or device"
            log.error("found \(found), expected a file", at: nil)
            return nil
        }
        return content(of: descriptor, into: &log)
    }

    /// Everything up to the end of the file, which may grow while it is read.
    private static func content(
        of descriptor: Int32, into log: inout DiagnosticLog
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                log.error("cannot be read: \(reason(errno))", at: nil)
                return nil
            }
            if count == 0 { return bytes }
            bytes += piece[..<count]
            if bytes.count > SourceText.maxBytes {
                log.error(SourceText.tooLong, at: nil)
                return nil
            }
        }
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
