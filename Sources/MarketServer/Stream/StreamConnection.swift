import DequeModule
import Dispatch
import NIOCore
import NIOWebSocket
import Primitives
import Synchronization

/// How far a stream has got in the archive.
struct ArchiveReading: Sendable {
    /// The next event to read.
    var next: Int64
    /// Whether nothing has been read yet.
    var isFirst: Bool
    /// The event to stop before, once it is known.
    var end: Int64?
    /// Whether somebody is reading.
    var isUnderWay = false

    init(next: Int64, isFirst: Bool) {
        self.next = next
        self.isFirst = isFirst
    }
}

/// One WebSocket, on the event loop of its channel.
final class StreamConnection: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// How long a client may take to say who it is.
    private static let patience = TimeAmount.seconds(3)
    /// How long a client may take to read why it is closed.
    private static let farewell = TimeAmount.seconds(10)
    private static let pingInterval = TimeAmount.seconds(15)
    /// How many messages a client may send in a second.
    private static let greatestTalk = 20

    private let server: ServerState
    private let address: String
    private var caller: Caller?
    private var filter: StreamFilter?
    private var handle: StreamHandle?
    private var previous: [StreamChannel: Int64] = [:]
    private var backlog: Deque<[UInt8]> = []
    private var lastSequence: Int64 = -1
    private var isClosing = false
    private var awaitsPong = false
    private var talk = 0
    private var context: ChannelHandlerContext?
    private var timers: [RepeatedTask] = []
    /// The first event that the client has not been told, while that comes from the archive.
    private var reading: ArchiveReading?
    /// How many times the client has said what it follows: what was meant for an earlier time is
    /// not told it.
    private var generation = 0

    init(_ server: ServerState, address: String) {
        self.server = server
        self.address = address
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        server.figures.streams.add(1, ordering: .relaxed)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: Self.patience) { bound.value.expectCaller() }
        timers = [
            context.eventLoop.scheduleRepeatedTask(
                initialDelay: Self.pingInterval, delay: Self.pingInterval
            ) { _ in bound.value.ping() },
            context.eventLoop.scheduleRepeatedTask(
                initialDelay: .seconds(1), delay: .seconds(1)
            ) { _ in bound.value.lookAtKey() },
        ]
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        guard self.context != nil else { return }
        self.context = nil
        server.figures.streams.subtract(1, ordering: .relaxed)
        for timer in timers { timer.cancel() }
        timers = []
        handle?.close()
        backlog = []
    }

    func channelInactive(context: ChannelHandlerContext) {
        handlerRemoved(context: context)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        if isClosing {
            if frame.opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        guard frame.maskKey != nil else { return close(.protocolError, "frames are masked") }
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return close(.protocolError, "no extension has been agreed upon")
        }
        switch frame.opcode {
        case .text: take(Array(frame.unmaskedData.readableBytesView))
        case .ping:
            let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
            context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
        case .pong: awaitsPong = false
        case .connectionClose: close(.normalClosure, "")
        case .binary: close(.unacceptableData, "messages are text")
        default: close(.protocolError, "an unknown kind of frame")
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength,
            NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge,
            NIOWebSocketFrameAggregator.Error.tooManyFragments:
            close(.messageTooLarge, "messages have at most 16 KiB in 16 pieces")
        case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error:
            close(.protocolError, "this is no frame that can be read")
        default: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { close(.goingAway, "the server is stopping") }
        if let event = event as? ChannelEvent, event == .inputClosed {
            context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        drain()
        context.fireChannelWritabilityChanged()
    }

    /// Closes with a code and a reason; what the client has not read by then is lost to it.
    func close(_ code: WebSocketErrorCode, _ reason: String) {
        guard let context, !isClosing else { return }
        isClosing = true
        handle?.close()
        backlog = []
        var data = context.channel.allocator.buffer(capacity: 128)
        data.write(webSocketErrorCode: code)
        // A control frame has at most 125 bytes.
        data.writeBytes(reason.utf8.prefix(120))
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
        let channel = context.channel
        let loop = context.eventLoop
        // Whoever reads slowly finds why behind what it has not read; a client that never reads is
        // cut off.
        context.writeAndFlush(wrapOutboundOut(frame)).whenComplete { _ in
            loop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
        }
        // A server that stops has less time than that.
        let farewell = code == .goingAway ? TimeAmount.seconds(2) : Self.farewell
        loop.scheduleTask(in: farewell) { channel.close(promise: nil) }
    }
}

// What the client says.
extension StreamConnection {
    private func take(_ bytes: [UInt8]) {
        talk += 1
        guard talk <= Self.greatestTalk else { return close(.policyViolation, "too many messages") }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            return close(.dataInconsistentWithMessage, "not UTF-8")
        }
        do throws(StreamFault) {
            switch try StreamRequest(bytes) {
            case .auth(let key): try enter(key)
            case .subscribe(let channels, let since): try follow(channels, since)
            }
        } catch {
            close(.policyViolation, error.reason)
        }
    }

    private func enter(_ key: String?) throws(StreamFault) {
        guard caller == nil else { throw StreamFault("you have said who you are") }
        guard let key else {
            caller = .anonymous
            return send(#"{"type":"authenticated"}"#)
        }
        guard let found = server.keys.caller(showing: key) else {
            _ = server.limits.failures.take(address)
            throw StreamFault("a valid key is needed")
        }
        caller = found
        if case .agent(let agent, _) = found {
            send(#"{"type":"authenticated","agent_id":\#(agent.index)}"#)
        } else {
            send(#"{"type":"authenticated"}"#)
        }
    }

    private func follow(_ channels: [StreamChannel], _ since: Int64?) throws(StreamFault) {
        guard let context else { return }
        let caller = caller ?? .anonymous
        self.caller = caller
        var agent: AgentID?
        if case .agent(let id, _) = caller { agent = id }
        if channels.contains(.agent) && agent == nil {
            throw StreamFault("the channel agent needs an agent's key")
        }
        handle?.close()
        generation += 1
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let handle = StreamHandle(on: context.eventLoop) { [generation] delivery in
            guard bound.value.generation == generation else { return }
            bound.value.arrived(delivery)
        }
        self.handle = handle
        // Without its own channel an agent hears what everybody does.
        filter = StreamFilter(
            channels: Set(channels), agent: channels.contains(.agent) ? agent : nil)
        previous = [:]
        reading = nil
        join(from: since.map { $0 + 1 })
        let names = channels.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        send(#"{"type":"subscribed","channels":[\#(names)]}"#)
    }

    private func join(from sequence: Int64?) {
        guard let handle, let filter else { return }
        reading = sequence.map { ArchiveReading(next: $0, isFirst: reading == nil) }
        server.engine.ask(on: handle.loop) { live in
            live.streams.join(handle, filter, from: sequence)
            return .noContent
        } then: { _ in
        }
    }

    private func expectCaller() {
        if caller == nil { close(.policyViolation, "say who you are within 3 s") }
    }

    private func ping() {
        guard let context, !isClosing else { return }
        if awaitsPong { return context.close(promise: nil) }
        awaitsPong = true
        let frame = WebSocketFrame(
            fin: true, opcode: .ping, data: context.channel.allocator.buffer(capacity: 0))
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    private func lookAtKey() {
        talk = 0
        guard let key = caller?.key, !isClosing else { return }
        if !server.keys.isInForce(key) { close(.policyViolation, "a valid key is needed") }
    }
}

// What the run says.
extension StreamConnection {
    private func arrived(_ delivery: StreamDelivery) {
        guard !isClosing else { return }
        switch delivery {
        case .joined(let chains):
            reading = nil
            // What came from the archive is nearer than what is at hand.
            previous.merge(chains) { mine, _ in mine }
        case .messages(let messages): for message in messages { send(message) }
        case .archived(let end):
            reading?.end = end
            continueReading()
        case .tooMuch: giveUp()
        case .end: close(.goingAway, "the server is stopping")
        }
    }

    private func send(_ message: StreamMessage) {
        guard !isClosing else { return }
        guard backlog.count < StreamHandle.greatestBacklog else { return giveUp() }
        let text = message.text(after: previous[message.channel])
        previous[message.channel] = message.sequence
        lastSequence = message.sequence
        server.figures.streamMessages.add(1, ordering: .relaxed)
        backlog.append(text)
        drain()
    }

    /// The client, or the loop that serves it, is too far behind.
    private func giveUp() {
        server.figures.slowStreams.add(1, ordering: .relaxed)
        close(
            WebSocketErrorCode(codeNumber: 1_013),
            "too slow; the last event_seq was \(lastSequence)")
    }

    private func send(_ text: String) {
        backlog.append(Array(text.utf8))
        drain()
    }

    /// Writes as much as the client takes.
    private func drain() {
        guard let context else { return }
        var hasWritten = false
        while context.channel.isWritable, let text = backlog.popFirst() {
            let buffer = context.channel.allocator.buffer(bytes: text)
            let frame = WebSocketFrame(fin: true, opcode: .text, data: buffer)
            context.write(wrapOutboundOut(frame), promise: nil)
            hasWritten = true
        }
        if hasWritten { context.flush() }
        if backlog.isEmpty { continueReading() }
    }
}

// What lies further back than is at hand.
extension StreamConnection {
    /// Reads on in the archive, once the client has taken what was read before.
    private func continueReading() {
        guard let context, let filter, let handle, let archive = server.archive, !isClosing,
            backlog.isEmpty, var reading, let end = reading.end, !reading.isUnderWay
        else { return }
        if reading.next >= end { return join(from: reading.next) }
        reading.isUnderWay = true
        self.reading = reading
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let (generation, market, loop) = (generation, server.market, handle.loop)
        server.archiveQueue.async { [reading] in
            let part = ArchivePart(archive, reading, upTo: end, filter, market)
            loop.execute {
                guard bound.value.generation == generation else { return }
                bound.value.take(part)
            }
        }
    }

    private func take(_ part: ArchivePart) {
        guard let next = part.next else {
            return close(WebSocketErrorCode(codeNumber: 1_011), "the history cannot be read")
        }
        reading?.next = next
        reading?.isFirst = false
        reading?.isUnderWay = false
        previous.merge(part.previous) { mine, _ in mine }
        for message in part.messages { send(message) }
        continueReading()
    }
}
