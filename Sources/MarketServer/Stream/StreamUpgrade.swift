import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Turns a request for the stream into a WebSocket.
enum StreamUpgrade {
    /// The longest message of a client, in bytes.
    private static let greatestMessage = 16_384

    static func upgrader(
        _ state: ServerState, _ address: String
    ) -> NIOWebSocketServerUpgrader {
        NIOWebSocketServerUpgrader(
            maxFrameSize: greatestMessage, automaticErrorHandling: false,
            shouldUpgrade: { channel, head in
                let path = head.uri.split(separator: "?").first
                let isStream = path == "/v1/stream" && head.method == .GET
                return channel.eventLoop.makeSucceededFuture(isStream ? HTTPHeaders() : nil)
            },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    let stream = StreamConnection(state, address: address)
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(
                        NIOWebSocketFrameAggregator(
                            minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 16,
                            maxAccumulatedFrameSize: greatestMessage))
                    try pipeline.addHandler(stream)
                    // A browser shows no reason for a refused upgrade: so it is accepted first.
                    if !isFromHere(head.headers) {
                        stream.close(.policyViolation, "pages of other origins may not")
                    }
                }
            })
    }

    /// Whether a page that opens the stream was served by this server; programs have no origin.
    static func isFromHere(_ headers: HTTPHeaders) -> Bool {
        let origins = headers["origin"]
        guard let origin = origins.first else { return true }
        guard origins.count == 1, let host = headers.first(name: "host") else { return false }
        return origin.lowercased() == "http://\(host.lowercased())"
            || origin.lowercased() == "https://\(host.lowercased())"
    }
}
