/// A rule that makes numbers of one moment's numbers, one for each instrument, from all of them together.
public protocol CrossSectionRule {
    /// Writes what becomes of each number, NaN where it is absent; returns how many numbers there were.
    ///
    /// Both columns are as long as there are instruments.
    @discardableResult
    mutating func apply(_ values: Span<Double>, into results: inout MutableSpan<Double>) -> Int
}
