public import Determinism

/// One page of HTML that shows a run: with its data inside, needing nothing from outside.
public struct ReportPage {
    /// The page in UTF-8.
    public let bytes: [UInt8]

    /// What the page may load, as the header that a server sends with it has it.
    ///
    /// - Parameter isLive: Whether it goes on with a stream of its server.
    public static func contentSecurityPolicy(isLive: Bool) -> String {
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
            + "img-src data:" + (isLive ? "; connect-src 'self'" : "")
    }

    /// Puts a page together.
    ///
    /// - Parameter document: What a ``ReportModel`` came to.
    /// - Complexity: O(length).
    public init(_ document: JSONValue) {
        let policy = Self.contentSecurityPolicy(isLive: document["live"] != nil)
        let title = document["run"]?["name"]?.stringValue ?? "run"
        let data = Self.inScript(CanonicalJSON.encode(document))
        bytes = Self.assemble { slot in
            switch slot {
            case "title": Array(Self.escaped("\(title) · Catallaxy").utf8)
            case "data": data
            case "policy": Array(policy.utf8)
            default: nil
            }
        }
    }

    /// JSON that ends no element early, whatever its strings hold.
    private static func inScript(_ json: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(json.count + 64)
        for byte in json {
            // In JSON a `<` stands only inside of strings, where its number means the same.
            if byte == UInt8(ascii: "<") {
                bytes.append(contentsOf: #"\u003c"#.utf8)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Fills the slots `{{name}}` of the page.
    private static func assemble(_ fill: (String) -> [UInt8]?) -> [UInt8] {
        var result: [UInt8] = []
        let open = UInt8(ascii: "{")
        let close = UInt8(ascii: "}")
        let frame = PageFiles.frame
        var index = 0
        while index < frame.count {
            guard index + 1 < frame.count, frame[index] == open, frame[index + 1] == open,
                let end = frame[index...].firstIndex(of: close)
            else {
                result.append(frame[index])
                index += 1
                continue
            }
            let name = String(decoding: frame[(index + 2)..<end], as: UTF8.self)
            result += fill(name) ?? PageFiles.part(name)
            index = end + 2
        }
        return result
    }
}
