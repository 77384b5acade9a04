import CMemoryHints

extension Array {
    /// An array of equal elements in memory that asks for huge pages where it is large.
    ///
    /// Tables looked up at random miss the processor's table of pages at every look otherwise.
    package static func inLargePages(repeating element: Element, count: Int) -> [Element] {
        Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            askForLargePages(buffer)
            buffer.initialize(repeating: element)
            initialized = count
        }
    }

    /// The same elements in memory that asks for huge pages where it is large.
    package static func inLargePages(_ elements: [Element]) -> [Element] {
        Array(unsafeUninitializedCapacity: elements.count) { buffer, initialized in
            askForLargePages(buffer)
            initialized = buffer.initialize(fromContentsOf: elements)
        }
    }

    private static func askForLargePages(_ buffer: UnsafeMutableBufferPointer<Element>) {
        let page = 2 << 20
        let bytes = buffer.count * MemoryLayout<Element>.stride
        guard bytes >= 2 * page, let base = buffer.baseAddress else { return }
        // Advice is taken for whole pages: what sticks out at the front stays as it is.
        let start = UnsafeMutableRawPointer(base).alignedUp(toMultipleOf: page)
        hint_huge_pages(start, bytes - page)
    }
}
