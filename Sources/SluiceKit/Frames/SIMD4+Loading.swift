extension SIMD4<Double> {
    /// Takes four numbers that lie beside each other, at any address.
    @inlinable
    @inline(__always)
    package init(from first: UnsafePointer<Double>) {
        self = UnsafeRawPointer(first).loadUnaligned(as: Self.self)
    }
}
