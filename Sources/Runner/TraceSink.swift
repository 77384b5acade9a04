/// Where the lines of an event trace go.
public protocol TraceSink: AnyObject {
    /// Takes the lines of some events, each ending in a newline.
    ///
    /// - Throws: Whatever the outside failed with; the run ends there.
    func write(_ lines: [UInt8]) throws
}
