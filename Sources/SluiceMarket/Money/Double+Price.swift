extension Double {
    /// Whether it can be a price: finite and above zero.
    ///
    /// The greatest number is compared with, not infinity: of that compilers make a longer test of the bits.
    @inlinable
    public var isPrice: Bool { self > 0 && self <= .greatestFiniteMagnitude }
}
