import Testing

/// A snippet that stands for a file, by default of a pure target.
func seed(_ text: String, at path: String = "Sources/Kernel/Seed.swift") -> SourceFile {
    SourceFile(path: path, text: text)
}

/// A rule's two sides: what it must find, by line, and what it must let pass.
struct Sides: CustomTestStringConvertible, Sendable {
    var broken: String
    var clean: String

    init(_ broken: String, not clean: String) {
        self.broken = broken
        self.clean = clean
    }

    var testDescription: String { broken }
}
