import COpenSSL

/// SHA-256 by libcrypto, with a context that is made once and used again for every event.
struct SHA256Hasher: ~Copyable {
    private let context: UnsafeMutablePointer<SHA256_CTX>
    private let digest: UnsafeMutablePointer<UInt8>
    /// Two hexadecimal digits of 0…255, each pair as it lies in memory.
    private let hexPairs: UnsafeMutablePointer<UInt16>

    /// The length of a digest in hexadecimal.
    static let hexCount = 64

    init() {
        context = .allocate(capacity: 1)
        context.initialize(to: SHA256_CTX())
        digest = .allocate(capacity: 32)
        digest.initialize(repeating: 0, count: 32)
        hexPairs = .allocate(capacity: 256)
        let digits = Array("0123456789abcdef".utf8)
        for byte in 0..<256 {
            let pair = UInt16(digits[byte & 15]) << 8 | UInt16(digits[byte >> 4])
            (hexPairs + byte).initialize(to: pair.littleEndian)
        }
    }

    deinit {
        context.deallocate()
        digest.deallocate()
        hexPairs.deallocate()
    }

    /// Writes the 64 lower-case hexadecimal digits of the digest of `bytes`.
    mutating func hash(_ bytes: UnsafeRawBufferPointer, hexInto target: UnsafeMutablePointer<UInt8>)
    {
        hash("", bytes, hexInto: target)
    }

    /// Writes the 64 lower-case hexadecimal digits of the digest of `opening` and `bytes`.
    mutating func hash(
        _ opening: StaticString, _ bytes: UnsafeRawBufferPointer,
        hexInto target: UnsafeMutablePointer<UInt8>
    ) {
        SHA256_Init(context)
        if opening.utf8CodeUnitCount > 0 {
            SHA256_Update(context, opening.utf8Start, opening.utf8CodeUnitCount)
        }
        SHA256_Update(context, bytes.baseAddress, bytes.count)
        SHA256_Final(digest, context)
        writeHex(lastDigest, to: target)
    }

    /// Writes two lower-case hexadecimal digits for each byte.
    func writeHex(_ bytes: UnsafeRawBufferPointer, to target: UnsafeMutablePointer<UInt8>) {
        let raw = UnsafeMutableRawPointer(target)
        for index in 0..<bytes.count {
            raw.storeBytes(
                of: hexPairs[Int(bytes[index])], toByteOffset: 2 * index, as: UInt16.self)
        }
    }

    /// Hashes `bytes`.
    ///
    /// - Returns: The 32 bytes of the digest, valid until the next.
    @discardableResult
    mutating func hash(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        SHA256_Init(context)
        SHA256_Update(context, bytes.baseAddress, bytes.count)
        SHA256_Final(digest, context)
        return lastDigest
    }

    /// The 32 bytes of the last digest, valid until the next; zeros before the first.
    var lastDigest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: digest, count: 32) }
}

/// A SHA-256 digest in text.
public enum Digest {
    /// The 64 lower-case hexadecimal digits of the SHA-256 of `bytes`.
    public static func hex(of bytes: [UInt8]) -> String {
        var hasher = SHA256Hasher()
        return String(unsafeUninitializedCapacity: SHA256Hasher.hexCount) { target in
            guard let start = target.baseAddress else { return 0 }
            bytes.withUnsafeBytes { hasher.hash($0, hexInto: start) }
            return SHA256Hasher.hexCount
        }
    }

    /// The 32 bytes of the SHA-256 of `bytes`.
    public static func bytes(of bytes: [UInt8]) -> [UInt8] {
        var context = SHA256_CTX()
        SHA256_Init(&context)
        SHA256_Update(&context, bytes, bytes.count)
        return [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            SHA256_Final(digest.baseAddress, &context)
            count = 32
        }
    }

    /// The 32 bytes that 64 lower-case hexadecimal digits stand for; `nil` for anything else.
    public static func bytes(ofHex text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == SHA256Hasher.hexCount else { return nil }
        let values = digits.map { digit -> UInt8? in
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        let pairs = stride(from: 0, to: values.count, by: 2)
        let bytes = pairs.compactMap { index -> UInt8? in
            guard let high = values[index], let low = values[index + 1] else { return nil }
            return high << 4 | low
        }
        return bytes.count == 32 ? bytes : nil
    }

    /// Bytes as lower-case hexadecimal digits.
    public static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Hashes `bytes` zero bytes `rounds` times over, each digest written into the next
    /// input: what a chain of events costs in hashing alone.
    ///
    /// - Precondition: `bytes` is at least 64.
    public static func chain(bytes: Int, rounds: Int) {
        precondition(bytes >= SHA256Hasher.hexCount, "an input must hold a digest")
        var hasher = SHA256Hasher()
        let input = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes)
        input.initialize(repeating: 0, count: bytes)
        defer { input.deallocate() }
        let view = UnsafeRawBufferPointer(start: input, count: bytes)
        for _ in 0..<rounds { hasher.hash(view, hexInto: input) }
    }
}

/// A SHA-256 over bytes that come in pieces.
public struct StreamingDigest: ~Copyable {
    private let context: UnsafeMutablePointer<SHA256_CTX>

    /// Starts with no bytes.
    public init() {
        context = .allocate(capacity: 1)
        context.initialize(to: SHA256_CTX())
        SHA256_Init(context)
    }

    deinit { context.deallocate() }

    /// Takes the next bytes in.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        SHA256_Update(context, bytes.baseAddress, bytes.count)
    }

    /// The 64 lower-case hexadecimal digits of the digest of all bytes so far.
    public func hex() -> String {
        // A copy of the state is finished, so that more bytes can follow.
        var state = context.pointee
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256_Final(&digest, &state)
        return Digest.hex(digest)
    }
}
