import NIOCore

/// How long a connection may take for what it is doing, on the event loop of its channel.
///
/// One timer at a time: when it fires too early because something has happened since, it is set
/// anew. So a request costs no timer of its own.
final class ConnectionClock {
    /// What a connection is doing.
    enum Phase {
        /// Nothing: it may say something.
        case idle
        /// It has begun to say what it wants.
        case head
        /// It sends a body.
        case body
        /// It waits for us.
        case waiting
        /// It does not read what it is told.
        case stuck
        /// It is closed after its last answer, as soon as it has read that.
        case lingering

        fileprivate var limit: TimeAmount? {
            switch self {
            case .idle: .seconds(60)
            case .head, .body, .stuck: .seconds(10)
            case .lingering: .seconds(1)
            case .waiting: nil
            }
        }
    }

    private let loop: any EventLoop
    private var timer: Scheduled<Void>?
    private var deadline: NIODeadline?
    private(set) var phase = Phase.idle
    /// Called when the time of a phase is up.
    var whenDue: ((Phase) -> Void)?

    init(_ loop: any EventLoop) {
        self.loop = loop
        enter(.idle)
    }

    /// The connection begins something else.
    func enter(_ phase: Phase) {
        self.phase = phase
        deadline = phase.limit.map { .now() + $0 }
        guard let deadline else { return }
        // A timer that is set for later would come too late for this phase.
        if let timer, timerDue > deadline {
            timer.cancel()
            self.timer = nil
        }
        if timer == nil { schedule(deadline) }
    }

    private var timerDue = NIODeadline.distantFuture

    private func schedule(_ due: NIODeadline) {
        timerDue = due
        let bound = NIOLoopBound(self, eventLoop: loop)
        timer = loop.scheduleTask(deadline: due) { bound.value.fire() }
    }

    private func fire() {
        timer = nil
        guard let deadline else { return }
        if deadline <= .now() { whenDue?(phase) } else { schedule(deadline) }
    }

    /// Nothing will be due any more.
    func stop() {
        timer?.cancel()
        timer = nil
        deadline = nil
        whenDue = nil
    }
}

/// Sees the bytes before anybody reads them: when a request begins to come in. And sees to it that
/// a connection ends soon when the server does.
final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long a request that has begun may go on when the server stops.
    private static let grace = TimeAmount.seconds(2)

    private let clock: ConnectionClock
    private var context: ChannelHandlerContext?

    init(_ clock: ConnectionClock) { self.clock = clock }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Answers what was no request, past everything that knows HTTP, and closes.
    func answerAndClose(_ answer: HTTPAnswer) {
        guard let context else { return }
        let buffer = context.channel.allocator.buffer(bytes: answer.wholeText)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(buffer)).whenComplete { _ in
            channel.close(promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .idle = clock.phase { clock.enter(.head) }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            let channel = context.channel
            context.eventLoop.scheduleTask(in: Self.grace) {
                channel.close(mode: .all, promise: nil)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        clock.stop()
        context.fireChannelInactive()
    }
}
