import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Sets every accepted connection up: bytes watched, HTTP/1 read within limits, one request at a
/// time answered, or a WebSocket opened.
struct MarketChannel: ServerChildChannel {
    /// An accepted connection.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    let state: ServerState
    let connections: ConnectionLimits

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let address = channel.remoteAddress?.ipAddress ?? "unknown"
            guard connections.enter(address) else {
                state.figures.refusedConnections.add(1, ordering: .relaxed)
                refuse(channel)
                return Value(channel: channel)
            }
            state.figures.connections.add(1, ordering: .relaxed)
            channel.closeFuture.whenComplete { [connections, state] _ in
                connections.leave(address)
                state.figures.connections.subtract(1, ordering: .relaxed)
            }
            try configure(channel, address)
            return Value(channel: channel)
        }
    }

    /// Everything happens in the handlers; the connection is over when its channel is.
    func handle(value: Value, logger: Logger) async { try? await value.channel.closeFuture.get() }

    private func configure(_ channel: any Channel, _ address: String) throws {
        let clock = ConnectionClock(channel.eventLoop)
        let pipeline = channel.pipeline.syncOperations
        let watch = ByteWatch(clock)
        let http = HTTPConnection(state, address: address, clock: clock, watch: watch)
        try pipeline.addHandler(watch)
        let bound = NIOLoopBound((http: http, watch: watch), eventLoop: channel.eventLoop)
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: true,
            withServerUpgrade: (
                upgraders: [StreamUpgrade.upgrader(state, address)],
                completionHandler: { context in
                    let handlers = bound.value
                    context.pipeline.syncOperations.removeHandler(handlers.http, promise: nil)
                    context.pipeline.syncOperations.removeHandler(handlers.watch, promise: nil)
                }
            ), withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: Self.headLimits)
        try pipeline.addHandler(http)
    }

    /// What a head may be; more is answered 431.
    private static var headLimits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 16_384
        limits.maxHeaderListSize = 32_768
        limits.maxHeaderFieldCount = 100
        return limits
    }

    /// Says that there is no room, and closes.
    private func refuse(_ channel: any Channel) {
        var problem = Problem(.unavailable, "there are too many connections")
        problem.retryAfter = 10
        let buffer = channel.allocator.buffer(bytes: problem.answer.wholeText)
        channel.writeAndFlush(buffer).whenComplete { _ in channel.close(promise: nil) }
    }
}
