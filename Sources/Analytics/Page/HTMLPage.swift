/// One page of HTML that needs nothing from outside.
package struct HTMLPage {
    /// The page's name.
    let title: String
    /// Its parts, as HTML, from the top.
    let body: [String]

    /// Puts a page together.
    ///
    /// - Parameter title: Plain text.
    package init(title: String, body: [String]) {
        self.title = title
        self.body = body
    }

    /// The page.
    package var text: String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(HTMLText.escaped(title))</title>
        <style>
        \(Self.style)
        </style></head><body>
        \(body.joined(separator: "\n"))
        </body></html>

        """
    }

    /// A text as it stands, in letters of one width.
    package static func verbatim(_ lines: [String]) -> String {
        "<pre>" + HTMLText.escaped(lines.joined(separator: "\n")) + "</pre>"
    }

    private static let style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
          padding: 0 1rem; color: #222; background: #fff; }
        svg { width: 100%; height: auto; } pre { overflow-x: auto; font-size: 12px; }
        text { font-size: 13px; fill: currentColor; stroke: none; } .label { text-anchor: end; }
        .group { font-weight: bold; } .tick { text-anchor: middle; font-size: 11px; }
        .side { text-anchor: end; font-size: 11px; }
        .grid { stroke: #8884; } .zero { stroke: currentColor; } .bounds { stroke-width: 2; }
        .theory { stroke: currentColor; stroke-dasharray: 6 4; fill: none; }
        .plain { stroke: #888; stroke-width: 2; fill: none; }
        .line { stroke-width: 1.5; fill: none !important; } .key { stroke: none; }
        .key.plain { fill: #888; }
        .c0 { stroke: #0072b2; fill: #0072b2; } .c1 { stroke: #d55e00; fill: #d55e00; }
        .c2 { stroke: #009e73; fill: #009e73; } .c3 { stroke: #cc79a7; fill: #cc79a7; }
        .c4 { stroke: #e69f00; fill: #e69f00; } .c5 { stroke: #56b4e9; fill: #56b4e9; }
        .c6 { stroke: #882255; fill: #882255; } .c7 { stroke: #999933; fill: #999933; }
        .c8 { stroke: #44aa99; fill: #44aa99; } .c9 { stroke: #5544aa; fill: #5544aa; }
        @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818; } }
        """
}

/// Text for a page.
package enum HTMLText {
    /// The text with what a browser would take for more than text spelt out.
    package static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
