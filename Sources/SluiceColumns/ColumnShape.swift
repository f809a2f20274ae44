/// What one column of a file is called and holds.
public struct ColumnShape: Hashable, Sendable {
    /// What a column holds; each value takes eight bytes.
    public enum Kind: String, Hashable, Sendable {
        /// Numbers; NaN where there is none.
        case f64
        /// Whole numbers, such as nanoseconds since 1970.
        case i64
    }

    /// Its name, another one than that of any other column of the file.
    public let name: String
    /// What it holds.
    public let kind: Kind

    /// Creates a shape.
    public init(_ name: String, _ kind: Kind) { (self.name, self.kind) = (name, kind) }
}
