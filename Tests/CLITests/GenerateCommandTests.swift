import Foundation
import Testing

@Suite("The generate command")
struct GenerateCommandTests {
    @Test("an explicit flag wins over the preset")
    func explicit() throws {
        let folder = try Folder()
        let run = try Command(
            "generate", "demo", "--preset", "money_demo", "--exchange-regime", "barter_only",
            "--output", folder.url.path, "--validate")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(run.output == folder.path("demo.yaml") + "\n")
        let text = try folder.text("demo.yaml")
        #expect(text.contains("exchange_regime: barter_only"))
        #expect(!text.contains("money") && !text.contains("  M:"))
        #expect(folder.names == ["demo.yaml"])
        #expect(try Command("scenario", "validate", folder.path("demo.yaml")).errors.isEmpty)
    }

    @Test("the same arguments give the same bytes; a count takes one seed after another")
    func bytes() throws {
        let (first, second) = (try Folder(), try Folder())
        for folder in [first, second] {
            let run = try Command(
                "generate", "e", "--preset", "standard", "--seed", "5", "--count", "3",
                "--output", folder.path("new"))
            #expect(run.status == 0, "\(run.errors)")
        }
        for number in 1...3 {
            let text = try first.text("new/e-\(number).yaml")
            #expect(try second.text("new/e-\(number).yaml") == text)
            #expect(text.contains("\nseed: \(number + 4) ") && text.contains("name: e-\(number) "))
        }
        let alone = try Folder()
        _ = try Command(
            "generate", "e-2", "--preset", "standard", "--seed", "6", "--output", alone.url.path)
        #expect(try alone.text("e-2.yaml") == first.text("new/e-2.yaml"))
    }

    @Test("a file that exists is kept unless --force is given, and nothing else is written")
    func kept() throws {
        let folder = try Folder()
        try Data("mine".utf8).write(to: folder.url.appending(path: "e-2.yaml"))
        let arguments = [
            "generate", "e", "--preset", "minimal", "--count", "2", "--output", folder.url.path,
        ]
        let refused = try Command(list: arguments)
        #expect(refused.status == 2 && refused.errors.contains("e-2.yaml exists and is kept"))
        #expect(folder.names == ["e-2.yaml"])
        #expect(try folder.text("e-2.yaml") == "mine")
        let forced = try Command(list: arguments + ["--force"])
        #expect(forced.status == 0 && folder.names == ["e-1.yaml", "e-2.yaml"])
        #expect(try folder.text("e-2.yaml").contains("name: e-2 "))
    }

    @Test("what a link points at is left alone")
    func links() throws {
        let folder = try Folder()
        let target = folder.path("target")
        try Data("mine".utf8).write(to: URL(filePath: target))
        for (name, to) in [("a.yaml", target), ("b.yaml", folder.path("nowhere"))] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path(name), withDestinationPath: to)
            let one = String(name.prefix(1))
            let arguments = ["generate", one, "--preset", "minimal", "--output", folder.url.path]
            #expect(try Command(list: arguments).status == 2)
            #expect(try Command(list: arguments + ["--force"]).status == 0)
        }
        #expect(try folder.text("target") == "mine")
        #expect(folder.names == ["a.yaml", "b.yaml", "target"])
    }

    @Test(
        "a name that leads elsewhere is refused",
        arguments: [
            "../x", "/etc/x", "a/b", ".", "..", "CON", "x\n", "\u{1B}[2J", "caf\u{E9}",
            "\u{202E}a", String(repeating: "a", count: 65), "a b", "",
        ])
    func names(_ name: String) throws {
        let folder = try Folder()
        let run = try Command(
            "generate", "--preset", "minimal", "--output", folder.path("out"), "--", name)
        #expect(run.status == 2 && folder.names.isEmpty)
        #expect(run.errors.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\n" })
    }

    @Test("wrong flags and wrong settings are all said, and nothing is written")
    func wrong() throws {
        let folder = try Folder()
        let run = try Command(
            "generate", "x", "--agents", "-1", "--grid", "1e3", "--seed", "4294967296",
            "--output", folder.path("out"))
        let flags = ["--seed", "--agents", "--grid", "--inventory-range", "--utilities"]
        #expect(run.status == 2 && flags.allSatisfy { run.errors.contains("\($0): ") })
        let setting = try Command(
            "generate", "x", "--preset", "minimal", "--set", "params.beta=2", "--set",
            "params.vison_radius=1", "--output", folder.path("out"))
        #expect(setting.status == 2)
        #expect(setting.errors.contains("error: params.beta: found '2'"))
        #expect(setting.errors.contains("did you mean 'vision_radius'?"))
        #expect(folder.names.isEmpty)
    }

    @Test("a folder that cannot be written to is a fault of writing")
    func unwritable() throws {
        let run = try Command(
            "generate", "x", "--preset", "minimal", "--output", "/proc/nowhere/deep")
        #expect(run.status == 3 && run.errors.contains("/proc/nowhere/deep"))
    }
}
