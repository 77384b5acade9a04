import Foundation

/// What a figure depends on beside the code: printed with every benchmark.
public enum Conditions {
    /// Processor, cores, operating system and kind of build, in one line.
    public static var description: String {
        #if DEBUG
            let build = "debug build"
        #else
            let build = "release build"
        #endif
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let system = ProcessInfo.processInfo.operatingSystemVersionString
        return "\(processor), \(cores) cores, \(system), \(build), one thread"
    }

    private static var processor: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":").last
        return name.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    }
}
