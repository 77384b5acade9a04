import Dispatch
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// One connection that speaks HTTP: a request at a time, on the event loop of its channel.
final class HTTPConnection: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case idle
        /// Its body comes in.
        case reading(AdmittedRequest, body: [UInt8])
        /// It has its answer, and what still comes of it is not looked at.
        case refused
        /// The run is asked.
        case waiting(AdmittedRequest)
    }

    private let server: ServerState
    private let door: Doorkeeper
    private let clock: ConnectionClock
    private let watch: ByteWatch
    private var state = State.idle
    private var context: ChannelHandlerContext?
    /// Whether the present request is the last one.
    private var isLast = false
    /// When the last answer is on its way.
    private var lastWrite: EventLoopFuture<Void>?
    /// Whether a read waits until what was written is on its way.
    private var owesRead = false

    init(_ server: ServerState, address: String, clock: ConnectionClock, watch: ByteWatch) {
        self.server = server
        self.clock = clock
        self.watch = watch
        door = Doorkeeper(state: server, address: address)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        clock.whenDue = { [weak self] phase in self?.isDue(phase) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        clock.stop()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let buffer): take(buffer, context)
        case .end: end(context)
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        isLast = !head.isKeepAlive
        let verdict = door.judge(head)
        switch verdict.outcome {
        case .success(let request):
            state = .reading(request, body: [])
            clock.enter(.body)
            if head.headers.first(name: "expect") != nil {
                let go = HTTPResponseHead(version: head.version, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
            }
        case .failure(let problem):
            // Whoever is refused may be about to send much: the connection ends then.
            let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
            if length > 0 || head.headers.contains(name: "transfer-encoding") { isLast = true }
            refuse(problem.answer, verdict.allowance, isHead: head.method == .HEAD, context)
        }
    }

    private func take(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        guard case .reading(let request, var body) = state else { return }
        guard body.count + buffer.readableBytes <= RequestLimits.bodyBytes else {
            isLast = true
            return refuse(
                Doorkeeper.tooLarge.answer, request.allowance, isHead: request.isHead, context)
        }
        state = .idle  // so that the bytes have one owner
        body.append(contentsOf: buffer.readableBytesView)
        state = .reading(request, body: body)
    }

    private func end(_ context: ChannelHandlerContext) {
        switch state {
        case .reading(let request, let body): react(to: request, body, context)
        case .refused:
            state = .idle
            if isLast { close(context) } else { clock.enter(.idle) }
        case .idle, .waiting: break
        }
    }

    private func react(
        to request: AdmittedRequest, _ body: [UInt8], _ context: ChannelHandlerContext
    ) {
        state = .waiting(request)
        clock.enter(.waiting)
        let asked = RouteRequest(
            target: request.target, caller: request.caller, body: body,
            idempotencyKeys: request.idempotencyKeys, pathValues: request.pathValues,
            state: server)
        do throws(Problem) {
            switch try request.route.react(asked) {
            case .now(let answer): finish(answer, request, context)
            case .live(let work):
                let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
                server.engine.ask(on: context.eventLoop, work) { answer in
                    bound.value.arrived(answer)
                }
            }
        } catch {
            finish(error.answer, request, context)
        }
    }

    /// The answer of the run, which the client may no longer wait for.
    private func arrived(_ answer: HTTPAnswer) {
        guard let context, case .waiting(let request) = state else { return }
        guard let rest = answer.finish, let archive = server.archive else {
            return finish(answer, request, context)
        }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        server.archiveQueue.async {
            let whole = rest(archive)
            loop.execute { bound.value.arrived(whole) }
        }
    }

    private func finish(
        _ answer: HTTPAnswer, _ request: AdmittedRequest, _ context: ChannelHandlerContext
    ) {
        // The next request may come in while the end of this answer is written: all has to be in
        // its place by then.
        state = .idle
        let isLast = isLast
        clock.enter(isLast ? .stuck : .idle)
        write(answer, request.allowance, isHead: request.isHead, context)
        if isLast { close(context) }
    }

    /// Answers before the request has come in whole.
    private func refuse(
        _ answer: HTTPAnswer, _ allowance: Allowance?, isHead: Bool,
        _ context: ChannelHandlerContext
    ) {
        state = .refused
        clock.enter(isLast ? .lingering : .body)
        write(answer, allowance, isHead: isHead, context)
    }

    private func write(
        _ answer: HTTPAnswer, _ allowance: Allowance?, isHead: Bool,
        _ context: ChannelHandlerContext
    ) {
        server.figures.noteResponse(answer.status)
        var headers = HTTPHeaders()
        headers.reserveCapacity(8)
        if answer.status != 204 {
            headers.add(name: "Content-Type", value: answer.type.rawValue)
            headers.add(name: "Content-Length", value: String(answer.body.count))
        }
        headers.add(name: "Cache-Control", value: "no-store")
        for (name, value) in answer.headers { headers.add(name: name, value: value) }
        if let allowance {
            headers.add(name: "RateLimit-Limit", value: String(allowance.limit))
            headers.add(name: "RateLimit-Remaining", value: String(allowance.remaining))
            headers.add(name: "RateLimit-Reset", value: String(allowance.reset))
        }
        if isLast { headers.add(name: "Connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status),
            headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !isHead && !answer.body.isEmpty {
            let buffer = context.channel.allocator.buffer(bytes: answer.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
        }
        let promise = context.eventLoop.makePromise(of: Void.self)
        lastWrite = promise.futureResult
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: promise)
    }

    /// Closes once what was answered is on its way: closing drops what is not.
    private func close(_ context: ChannelHandlerContext) {
        let channel = context.channel
        guard let lastWrite else { return channel.close(promise: nil) }
        lastWrite.whenComplete { _ in channel.close(promise: nil) }
    }
}

// What goes wrong, and who goes away.
extension HTTPConnection {
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What asks for a WebSocket in a wrong way goes on as an ordinary request.
        if error is NIOWebSocketUpgradeError || error is HTTPServerUpgradeErrors { return }
        guard let fault = error as? HTTPParserError else { return context.close(promise: nil) }
        let problem =
            fault == .headerOverflow
            ? Problem(.headersTooLarge, "at most 32 KiB in 100 fields are read")
            : Problem(.badRequest, "this is no HTTP/1.1 that can be read")
        fail(problem, context)
    }

    /// Answers a request that will not come in whole, and closes.
    private func fail(_ problem: Problem, _ context: ChannelHandlerContext) {
        isLast = true
        switch state {
        case .idle:
            server.figures.noteResponse(problem.code.status)
            watch.answerAndClose(problem.answer)
        case .reading(let request, _):
            state = .refused
            write(problem.answer, request.allowance, isHead: request.isHead, context)
            context.close(promise: nil)
        case .refused, .waiting: context.close(promise: nil)
        }
    }

    private func isDue(_ phase: ConnectionClock.Phase) {
        guard let context else { return }
        switch phase {
        case .head: fail(Problem(.requestTimeout, "a request has to come within 10 s"), context)
        case .body: fail(Problem(.requestTimeout, "a body has to come within 10 s"), context)
        case .idle, .stuck, .lingering, .waiting: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            if case .waiting = state { isLast = true } else { close(context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Who does not read his answers is not listened to.
    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            context.read()
        } else {
            owesRead = true
            clock.enter(.stuck)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, owesRead {
            owesRead = false
            clock.enter(.idle)
            context.read()
        }
        context.fireChannelWritabilityChanged()
    }
}
