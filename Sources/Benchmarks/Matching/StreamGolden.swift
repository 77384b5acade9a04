/// The SHA-256 sums that every right engine reaches on the streams of seed 1.
struct StreamGolden {
    let orders: String
    let executions: String
    let book: String

    /// The sums of a preset with seed 1; they were computed by two independent programs.
    static func named(_ preset: String) -> StreamGolden? {
        switch preset {
        case "tiny":
            StreamGolden(
                orders: "a3f610a985457621240fde0129c56ca1c7dea7726517b0e36a6c24a86c90ce2e",
                executions: "8e622282c360e2e82599ceccab4d799050ce1bbde3f934bc51af742d11343f03",
                book: "ed43128508e4f4db2cda1839421d179552b5cc2ac097b77c54395e5fbd1a0d87")
        case "d1k":
            StreamGolden(
                orders: "da8e816179ac855bd79bed13524a94438caf94eaf62b46c011833ea1bfc818f3",
                executions: "49169c1c2d098a828d5d0c8a36eaa1e3946aa24a461414b1c2c82ec9cb198789",
                book: "379a2d8ca020ed89bf8591a1610aca042c5ccffbbfbdbbd144a3ec28b94e6d98")
        case "d100k":
            StreamGolden(
                orders: "3d317755c8d8305ada7dbbb72b926cde3e9428d66da988b4f5fc84301b663b2c",
                executions: "27a435720445b731546cd89e78c4b15ac61fc53d8d754567c3203ea6469028bb",
                book: "3452da1640f549ccf59f8b8668bf3663796a3857ea38cc6e6fc9c41c782c8391")
        case "d1m":
            StreamGolden(
                orders: "08bc5a9758c3d26a95a173dbb853dff1e4102f90a68a277ea14741429d383374",
                executions: "c81b6fe724a74ff63c39a882b5d815b04ed38ad2c18da7fb4fb1d4681ebf61d4",
                book: "4a8b49a099c4ec29ed32849b9b9c35e65d5a2bfad17d015e952172c5689cfefa")
        default: nil
        }
    }
}
