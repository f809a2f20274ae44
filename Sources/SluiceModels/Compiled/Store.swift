/// Numbers at a fixed place, for C to read.
final class Store<Element: BitwiseCopyable> {
    let start: UnsafeMutablePointer<Element>
    let count: Int

    init(_ list: [Element]) {
        count = list.count
        // A whole number of vectors, so that C may load them aligned.
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64)
        start = bytes.bindMemory(to: Element.self, capacity: max(count, 1))
        for (index, element) in list.enumerated() { (start + index).initialize(to: element) }
    }

    deinit { start.deallocate() }

    var bytes: Int { count * MemoryLayout<Element>.stride }
}
