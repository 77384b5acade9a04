import Dispatch
import Foundation
import Synchronization

/// Runs a piece of work on a thread with a stack of its own size.
///
/// Reading YAML recurses as deep as the file nests, up to the parser's limit of 1000 levels,
/// before our own limit can be checked: that overruns the stack of a thread from a pool.
enum DeepStack {
    private static let bytes = 64 << 20

    private final class Box<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    /// Runs `body` and waits for it.
    static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value {
        let box = Box<Value>()
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let value = body()
            box.value.withLock { $0 = value }
            done.signal()
        }
        thread.stackSize = bytes
        thread.start()
        done.wait()
        guard let value = box.value.withLock({ $0 }) else {
            preconditionFailure("a thread ended without its result")
        }
        return value
    }
}
