import SluiceKit

/// Memory that a cycle's parts are copied to past the caches: the cycle's own data stay in them, and the thread that
/// writes the trace reads it from elsewhere.
///
/// It grows by doubling and never shrinks.
struct TraceBytes: ~Copyable {
    private var memory: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(capacity: Int) { memory = .allocate(byteCount: max(capacity, 64), alignment: 64) }

    deinit { memory.deallocate() }

    mutating func removeAll() { count = 0 }

    /// Copies bytes to the end.
    /// - Returns: Where they are.
    mutating func append(_ part: UnsafeRawBufferPointer) -> Range<Int> {
        let start = count
        if start + part.count > memory.count { grow(to: start + part.count) }
        if let source = part.baseAddress, let target = memory.baseAddress {
            StreamedCopy.copy(part.count, from: source, to: target + start)
        }
        count = start + part.count
        return start..<count
    }

    private mutating func grow(to needed: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(needed, 2 * memory.count), alignment: 64)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
        memory.deallocate()
        memory = larger
    }

    /// The bytes of one part.
    subscript(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: memory[range])
    }
}
