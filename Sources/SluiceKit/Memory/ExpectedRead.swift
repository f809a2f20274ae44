internal import CStream

/// Asks memory for what will be read soon.
package enum ExpectedRead {
    /// Asks for numbers that lie beside each other, and does not wait until they come.
    package static func begin(_ numbers: UnsafePointer<Double>, _ count: Int) {
        cstream_expect(numbers, count * MemoryLayout<Double>.stride)
    }
}
