import Foundation
import Testing

@Suite("catallaxy match --lobster")
struct LobsterCommandTests {
    private let messages = "1.5,1,1,10,1000,1\n2.5,1,2,20,1010,-1\nx\n3.5,3,1,10,1000,1\n"

    private func folder() throws -> Folder {
        let folder = try Folder()
        try folder.create("messages").write(contentsOf: Data(messages.utf8))
        let book = "9999999999,0,1000,10\n1010,20,1000,10\n1010,20,-9999999999,0\n"
        try folder.create("book").write(contentsOf: Data(book.utf8))
        return folder
    }

    @Test("a replay writes the book, the rejects and what was found")
    func whole() throws {
        let folder = try folder()
        let run = try Command(
            "match", "--lobster", folder.path("messages"), "--orderbook", folder.path("book"),
            "--levels", "1", "--output", folder.path("out"), "--rejects",
            folder.path("rejects"), "--check", "--stats")
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            try folder.text("out") == """
                9999999999,0,1000,10
                1010,20,1000,10
                1010,20,1000,10
                1010,20,-9999999999,0

                """)
        #expect(try folder.text("rejects") == "seq,reason\n3,malformed\n")
        #expect(run.output.contains("rows that differ  0\n"))
        #expect(run.output.contains("messages by type     1: 2, 2: 0, 3: 1,"))
        #expect(run.errors == "4 messages, 1 rejected; 0 of 3 book rows differ\n")
    }

    @Test("as JSON it is one object on one line")
    func json() throws {
        let folder = try folder()
        let run = try Command(
            "match", "--lobster", folder.path("messages"), "--levels", "1", "--json")
        #expect(run.status == 0 && run.output.split(separator: "\n").count == 1)
        #expect(run.output.hasPrefix("{\"check\":null,\"inferred\":{"))
    }

    @Test(
        "options that do not go together, and files that are none, are one line and status 2",
        arguments: [
            [], ["--lobster", "messages"], ["--lobster", "messages", "--levels", "0"],
            ["--lobster", "messages", "--levels", "1", "--check"],
            ["--lobster", "messages", "--levels", "1", "--input", "messages"],
            ["--lobster", "messages", "--levels", "1", "--book", "x"],
            ["--lobster", "messages", "--levels", "1", "--reference", "book"],
            ["--lobster", "messages", "--levels", "1", "--output", "-", "--stats"],
            ["--lobster", "missing", "--levels", "1"],
            ["--lobster", "messages", "--levels", "1", "--orderbook", "missing"],
            ["--lobster", "messages", "--levels", "1", "--orderbook", "messages"],
            ["--input", "messages", "--levels", "1"], ["--input", "messages", "--check"],
            ["--input", "messages", "--output", "x"],
        ])
    func wrongUsage(_ arguments: [String]) throws {
        let folder = try folder()
        let run = try Command(list: ["match"] + inside(folder, arguments))
        #expect(run.status == 2 && run.output.isEmpty, "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(folder.names == ["book", "messages"])
    }

    @Test("an output that cannot be written is one line and status 3")
    func unwritable() throws {
        let folder = try folder()
        for path in [folder.path("missing/x"), "/dev/full"] {
            let run = try Command(
                "match", "--lobster", folder.path("messages"), "--levels", "1", "--output", path)
            #expect(run.status == 3 && run.output.isEmpty)
            #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        }
    }

    private func inside(_ folder: Folder, _ arguments: [String]) -> [String] {
        arguments.map { ["messages", "book", "missing", "x"].contains($0) ? folder.path($0) : $0 }
    }
}
