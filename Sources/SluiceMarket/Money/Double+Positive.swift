extension Double {
    /// Whether it is finite and above zero, as a price or an equity is.
    ///
    /// The greatest number is compared with, not infinity: of that compilers make a longer test of the bits.
    @inlinable
    public var isPositiveFinite: Bool { self > 0 && self <= .greatestFiniteMagnitude }
}
