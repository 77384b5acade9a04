import Determinism

/// What a client says on a stream.
enum StreamRequest: Equatable, Sendable {
    /// Who it is; without a key, nobody in particular.
    case auth(String?)
    /// What it wants to follow, and the last event it has seen.
    case subscribe([StreamChannel], since: Int64?)

    /// Reads a message.
    ///
    /// - Throws: What is wrong with it, in a few words: they have to fit a close frame.
    init(_ bytes: [UInt8]) throws(StreamFault) {
        let document: JSONValue
        do {
            document = try JSONParser.parse(bytes, maximumDepth: RequestLimits.depth)
        } catch {
            throw StreamFault("not JSON: \(error.reason)")
        }
        var errors = FieldErrors()
        switch document["type"]?.stringValue {
        case "auth":
            let fields = FieldReader(document, at: "", known: ["type", "api_key"], &errors)
            let key = fields?.string("api_key", &errors, isNeeded: false)
            self = .auth(key)
        case "subscribe":
            let fields = FieldReader(
                document, at: "", known: ["type", "channels", "since"], &errors)
            let since = fields?.number("since", &errors, isNeeded: false)
            self = .subscribe(Self.channels(fields?.value("channels"), &errors), since: since)
        default: throw StreamFault("type: expected auth or subscribe")
        }
        if let first = errors.list.first { throw StreamFault("\(first.path): \(first.message)") }
    }

    private static func channels(
        _ value: JSONValue?, _ errors: inout FieldErrors
    ) -> [StreamChannel] {
        guard let list = value?.arrayValue, !list.isEmpty, list.count <= 16 else {
            errors.add("channels", "expected a list of channels")
            return []
        }
        var channels: [StreamChannel] = []
        for item in list {
            guard let channel = item.stringValue.flatMap(StreamChannel.init(rawValue:)) else {
                errors.add("channels", "expected trades, book, ticks, agent or metrics")
                return []
            }
            if !channels.contains(channel) { channels.append(channel) }
        }
        return channels
    }
}

/// Why a stream is closed, in a few words.
struct StreamFault: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
