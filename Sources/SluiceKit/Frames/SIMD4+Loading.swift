extension SIMD4<Double> {
    /// Takes four numbers that lie beside each other, at any address.
    @inline(__always)
    init(from first: UnsafePointer<Double>) {
        self = UnsafeRawPointer(first).loadUnaligned(as: Self.self)
    }
}
