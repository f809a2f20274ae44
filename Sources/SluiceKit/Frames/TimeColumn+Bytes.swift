import SluiceMarket

extension TimeColumn {
    /// Lends the moments as bytes: nanoseconds since 1970, eight bytes each.
    package func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) { body(UnsafeRawBufferPointer(storage)) }

    /// Takes the moments of bytes as they were lent; false when they are not as many.
    package func take(_ bytes: [UInt8]) -> Bool {
        let wanted = storage.count * MemoryLayout<Timestamp>.stride
        guard bytes.count == wanted else { return false }
        bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(storage).copyMemory(from: $0) }
        return true
    }
}
