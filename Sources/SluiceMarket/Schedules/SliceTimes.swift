/// When the children of a parent are due that is worked evenly over a time (TWAP).
///
/// Child i of n comes floor(duration x i / n) after the start. Worked number: the second of 7 children in 3,601 s comes
/// after 514 s.
public struct SliceTimes: Hashable, Sendable {
    /// How many children there are.
    public let slices: Int
    /// How long the parent is worked.
    public let duration: Span
    /// What a child's time is rounded down to.
    public let grid: Span

    /// Creates the times; nil unless there are children, and time to work them in.
    public init?(slices: Int, duration: Span, grid: Span = .milliseconds(1)) {
        guard slices > 0, duration > .zero, grid > .zero else { return nil }
        (self.slices, self.duration, self.grid) = (slices, duration, grid)
    }

    /// How long after the start a child is due.
    public func offset(of child: Int) -> Span {
        let exact = Int128(duration.nanoseconds) * Int128(child) / Int128(slices)
        let held = Int64(clamping: exact)
        return Span(nanoseconds: held - held % grid.nanoseconds)
    }
}
