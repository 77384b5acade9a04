import Glibc

/// A thread beside the run, for what must go on while a bot thinks.
struct PosixThread: ~Copyable {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private var thread = pthread_t()

    /// Starts a thread; `nil` when the system has none left.
    init?(_ body: @escaping @Sendable () -> Void) {
        let context = Unmanaged.passRetained(Body(body))
        let status = pthread_create(
            &thread, nil,
            { context in
                if let context {
                    Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                }
                return nil
            }, context.toOpaque())
        if status != 0 {
            context.release()
            return nil
        }
    }

    /// Waits until the thread is done.
    consuming func join() { pthread_join(thread, nil) }

    /// Lets the thread go its own way.
    consuming func detach() { pthread_detach(thread) }
}
