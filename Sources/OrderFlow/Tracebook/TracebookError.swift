/// Why a message cannot be answered; the session is over with it.
struct TracebookError: Error {
    /// The kinds a host tells apart.
    enum Code: String {
        /// The message is not one the protocol has here.
        case `protocol` = "PROTOCOL_ERROR"
        /// The message is right, and asks for what this engine does not do.
        case unsupported = "UNSUPPORTED"
    }

    private static let greatestLength = 200

    let code: Code
    /// What is wrong, in at most 200 characters.
    let message: String

    init(_ message: String, code: Code = .protocol) {
        self.code = code
        self.message = String(message.prefix(Self.greatestLength))
    }
}
