import MarketModel
import Primitives

/// What can be followed on a stream.
enum StreamChannel: String, CaseIterable, Hashable, Sendable {
    case trades, book, ticks, agent, metrics

    /// Whether its messages follow from single events, so that the history has them.
    var isOfEvents: Bool {
        switch self {
        case .trades, .ticks, .agent: true
        case .book, .metrics: false
        }
    }
}

/// One message of a channel, but for the number of the one before it, which is the stream's.
struct StreamMessage: Sendable {
    var channel: StreamChannel
    /// The event it tells, or the last one that it is true for.
    var sequence: Int64
    var tick: Int64
    /// JSON.
    var data: [UInt8]

    /// The whole message.
    ///
    /// - Parameter previous: The `event_seq` of the message before on the channel, if any.
    func text(after previous: Int64?) -> [UInt8] {
        var json = JSONBytes(reserving: data.count + 96)
        json.open("{")
        json.key("type")
        json.string(channel.rawValue)
        json.key("event_seq")
        json.number(sequence)
        json.key("prev_seq")
        if let previous { json.number(previous) } else { json.raw(Array("null".utf8)) }
        json.key("tick_id")
        json.number(tick)
        json.key("data")
        json.raw(data)
        json.close("}")
        return json.bytes
    }
}

/// What a stream wants to hear.
struct StreamFilter: Hashable, Sendable {
    var channels: Set<StreamChannel>
    /// Whose private events, if it has shown an agent's key.
    var agent: AgentID?

    func has(_ channel: StreamChannel) -> Bool { channels.contains(channel) }
}

/// An event with its place, as a stream needs it.
struct PlacedEvent: Sendable {
    var sequence: Int64
    var tick: Tick
    var event: Event
}
