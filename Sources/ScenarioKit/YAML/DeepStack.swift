import Glibc

/// Runs a piece of work on a thread with a stack of its own size.
///
/// Reading YAML recurses as deep as the file nests, up to the parser's limit of 1000 levels,
/// before our own limit can be checked: that overruns the stack of a thread from a pool.
enum DeepStack {
    private static let bytes = 64 << 20

    private final class Job {
        let run: () -> Void
        init(_ run: @escaping () -> Void) { self.run = run }
    }

    /// Runs `body` and waits for it.
    ///
    /// - Returns: What `body` returns; `nil` when the system has no thread or memory left.
    static func run<Value>(_ body: @escaping () -> Value) -> Value? {
        var value: Value?
        return start(Job { value = body() }) ? value : nil
    }

    /// Runs a job to its end on a thread of its own; `false` when there is none to be had.
    private static func start(_ job: Job) -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_setstacksize(&attributes, bytes) == 0 else { return false }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(job)
        let status = pthread_create(
            &thread, &attributes,
            { context in
                if let context { Unmanaged<Job>.fromOpaque(context).takeUnretainedValue().run() }
                return nil
            }, context.toOpaque())
        if status == 0 { pthread_join(thread, nil) }
        context.release()
        return status == 0
    }
}
