/// A switch over an enum of ours names every case, so that a new case cannot be forgotten.
///
/// By its look: a `default:` beside a pattern that starts with a dot. Pure targets know few enums
/// that are not ours; what such a switch is about is listed here.
enum ClosedEnums {
    private static let label = Pattern(#"^[ \t]*(?:case\s+[^\n]*|(?:@unknown\s+)?default\s*:)"#)
    private static let dotted = Pattern(#"(?:\bcase|[,(]|\blet|\bvar)\s*\.\w"#)

    /// Unicode's categories of characters, which are many and not ours to name.
    private static let foreign = Pattern(#"\bswitch\s[^\n]*\bgeneralCategory\s*\z"#)

    static func findings(in file: SourceFile) -> [Finding] {
        guard Imports.isPure(file) else { return [] }
        let units = Array(file.code.utf16)
        let labels = label.matches(in: file.code)
        let places = labels.map { opening(of: $0.offset, in: units) }
        return labels.indices.compactMap { index in
            guard labels[index].groups[0].contains("default"), let open = places[index],
                !foreign.fits(String(decoding: units[..<open], as: UTF16.self).suffix(200))
            else { return nil }
            let isOverEnum = labels.indices.contains { other in
                places[other] == places[index] && dotted.fits(labels[other].groups[0])
            }
            guard isOverEnum else { return nil }
            let why = "name the cases that are left, or a new one is forgotten here"
            return file.finding("default", at: file.line(at: labels[index].end - 1), why)
        }
    }

    /// Where the brace around an offset stands.
    private static func opening(of offset: Int, in units: [UInt16]) -> Int? {
        var depth = 0
        for place in (0..<offset).reversed() {
            if units[place] == UInt16(UInt8(ascii: "}")) { depth += 1 }
            if units[place] == UInt16(UInt8(ascii: "{")) {
                if depth == 0 { return place }
                depth -= 1
            }
        }
        return nil
    }
}
