/// A list that grows by chunks, so that growing copies nothing and no room lies idle.
struct ChunkedList<Element: BitwiseCopyable>: ~Copyable {
    private static var chunkBits: Int { 16 }
    private static var placeMask: Int { 1 << chunkBits - 1 }

    private var chunks: [UnsafeMutablePointer<Element>] = []
    private(set) var count = 0

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    subscript(index: Int) -> Element {
        get { chunks[index >> Self.chunkBits][index & Self.placeMask] }
        set { chunks[index >> Self.chunkBits][index & Self.placeMask] = newValue }
    }

    mutating func append(_ element: Element) {
        if count >> Self.chunkBits == chunks.count {
            chunks.append(.allocate(capacity: 1 << Self.chunkBits))
        }
        (chunks[count >> Self.chunkBits] + (count & Self.placeMask)).initialize(to: element)
        count += 1
    }
}
