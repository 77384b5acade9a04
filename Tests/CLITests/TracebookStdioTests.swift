import Foundation
import Testing

@Suite("catallaxy match --tracebook-stdio")
struct TracebookStdioTests {
    private let hello =
        #"{"type":"hello","protocol":"tracebook.conformance","protocol_version":1}"# + "\n"

    @Test(
        "what does not go together is one line, and status 2",
        arguments: ["--input", "--executions", "--book", "--rejects"])
    func wrongUsage(option: String) throws {
        let run = try Command("match", "--tracebook-stdio", option, "nowhere/x.csv")
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(
            run.errors
                == "catallaxy: --tracebook-stdio and \(option) do not go together; "
                + "see 'catallaxy help match'\n")
        let neither = try Command("match", "--book", "nowhere/x.csv")
        #expect(neither.status == 2 && neither.errors.split(separator: "\n").count == 1)
    }

    @Test("every line is answered before the next is sent; after finish it ends by itself")
    func session() throws {
        let process = Command.process(["match", "--tracebook-stdio"])
        let input = Pipe(), output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let lines = [
            hello, #"{"type":"event","index":1,"event":{"op":"clear","symbol":"A"}}"# + "\n",
            #"{"type":"finish","event_count":1}"# + "\n",
        ]
        for (line, kind) in zip(lines, ["ready", "observation", "complete"]) {
            try input.fileHandleForWriting.write(contentsOf: Data(line.utf8))
            let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            #expect(answer.hasPrefix(#"{"type":"\#(kind)","#) && answer.hasSuffix("}\n"))
        }
        // The input stays open: nobody has to close it.
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test("a wrong message is answered, said on standard error too, and ends with status 2")
    func wrongMessage() throws {
        let run = try shell(#"printf '%s' "$1" | "$0" match --tracebook-stdio"#, hello + "x\n")
        #expect(run.status == 2)
        #expect(run.output.contains(#"{"type":"error","code":"PROTOCOL_ERROR","#))
        #expect(run.errors == "catallaxy: standard input: not JSON: unexpected 'x' at byte 0\n")
    }

    @Test("a reader that leaves ends it quietly")
    func closedPipe() throws {
        // What would be wrong is said only once nobody reads the answers any more.
        let run = try shell(
            #"left=$(mktemp -u); { printf '%s' "$1"; until [ -e "$left" ]; do sleep 0.05; done; "#
                + #"rm "$left"; echo x; } | { "$0" match --tracebook-stdio; echo $? >&2; } "#
                + #"| { head -c 1; exec <&-; : >"$left"; }"#, hello)
        #expect(run.output == "{" && run.errors == "0\n")
    }

    private func shell(
        _ script: String, _ input: String
    ) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        let output = Pipe(), errors = Pipe()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", "set -o pipefail; " + script, Command.binary.path, input]
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        process.waitUntilExit()
        let texts = [output, errors].map {
            String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
        return (process.terminationStatus, texts[0], texts[1])
    }
}
