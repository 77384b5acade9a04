import Determinism
import History
import OrderFlow
import Testing

@Suite("The order streams of the benchmarks")
struct StreamGeneratorTests {
    /// SHA-256 sums made by the two other generators of the stream's specification, for seed 1.
    struct Sums: CustomTestStringConvertible {
        let preset: String
        let rows: Int
        let operations: String
        let executions: String
        let book: String

        var testDescription: String { preset }
    }

    static let published = [
        Sums(
            preset: "tiny", rows: 10_100,
            operations: "a3f610a985457621240fde0129c56ca1c7dea7726517b0e36a6c24a86c90ce2e",
            executions: "8e622282c360e2e82599ceccab4d799050ce1bbde3f934bc51af742d11343f03",
            book: "ed43128508e4f4db2cda1839421d179552b5cc2ac097b77c54395e5fbd1a0d87"),
        Sums(
            preset: "d1k", rows: 2_001_000,
            operations: "da8e816179ac855bd79bed13524a94438caf94eaf62b46c011833ea1bfc818f3",
            executions: "49169c1c2d098a828d5d0c8a36eaa1e3946aa24a461414b1c2c82ec9cb198789",
            book: "379a2d8ca020ed89bf8591a1610aca042c5ccffbbfbdbbd144a3ec28b94e6d98"),
    ]

    @Test(
        "the order file, and what comes of it, are those of the specification", arguments: published
    )
    func publishedSums(sums: Sums) throws {
        let preset = try #require(StreamPreset.named(sums.preset))
        let file = Gathered()
        try writeOrderFile(StreamGenerator.operations(of: preset, seed: 1), to: file)
        #expect(Digest.hex(of: file.bytes) == sums.operations)
        let matched = try MatchedFile(file.bytes)
        #expect(Digest.hex(of: matched.executions) == sums.executions)
        #expect(Digest.hex(of: matched.book) == sums.book)
        #expect(matched.counts.rows == UInt64(sums.rows) && preset.operationCount == sums.rows)
    }

    @Test("a seed gives the same stream each time, another seed another one")
    func seeds() throws {
        let preset = try #require(StreamPreset.named("tiny"))
        let first = StreamGenerator.operations(of: preset, seed: 1)
        #expect(StreamGenerator.operations(of: preset, seed: 1) == first)
        #expect(StreamGenerator.operations(of: preset, seed: 2) != first)
        #expect(first.count == 10_100)
        #expect(first.prefix(100).allSatisfy { $0.kind == .limit })
    }

    @Test("presets are found by their names alone")
    func names() {
        let sizes = ["tiny", "d1k", "d100k", "d1m"]
        let names = ["", "-spread", "-drift", "-trend"].flatMap { shape in
            sizes.map { $0 + shape }
        }
        #expect(StreamPreset.all.map(\.name) == names)
        #expect(names.allSatisfy { StreamPreset.named($0)?.name == $0 })
        #expect(StreamPreset.named("TINY") == nil && StreamPreset.named("") == nil)
    }
}
