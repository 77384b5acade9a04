import Glibc

/// What the operating system said when writing failed.
struct WriteFault: Error {
    /// What was written to, as the user named it.
    let name: String
    /// As in `errno`.
    let code: Int32

    /// Whether the reader at the other end has left.
    var isClosedPipe: Bool { code == EPIPE }

    var reason: String { String(cString: strerror(code)) }
}

/// Writes bytes to a file descriptor through a buffer, all of them or an error.
final class FileWriter {
    private static let capacity = 1 << 16

    private let descriptor: Int32
    private let name: String
    private var buffer: [UInt8] = []

    /// Takes over a descriptor; it is closed by ``close()`` only.
    init(_ descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
        buffer.reserveCapacity(Self.capacity)
    }

    func write(_ bytes: [UInt8]) throws(WriteFault) {
        if buffer.count + bytes.count > Self.capacity { try flush() }
        if bytes.count >= Self.capacity {
            try writeThrough(bytes)
        } else {
            buffer += bytes
        }
    }

    /// Hands what is buffered to the operating system.
    func flush() throws(WriteFault) {
        if buffer.isEmpty { return }
        defer { buffer.removeAll(keepingCapacity: true) }
        try writeThrough(buffer)
    }

    /// Waits until the file is on its disk.
    func synchronize() throws(WriteFault) {
        try flush()
        if fsync(descriptor) != 0 { throw WriteFault(name: name, code: errno) }
    }

    /// Gives the descriptor back, what is buffered lost.
    func close() { _ = Glibc.close(descriptor) }

    private func writeThrough(_ bytes: [UInt8]) throws(WriteFault) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
            }
            if count >= 0 {
                done += count
            } else if errno == EAGAIN {
                // Somebody made the descriptor non-blocking; its reader is only slow.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if errno != EINTR {
                throw WriteFault(name: name, code: errno)
            }
        }
    }
}
